import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MadeItem } from '../../tests/support/made-evidence.ts';
import { errorQuestion, makeEvidence } from '../../tests/support/made-evidence.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { randomStream } from '../statistics/random-stream.ts';
import type { Agreement } from './agreement.ts';
import { agreementOf } from './agreement.ts';
import type { ReportInput } from './evidence-base.ts';
import { gatherEvidence } from './evidence-base.ts';
import { overlapUnits } from './overlap.ts';

const ordered: ChoiceQuestion = {
  ...errorQuestion,
  id: 'grade',
  type: 'ordinal',
  options: ['bad', 'poor', 'fair', 'good'].map((id) => ({ id, title: id })),
  eventOptions: ['bad'],
};

function measure(input: ReportInput, question = errorQuestion, memo?: Map<string, unknown>): Agreement {
  const { strata } = input.manifest;
  return agreementOf(gatherEvidence(input), question, 'seed', { strata, alpha: 0.05, memo });
}

const overlap = (answers: Record<string, string>, stratum = 'a'): MadeItem => ({
  stratum,
  isOverlap: true,
  answers,
});

/** Items of two strata by pairs of four people, who err on a fifth (in `b` on two fifths) of them. */
function simulate(seed: string, count: number, options = ['none', 'factual', 'procedural']): MadeItem[] {
  const random = randomStream(seed);
  const people = ['ada', 'ben', 'cleo', 'dan'];
  return Array.from({ length: count }, (_, i) => {
    const stratum = i % 4 === 0 ? 'b' : 'a';
    const truth = options[Math.floor(random() * options.length)]!;
    const say = () =>
      random() < (stratum === 'b' ? 0.4 : 0.2) ? options[Math.floor(random() * options.length)]! : truth;
    const first = people[i % 4]!;
    const second = people[(i + 1 + Math.floor(random() * 3)) % 4]!;
    return overlap({ [first]: say(), [second]: say() }, stratum);
  });
}

const strata = { a: { population: 900 }, b: { population: 100 } };

/** Nominal α by its definition: 1 − mean disagreement of pairs within items ÷ of all pairs of pairable labels. */
function alphaByDefinition(rows: readonly string[][], weights?: readonly number[]): number | null {
  const pairable = rows
    .map((labels, i) => ({ labels, w: weights?.[i] ?? 1 }))
    .filter((of) => of.labels.length > 1);
  const mean = pairable.reduce((sum, of) => sum + of.w, 0) / pairable.length;
  const all = pairable.flatMap(({ labels, w }) => labels.map((label) => ({ label, w: w / mean })));
  const n = all.reduce((sum, of) => sum + of.w, 0);
  let within = 0;
  for (const { labels, w } of pairable) {
    labels.forEach((x, i) =>
      labels.forEach((y, j) => {
        if (i !== j && x !== y) within += w / mean / (labels.length - 1);
      }),
    );
  }
  const totals = new Map<string, number>();
  for (const { label, w } of all) totals.set(label, (totals.get(label) ?? 0) + w);
  let between = 0;
  for (const [x, a] of totals) for (const [y, b] of totals) if (x !== y) between += a * b;
  return between === 0 ? null : 1 - (within / n / between) * n * (n - 1);
}

const labelsOf = (input: ReportInput): string[][] =>
  overlapUnits(gatherEvidence(input), errorQuestion).map((of) => of.labels.map((one) => one.option));

function expectClose({ estimate }: { estimate: number | null }, expected: number | null): void {
  if (expected === null) expect(estimate).toBeNull();
  else expect(estimate).toBeCloseTo(expected, 10);
}

describe('agreement in the report', () => {
  it('has α, per class and without each reviewer, as the definition gives it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.string(), (count, seed) => {
        const input = makeEvidence({ items: simulate(seed, count), strata });
        const rows = labelsOf(input);
        const got = measure(input);
        expectClose(got.alpha, alphaByDefinition(rows));
        for (const { option, alpha } of got.perClass) {
          expectClose(alpha, alphaByDefinition(rows.map((row) => row.map((one) => String(one === option)))));
        }
        for (const { personId, alphaWithout } of got.perReviewer) {
          const items = input.reviews.filter((of) => of.personId !== personId);
          const left = labelsOf({ ...input, reviews: items });
          expectClose(alphaWithout, left.some((row) => row.length > 1) ? alphaByDefinition(left) : null);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('weights α by the traces that each overlap item speaks for, reviewed ones of its stratum only', () => {
    const items = [
      ...simulate('weighted', 120),
      // Given to two, reviewed by one: it is in the overlap, but m does not count it.
      overlap({ ada: 'none' }, 'b'),
    ];
    const input = makeEvidence({ items, strata });
    const inB = items.filter((of) => of.stratum === 'b').length - 1;
    const weights = items.map((of) => (of.stratum === 'b' ? 100 / inB : 900 / (items.length - 1 - inB)));
    const { weightedAlpha, alpha } = measure(input);
    expect(weightedAlpha.estimate).toBeCloseTo(alphaByDefinition(labelsOf(input), weights) ?? NaN, 10);
    expect(weightedAlpha.estimate).not.toBeCloseTo(alpha.estimate ?? NaN, 3);
    expect(weightedAlpha.low).toBeLessThan(weightedAlpha.estimate ?? NaN);
    expect(weightedAlpha.high).toBeGreaterThan(weightedAlpha.estimate ?? NaN);
    expect(weightedAlpha.method).toMatch(/1000 replicates within strata/);
  });

  it('weights an item alike in a question that is asked of some: by reviewed items, not by answers', () => {
    const items = simulate('conditional', 80).map((of, i): MadeItem => {
      const people = Object.keys(of.answers);
      const grades = Object.fromEntries(people.map((id, p) => [id, (i + p) % 5 === 0 ? 'bad' : 'good']));
      return { ...of, ...(i % 3 === 0 ? { more: { grade: grades } } : {}) };
    });
    const input = makeEvidence({
      items,
      strata,
      questions: [errorQuestion, { ...ordered, type: 'nominal' }],
    });
    const asked = items.filter((of) => of.more !== undefined);
    const weights = asked.map((of) => (of.stratum === 'b' ? 100 / 20 : 900 / 60));
    const rows = asked.map((of) => Object.values(of.more?.['grade'] ?? {}));
    const got = measure(input, { ...ordered, type: 'nominal' });
    expect(got.itemCount).toBe(asked.length);
    expect(got.weightedAlpha.estimate).toBeCloseTo(alphaByDefinition(rows, weights) ?? NaN, 10);
  });

  it('counts confusions as a walk over every two labels of an item does', () => {
    const options = errorQuestion.options.map((of) => of.id);
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom(...options), { minLength: 1, maxLength: 5 }), { maxLength: 12 }),
        (rows) => {
          const items = rows.map((row) => overlap(Object.fromEntries(row.map((one, p) => [`p${p}`, one]))));
          const { confusion } = measure(makeEvidence({ items, strata }));
          expect(confusion.options.map((of) => of.option)).toEqual(options);
          options.forEach((a, i) =>
            options.forEach((b, j) => {
              let pairs = 0;
              for (const row of rows) {
                for (let x = 0; x < row.length; x += 1) {
                  for (let y = x + 1; y < row.length; y += 1) {
                    if ((row[x] === a && row[y] === b) || (row[x] === b && row[y] === a)) pairs += 1;
                  }
                }
              }
              expect(confusion.counts[i]?.[j]).toBe(pairs);
            }),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order of reviews or on who is called what', () => {
    const input = makeEvidence({ items: simulate('order', 60), strata });
    const expected = measure(input);
    const swap = new Map([
      ['ada', 'dan'],
      ['dan', 'ada'],
    ]);
    const renamed = input.reviews.map((of) => ({ ...of, personId: swap.get(of.personId) ?? of.personId }));
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...input.reviews], { minLength: input.reviews.length }),
        fc.boolean(),
        (reviews, isRenamed) => {
          const got = measure({ ...input, reviews: isRenamed ? (renamed as typeof reviews) : reviews });
          const { perPair: _pairs, perReviewer: _people, ...rest } = got;
          expect(expected).toMatchObject(rest);
          if (!isRenamed) expect(got).toEqual(expected);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('uses linear weights between two reviewers on an ordered scale and says so, none on a nominal one', () => {
    const near = ['bad', 'poor', 'fair', 'good'];
    const graded = Array.from({ length: 40 }, (_, i): MadeItem => {
      const a = near[i % 4]!;
      const b = i % 5 === 0 ? (near[(i % 4) - 1] ?? 'poor') : a;
      return { ...overlap({ ada: 'none', ben: 'none' }), more: { grade: { ada: a, ben: b } } };
    });
    const input = makeEvidence({ items: graded, strata, questions: [errorQuestion, ordered] });
    const linear = measure(input, ordered).perPair[0]?.kappa;
    const identity = measure(input, { ...ordered, type: 'nominal' }).perPair[0]?.kappa;
    expect(linear?.method).toContain('linear weights');
    expect(identity?.method).not.toContain('linear');
    expect(linear?.estimate).toBeGreaterThan(identity?.estimate ?? 1);
  });

  it('shows the κ of a pair from 20 common items on, and a pair without any not at all', () => {
    const items = [
      ...Array.from({ length: 20 }, (_, i) =>
        overlap({ ada: i % 2 ? 'none' : 'factual', ben: i % 3 ? 'none' : 'factual' }),
      ),
      ...Array.from({ length: 19 }, (_, i) => overlap({ ada: i % 2 ? 'none' : 'factual', cleo: 'none' })),
    ];
    const { perPair } = measure(makeEvidence({ items, strata }));
    expect(perPair.map((of) => [of.a, of.b, of.kappa.n, of.kappa.reason])).toEqual([
      ['ada', 'ben', 20, null],
      ['ada', 'cleo', 19, 'TOO_FEW_PAIRS'],
    ]);
    expect(perPair[1]?.percent.estimate).not.toBeNull();
  });

  it('names the reason where one reviewer is alone, nobody overlaps, or all say the same', () => {
    const alone = measure(
      makeEvidence({ items: [overlap({ ada: 'none' }), overlap({ ada: 'factual' })], strata }),
    );
    expect(alone).toMatchObject({ itemCount: 0, raterCount: 0, perPair: [], perReviewer: [], band: null });
    expect(alone.alpha.reason).toBe('NO_OVERLAP');
    expect(alone.weightedAlpha.reason).toBe('NO_OVERLAP');
    expect(alone.perClass.map((of) => of.alpha.reason)).toEqual(['NO_OVERLAP', 'NO_OVERLAP', 'NO_OVERLAP']);

    const same = measure(
      makeEvidence({
        items: Array.from({ length: 40 }, () => overlap({ ada: 'none', ben: 'none' })),
        strata,
      }),
    );
    expect(same.alpha.reason).toBe('NO_VARIATION');
    expect(same.pairwise.estimate).toBe(1);
    expect(same.perClass.map((of) => [of.labels, of.alpha.reason])).toEqual([
      [80, 'NO_VARIATION'],
      [0, 'CLASS_NOT_USED'],
      [0, 'CLASS_NOT_USED'],
    ]);
    expect(same.perClass[0]?.specific.estimate).toBe(1);
    expect(same.perClass[0]?.specific.low).toBeLessThan(0.97);
  });

  it('leaves second looks and answers that the question does not offer out', () => {
    const items = simulate('kept apart', 50);
    const expected = measure(makeEvidence({ items, strata }));
    const looked = items.map((of, i): MadeItem => (i % 2 ? { ...of, second: { eve: 'procedural' } } : of));
    const odd = [...looked, overlap({ ada: 'no such option', ben: 'nor this' })];
    const got = measure(makeEvidence({ items: odd, strata }));
    expect(got.alpha).toEqual(expected.alpha);
    expect(got.confusion).toEqual(expected.confusion);
    expect(got.raterCount).toBe(4);
  });

  it('computes nothing anew for a review outside the overlap, and the same with a memo as without', () => {
    const items = [...simulate('memo', 60), { stratum: 'a', answers: { ada: 'none' } }];
    const memo = new Map<string, unknown>();
    const first = measure(makeEvidence({ items, strata }), errorQuestion, memo);
    const after = [...items, { stratum: 'a', answers: { ben: 'factual' } }];
    const second = measure(makeEvidence({ items: after, strata }), errorQuestion, memo);
    expect(second).toBe(first);
    expect(first).toEqual(measure(makeEvidence({ items, strata })));
    const touched = [...after, overlap({ ada: 'none', ben: 'factual' })];
    expect(measure(makeEvidence({ items: touched, strata }), errorQuestion, memo)).not.toEqual(first);
  });
});
