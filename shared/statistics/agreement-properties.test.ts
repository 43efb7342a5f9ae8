// Agreement in parts against its definitions, counted here pair by pair on random matrices with missing labels (α and κ:
// krippendorff.test.ts, cohen.test.ts); and what must not matter: the order of units, of reviewers.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { perClassAgreement, perPairAgreement, perReviewerAgreement } from './agreement-detail.ts';
import { agreementSummary } from './agreement.ts';
import { krippendorffAlpha } from './krippendorff.ts';
import { oneVersusRest, tabulate } from './label-table.ts';
import { percentAgreement, specificAgreement } from './percent-agreement.ts';
import type { StatResult } from './result.ts';

type Matrix = (number | null)[][];

const K = 4;
const matrices: fc.Arbitrary<Matrix> = fc
  .record({ reviewers: fc.integer({ min: 1, max: 5 }), used: fc.integer({ min: 1, max: K }) })
  .chain(({ reviewers, used }) => {
    const label = fc.option(fc.nat({ max: used - 1 }), { freq: 3 });
    return fc.array(fc.array(label, { minLength: reviewers, maxLength: reviewers }), { maxLength: 15 });
  });

/** Ordered pairs of values of different reviewers on one unit, each with weight 1/(m − 1), and all pairable values. */
function pairsOf(matrix: Matrix): { within: [number, number, number][]; values: number[] } {
  const within: [number, number, number][] = [];
  const values: number[] = [];
  for (const row of matrix) {
    const given = row.filter((label) => label !== null);
    if (given.length < 2) continue;
    values.push(...given);
    given.forEach((a, i) =>
      given.forEach((b, j) => {
        if (i !== j) within.push([a, b, 1 / (given.length - 1)]);
      }),
    );
  }
  return { within, values };
}

/** Nominal α = 1 − D_o/D_e: the mean difference of pairs within units over that of all pairs of pairable values. */
function alphaByPairs(matrix: Matrix): number | null {
  const { within, values } = pairsOf(matrix);
  const n = values.length;
  let expected = 0;
  values.forEach((a, i) =>
    values.forEach((b, j) => {
      if (i !== j && a !== b) expected += 1;
    }),
  );
  if (expected === 0) return null;
  const observed = within.reduce((sum, [a, b, weight]) => sum + (a === b ? 0 : weight), 0);
  return 1 - observed / n / (expected / (n * (n - 1)));
}

const tableOf = (matrix: Matrix) =>
  tabulate(
    matrix.map((labels) => ({ labels })),
    K,
  );

describe('agreement equals its definition on random matrices with missing labels', () => {
  test('weighted α: a unit of weight w counts as w units would, the labels being as many', () => {
    // With whole weights every unit is repeated; only the correction n − 1 for the number of values differs.
    fc.assert(
      fc.property(
        matrices,
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 15, maxLength: 15 }),
        (matrix, w) => {
          const weighted = tabulate(
            matrix.map((labels, u) => ({ labels, weight: w[u]! })),
            K,
          );
          const repeated = tableOf(matrix.flatMap((row, u) => Array.from({ length: w[u]! }, () => row)));
          const a = krippendorffAlpha(weighted, { scale: 'nominal' }).alpha;
          const b = krippendorffAlpha(repeated, { scale: 'nominal' }).alpha;
          expect(a === null).toBe(b === null);
          if (a === null || b === null) return;
          // (1 − α)/(n − 1) does not depend on the correction; the expected disagreement of the weighted one is scaled.
          const n = pairsOf(matrix).values.length;
          const units = matrix.filter((row) => row.filter((label) => label !== null).length >= 2);
          const total = matrix.reduce((sum, row, u) => sum + (units.includes(row) ? w[u]! : 0), 0);
          const scale = units.length / total;
          const labels = (table: ReturnType<typeof tableOf>) => table.pairableLabels;
          const effective = scale * labels(repeated);
          expect((1 - a) / (effective - 1) / (1 / effective)).toBeCloseTo(
            (1 - b) / (labels(repeated) - 1) / (1 / labels(repeated)),
            8,
          );
          expect(n).toBe(labels(weighted));
        },
      ),
      { numRuns: 200, seed: 8 },
    );
  });

  test('percent, specific agreement and one-vs-rest α: counted pair by pair', () => {
    fc.assert(
      fc.property(matrices, fc.nat({ max: K - 1 }), (matrix, c) => {
        const { within, values } = pairsOf(matrix);
        const table = tableOf(matrix);
        const units = matrix.map((row) => row.filter((x) => x !== null)).filter((row) => row.length > 1);
        const shares = units.map((row) => {
          const pairs = row.flatMap((a, i) => row.flatMap((b, j) => (i < j ? [Number(a === b)] : [])));
          return pairs.reduce((x, y) => x + y, 0) / pairs.length;
        });
        const percent = percentAgreement(table);
        if (units.length === 0) expect(percent).toBeNull();
        else expect(percent?.itemMean).toBeCloseTo(shares.reduce((x, y) => x + y, 0) / shares.length, 12);
        const unweighted = units.flatMap((row) =>
          row.flatMap((a, i) => row.flatMap((b, j) => (i === j ? [] : [[a, b]]))),
        );
        const from = unweighted.filter(([a]) => a === c);
        const specific = specificAgreement(table, c);
        if (from.length === 0) expect(specific).toBeNull();
        else expect(specific).toBeCloseTo(from.filter(([, b]) => b === c).length / from.length, 12);
        const rest = matrix.map((row) => row.map((x) => (x === null ? null : Number(x !== c))));
        const expected = alphaByPairs(rest);
        const got = krippendorffAlpha(oneVersusRest(table, c), { scale: 'nominal' });
        if (expected === null) expect(got.alpha).toBeNull();
        else expect(got.alpha).toBeCloseTo(expected, 10);
        expect(within.length === 0).toBe(values.length === 0);
      }),
      { numRuns: 400, seed: 10 },
    );
  });
});

function rounded(figure: StatResult): Record<string, number | null> {
  const round = (value: number | null) => (value === null ? null : Math.round(value * 1e9) / 1e9 + 0);
  if (figure.estimate === null) return {};
  return { estimate: round(figure.estimate), low: round(figure.low), high: round(figure.high) };
}

describe('the order of units and of reviewers changes nothing', () => {
  const categories = ['0', '1', '2', '3'];
  const request = { categories, scale: 'ordinal', seed: 's', replicates: 50 } as const;
  const big = fc
    .record({ reviewers: fc.integer({ min: 2, max: 4 }), strata: fc.integer({ min: 1, max: 3 }) })
    .chain(({ reviewers, strata }) => {
      const label = fc.option(fc.constantFrom(...categories), { freq: 5 });
      const unit = fc.record({
        labels: fc.array(label, { minLength: reviewers, maxLength: reviewers }),
        h: fc.nat({ max: strata - 1 }),
      });
      return fc.record({
        reviewers: fc.constant(reviewers),
        units: fc.array(unit, { minLength: 25, maxLength: 60 }),
        turns: fc.array(fc.nat({ max: 1000 }), { minLength: 60, maxLength: 60 }),
      });
    });

  test('in the summary, weighted within strata, and in the details of classes, pairs and reviewers', () => {
    let withLimits = 0;
    fc.assert(
      fc.property(big, ({ reviewers, units: raw, turns }) => {
        const units = raw.map(({ labels, h }) => ({ labels, weight: h + 1, stratum: `s${h}` }));
        // Another order of units; reviewers turned by one.
        const order = units.map((_, u) => u).toSorted((a, b) => turns[a]! - turns[b]! || b - a);
        const turned = order.map((u) => ({
          ...units[u]!,
          labels: units[u]!.labels.map((_, r) => units[u]!.labels[(r + 1) % reviewers]!),
        }));
        const summary = agreementSummary({ ...request, units });
        expect(agreementSummary({ ...request, units: turned })).toEqual(summary);
        if (summary.alpha.estimate !== null && summary.alpha.low !== null) withLimits += 1;
        expect(perClassAgreement({ ...request, units: turned })).toEqual(
          perClassAgreement({ ...request, units }),
        );
        const names = (r: number) => (r + 1) % reviewers;
        const pairs = perPairAgreement({ ...request, units: turned, reviewers });
        for (const pair of perPairAgreement({ ...request, units, reviewers })) {
          const same = pairs.find(({ a, b }) => {
            const [x, y] = [names(a), names(b)];
            return Math.min(x, y) === pair.a && Math.max(x, y) === pair.b;
          })!;
          expect(same.percent).toEqual(pair.percent);
          expect({ ...same.kappa, ...rounded(same.kappa) }).toEqual({
            ...pair.kappa,
            ...rounded(pair.kappa),
          });
        }
        const details = perReviewerAgreement({ ...request, units: turned, reviewers });
        for (const detail of perReviewerAgreement({ ...request, units, reviewers })) {
          const same = details.find(({ reviewer }) => names(reviewer) === detail.reviewer)!;
          expect(same.alphaWithout).toEqual(detail.alphaWithout);
          expect(same.peer.n).toBe(detail.peer.n);
          expect(same.peer.estimate ?? -1).toBeCloseTo(detail.peer.estimate ?? -1, 10);
        }
      }),
      { numRuns: 30, seed: 11 },
    );
    expect(withLimits).toBeGreaterThan(5);
  });
});
