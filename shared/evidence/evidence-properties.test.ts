import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stemmer } from '@orama/stemmers/english';
import { countCodePoints, sliceCodePoints } from '../domain/text.ts';
import { findEvidence } from './find-evidence.ts';
import type { FinderInput, Place } from './found-evidence.ts';

const words = fc.constantFrom(
  ...'refund parcel Anna Weber Lisbon card 30 days 1,000 $5.90 21 Nov 2026 Monday twelve example.com/a WD-479513 the of is 😀 café हिन्दी نص 返品 *bold* (x) 5%'.split(
    ' ',
  ),
);
const sentence = fc
  .array(words, { minLength: 3, maxLength: 12 })
  .map((parts) => `Then ${parts.join(' ')} ends.`);
const text = fc
  .array(fc.oneof(sentence, fc.string({ unit: 'grapheme', maxLength: 30 })), { maxLength: 5 })
  .map((parts) => parts.join('\n'));
const passages = fc
  .array(text, { maxLength: 4 })
  .map((texts) => texts.map((one, at) => ({ rank: at + 1, text: one })));
const input: fc.Arbitrary<FinderInput> = fc.record({
  output: text,
  prompt: fc.array(text, { maxLength: 2 }),
  passages,
  language: fc.constantFrom('en', 'de', 'fr', 'ja', 'xx'),
});

function expectInside(of: string, { start, end }: Place): void {
  expect(start).toBeGreaterThanOrEqual(0);
  expect(end).toBeGreaterThan(start);
  expect(end).toBeLessThanOrEqual(countCodePoints(of));
  expect(sliceCodePoints(of, start, end).isWellFormed()).toBe(true);
}

it('keeps every place inside its text, in order where it is promised, and every share between 0 and 1', () => {
  fc.assert(
    fc.property(input, (of) => {
      const { claims, unfound } = findEvidence(of, stemmer);
      for (const claim of claims) {
        expectInside(of.output, claim);
        expect(claim.support).toBeGreaterThanOrEqual(0);
        expect(claim.support).toBeLessThanOrEqual(1);
        claim.passages.forEach(({ rank, score, places }, at) => {
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual(claim.passages[at - 1]?.score ?? 1);
          expect(places.length).toBeGreaterThan(0);
          for (const place of places) expectInside(of.passages.find((one) => one.rank === rank)!.text, place);
        });
      }
      let last = 0;
      for (const one of unfound) {
        expectInside(of.output, one);
        expect(one.start).toBeGreaterThanOrEqual(last);
        expect(one.reason).toMatch(/^.+\.$/su);
        last = one.end;
      }
    }),
  );
});

it('finds the same in the same input, whatever it read before', () => {
  fc.assert(
    fc.property(input, input, (of, other) => {
      const first = findEvidence(of, stemmer);
      findEvidence(other, stemmer);
      expect(findEvidence(of, stemmer)).toEqual(first);
    }),
  );
});

it('never lowers support, nor finds more unfound, when a passage is added', () => {
  fc.assert(
    fc.property(input, text, (of, added) => {
      const before = findEvidence(of, stemmer);
      const more = [...of.passages, { rank: of.passages.length + 1, text: added }];
      const after = findEvidence({ ...of, passages: more }, stemmer);
      after.claims.forEach((claim, at) =>
        expect(claim.support).toBeGreaterThanOrEqual(before.claims[at]!.support - 1e-12),
      );
      const places = before.unfound.map(({ start, end }) => `${start}-${end}`);
      for (const { start, end } of after.unfound) expect(places).toContain(`${start}-${end}`);
    }),
  );
});

it('supports a sentence that a passage says word for word, lights it up there, and underlines nothing in it', () => {
  fc.assert(
    fc.property(sentence, passages, fc.constantFrom('en', 'de', 'fr', 'xx'), (said, others, language) => {
      const own = {
        rank: others.length + 1,
        text: `Before that it was so.\n${said}\nAfter that it was not.`,
      };
      const found = findEvidence({ output: said, prompt: [], passages: [...others, own], language }, stemmer);
      expect(found.unfound).toEqual([]);
      for (const claim of found.claims) expect(claim.support).toBeGreaterThan(0.9);
      const lit = found.claims[0]!.passages.find(({ rank }) => rank === own.rank);
      expect(lit?.places.some(({ start, end }) => sliceCodePoints(own.text, start, end).includes(said))).toBe(
        true,
      );
    }),
  );
});
