import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filled } from './lists.ts';
import {
  pooledLambdaFromCounts,
  ppiDefaultFromCounts,
  ppiOfferFromCounts,
  tunedLambdaFromCounts,
  type PpiCounts,
} from './ppi-counts.ts';
import { judgedOnlyBinary, pooledLambda, ppiDefault, ppiOffer, tunedLambda, type PpiStratum } from './ppi.ts';

const cell = fc.integer({ min: 0, max: 40 });
const stratum = fc
  .record({
    both: cell,
    judgeOnly: cell,
    humanOnly: cell,
    neither: cell,
    others: fc.integer({ min: 1, max: 900 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .filter((of) => of.both + of.judgeOnly + of.humanOnly + of.neither > 1)
  .map(({ share, ...of }): PpiCounts => ({
    ...of,
    otherPositives: Math.round(share * of.others),
    population: of.both + of.judgeOnly + of.humanOnly + of.neither + of.others,
  }));

function inUnits(of: PpiCounts): PpiStratum {
  const parts: [number, number, number][] = [
    [1, 1, of.both],
    [0, 1, of.judgeOnly],
    [1, 0, of.humanOnly],
    [0, 0, of.neither],
  ];
  return {
    y: parts.flatMap(([y, , count]) => filled(count, y)),
    f: parts.flatMap(([, f, count]) => filled(count, f)),
    u: judgedOnlyBinary(of.otherPositives, of.others),
    population: of.population,
  };
}

describe('prediction-powered estimates from counts', () => {
  test('equal those from single labels', () => {
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 1, maxLength: 4 }), (strata) => {
        const units = strata.map(inUnits);
        const lambdas = strata.map(tunedLambdaFromCounts);
        lambdas.forEach((lambda, h) => expect(lambda).toBeCloseTo(tunedLambda(units[h]!), 9));
        expect(pooledLambdaFromCounts(strata)).toBeCloseTo(pooledLambda(units), 9);
        expect(ppiOfferFromCounts(strata)).toEqual(ppiOffer(units));
        const got = ppiDefaultFromCounts(strata, lambdas, 0.05);
        const expected = ppiDefault(units, 0.05, lambdas);
        for (const key of ['raw', 'estimate', 'smoothedVariance', 'smoothedRate', 'low', 'high'] as const) {
          expect(got[key]).toBeCloseTo(expected[key], 9);
        }
      }),
      { numRuns: 300 },
    );
  });
});
