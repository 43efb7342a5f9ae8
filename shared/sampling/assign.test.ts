import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignItems, type AssignRequest } from './assign.ts';

const requests: fc.Arbitrary<AssignRequest> = fc
  .record({
    items: fc.array(fc.record({ stratum: fc.constantFrom('a', 'b', 'c', 'd'), isOverlap: fc.boolean() }), {
      maxLength: 60,
    }),
    reviewers: fc.integer({ min: 1, max: 7 }),
    reviewersPerOverlapItem: fc.integer({ min: 2, max: 4 }),
    seed: fc.stringMatching(/^[0-9a-f]{32}$/),
  })
  .map(({ items, reviewers, ...rest }) => ({
    ...rest,
    items: items.map((item, i) => ({ id: `item-${i}`, ...item })),
    reviewerIds: Array.from({ length: reviewers }, (_, r) => `person-${r}`),
  }));

describe('assignment', () => {
  test('gives every item its number of different reviewers, balanced within one per stratum and over all', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const dealt = assignItems(request);
        expect(dealt.map((one) => one.itemId)).toEqual(request.items.map((item) => item.id));
        dealt.forEach(({ reviewerIds }, i) => {
          const wanted = request.items[i]!.isOverlap ? request.reviewersPerOverlapItem! : 1;
          expect(new Set(reviewerIds).size).toBe(Math.min(wanted, request.reviewerIds.length));
          expect(reviewerIds).toHaveLength(new Set(reviewerIds).size);
        });
        const strata = [null, ...new Set(request.items.map((item) => item.stratum))];
        for (const stratum of strata) {
          const loads = request.reviewerIds.map(
            (reviewer) =>
              dealt.filter(
                (one, i) =>
                  (stratum === null || request.items[i]!.stratum === stratum) &&
                  one.reviewerIds.includes(reviewer),
              ).length,
          );
          expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('does not depend on the order of items or reviewers', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const turned = assignItems({
          ...request,
          items: request.items.toReversed(),
          reviewerIds: request.reviewerIds.toReversed(),
        });
        expect(turned.toReversed()).toEqual(assignItems(request));
      }),
    );
  });

  test('lets every pair of reviewers meet on the overlap', () => {
    const items = Array.from({ length: 60 }, (_, i) => ({ id: `i${i}`, stratum: 'a', isOverlap: true }));
    const pairs = assignItems({ seed: '0'.repeat(32), items, reviewerIds: ['a', 'b', 'c', 'd'] }).map((one) =>
      one.reviewerIds.toSorted().join(''),
    );
    const counts = Map.groupBy(pairs, (pair) => pair);
    expect([...counts.keys()].toSorted()).toEqual(['ab', 'ac', 'ad', 'bc', 'bd', 'cd']);
    const sizes = [...counts.values()].map((list) => list.length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(4);
  });

  test('spreads the first review of overlap items over the reviewers', () => {
    const items = Array.from({ length: 200 }, (_, i) => ({ id: `i${i}`, stratum: 'a', isOverlap: true }));
    const first = assignItems({ seed: 'f'.repeat(32), items, reviewerIds: ['a', 'b'] }).map(
      (one) => one.reviewerIds[0],
    );
    const share = first.filter((reviewer) => reviewer === 'a').length / 200;
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.65);
  });

  test('leaves items unassigned when there is nobody', () => {
    const items = [{ id: 'i', stratum: 'a', isOverlap: true }];
    expect(assignItems({ seed: 's', items, reviewerIds: [] })).toEqual([{ itemId: 'i', reviewerIds: [] }]);
  });
});
