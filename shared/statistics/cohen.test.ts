import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agreementWeights, cohenKappa, type KappaWeights } from './cohen.ts';
import { chanceCorrected } from './gwet.ts';
import { fleissKappa } from './fleiss.ts';
import { tabulate } from './label-table.ts';

const K = 4;
const pairs = fc.array(fc.tuple(fc.nat(K - 1), fc.nat(K - 1)), { minLength: 1, maxLength: 40 });
const kinds: KappaWeights[] = ['identity', 'linear', 'quadratic'];

describe("Cohen's κ", () => {
  test.each(kinds)('%s: equals agreement of the pairs against agreement of all cross pairs', (kind) => {
    fc.assert(
      fc.property(pairs, (list) => {
        const w = (a: number, b: number): number =>
          kind === 'identity'
            ? Number(a === b)
            : 1 - (Math.abs(a - b) / (K - 1)) ** (kind === 'linear' ? 1 : 2);
        const observed = list.reduce((sum, [a, b]) => sum + w(a, b), 0) / list.length;
        let expected = 0;
        for (const [a] of list) for (const [, b] of list) expected += w(a, b) / list.length ** 2;
        const result = cohenKappa(
          list.map(([a]) => a),
          list.map(([, b]) => b),
          K,
          kind,
        );
        if (1 - expected < 1e-12) expect(result).toBeNull();
        else expect(result?.kappa).toBeCloseTo((observed - expected) / (1 - expected), 10);
      }),
    );
  });

  test('is the same whoever is named first, and whatever the order of items', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const kappa = (one: readonly number[], other: readonly number[]) =>
          cohenKappa(one, other, K, 'linear')?.kappa ?? 9;
        const first = list.map(([a]) => a);
        const second = list.map(([, b]) => b);
        expect(kappa(second, first)).toBeCloseTo(kappa(first, second), 12);
        expect(kappa(first.toReversed(), second.toReversed())).toBeCloseTo(kappa(first, second), 12);
      }),
    );
  });

  test('is null where both used one class only, and without items', () => {
    expect(cohenKappa([1, 1], [1, 1], K)).toBeNull();
    expect(cohenKappa([], [], K)).toBeNull();
  });
});

test("Gwet's and Fleiss' coefficients ignore the order of reviewers and units without labels", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.option(fc.nat(K - 1)), { minLength: 3, maxLength: 3 }), { maxLength: 30 }),
      (rows) => {
        const value = (list: readonly (readonly (number | null)[])[]) =>
          (['ac', 'fleiss'] as const).map(
            (model) =>
              chanceCorrected(
                tabulate(
                  list.map((labels) => ({ labels })),
                  K,
                ),
                agreementWeights(K, 'ordinal'),
                model,
                0.05,
              )?.coefficient ?? 9,
          );
        const plain = value(rows);
        const turned = value([[null, null, null], ...rows.toReversed().map((row) => row.toReversed())]);
        turned.forEach((coefficient, i) => expect(coefficient).toBeCloseTo(plain[i]!, 10));
      },
    ),
  );
});

test("Fleiss' κ equals the generalised form where every unit has as many labels, and is null for one class", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }), { minLength: 2, maxLength: 30 }),
      (rows) => {
        const counts = rows.map((row) => [0, 1, 2].map((c) => row.filter((label) => label === c).length));
        const table = tabulate(
          rows.map((labels) => ({ labels })),
          3,
        );
        const general = chanceCorrected(table, agreementWeights(3, 'identity'), 'fleiss', 0.05);
        expect(fleissKappa(counts)?.kappa ?? 9).toBeCloseTo(general?.coefficient ?? 9, 10);
      },
    ),
  );
  expect(
    fleissKappa([
      [3, 0],
      [3, 0],
    ]),
  ).toBeNull();
});
