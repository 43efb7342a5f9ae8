import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Allocation } from '../domain/audit.ts';
import { chooseOverlap } from './overlap.ts';
import { planOverlap, planSample } from './plan-sample.ts';

const seed = '0123456789abcdef0123456789abcdef';

describe('what a plan shows before the draw', () => {
  it('is the overlap that the drawn items get, for any frame, rule, size and hand', () => {
    const populations = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });
    const rule = fc.constantFrom('proportional', 'equal', 'neyman', 'power' as const);
    const count = fc.integer({ min: 1, max: 80 });
    fc.assert(
      fc.property(populations, rule, count, count, fc.option(count), (sizes, one, size, overlap, hand) => {
        const strata = sizes.map((population, at) => ({ key: `["${at}"]`, values: [`${at}`], population }));
        const plan: Allocation = {
          rule: one,
          size: size + (hand ?? 0),
          minPerStratum: 0,
          takeAllBelow: 0,
          ...(hand === null ? {} : { sizes: { '["0"]': hand } }),
        };
        const planned = planSample(plan, strata);
        const items = planned.flatMap(({ key, drawn }) =>
          Array.from({ length: drawn }, (_, at) => ({ id: `${key}-${at}`, stratum: key })),
        );
        const chosen = chooseOverlap({ seed, items, total: overlap });
        if (!chosen.ok) {
          expect(() => planOverlap(overlap, planned)).toThrow(`cannot reach all ${chosen.requiredN} strata`);
          return;
        }
        expect([...planOverlap(overlap, planned)]).toEqual(chosen.perStratum.map(({ key, n }) => [key, n]));
      }),
    );
  });
});
