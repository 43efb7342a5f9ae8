import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EvidenceSpan } from '../../../shared/domain/review.ts';
import { DEPTHS, depthsOf, neighbourSpan, pickAmong, spanWords } from './span-order.ts';

const span = (id: string, start: number, end: number): EvidenceSpan => ({
  id,
  output: { start, end, quote: 'x'.repeat(end - start) },
  class: 'policy',
  support: null,
});

it('gives spans that lie over each other underlines of their own', () => {
  const depths = depthsOf([span('a', 0, 10), span('b', 2, 5), span('c', 4, 12), span('d', 11, 14)]);
  expect([...depths]).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 2],
    ['d', 0],
  ]);
});

it('never lets two of up to three spans over one character share an underline', () => {
  const pair = fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 10 }));
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 8 }), (pairs) => {
      const spans = pairs
        .map(([start, length], at) => span(String(at), start, start + length))
        .toSorted((a, b) => a.output.start - b.output.start);
      const depths = depthsOf(spans);
      for (let place = 0; place < 40; place += 1) {
        const here = spans.filter(({ output }) => output.start <= place && place < output.end);
        const used = new Set(here.map((one) => depths.get(one.id)));
        if (here.length <= DEPTHS && spans.length <= DEPTHS) expect(used.size).toBe(here.length);
        for (const depth of used) expect(depth).toBeLessThan(DEPTHS);
      }
    }),
  );
});

it('steps from span to span and round at the ends', () => {
  const spans = [span('a', 0, 3), span('b', 4, 6)];
  expect(neighbourSpan(spans, null, 1)?.id).toBe('a');
  expect(neighbourSpan(spans, null, -1)?.id).toBe('b');
  expect(neighbourSpan(spans, 'b', 1)?.id).toBe('a');
  expect(neighbourSpan(spans, 'a', -1)?.id).toBe('b');
  expect(neighbourSpan([], 'a', 1)).toBeNull();
});

it('reaches every span under a point by pressing again, the innermost first', () => {
  const under = [span('outer', 0, 20), span('inner', 5, 8), span('middle', 2, 12)];
  const first = pickAmong(under, null);
  const second = pickAmong(under, first?.id ?? null);
  const third = pickAmong(under, second?.id ?? null);
  expect([first?.id, second?.id, third?.id]).toEqual(['inner', 'middle', 'outer']);
  expect(pickAmong(under, 'outer')?.id).toBe('inner');
});

it('says of a span which it is, what it quotes and how it is linked', () => {
  const of: EvidenceSpan = { ...span('a', 0, 3), support: { kind: 'not_in_context' } };
  expect(spanWords(of, 1, 3, 'Policy')).toBe('Span 2 of 3, Policy: “xxx”, not in context');
  expect(spanWords(span('a', 0, 300), 0, 1, 'Other')).toContain('…”, no link to a passage yet');
});
