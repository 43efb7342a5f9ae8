import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prnKey } from './prn.ts';
import { dealSecondLooks, type SecondLookDeal, type SecondLookRequest } from './second-look.ts';

const requests = (most: { items: number; reviewers: number }): fc.Arbitrary<SecondLookRequest> =>
  fc
    .record({
      reviewers: fc.integer({ min: 1, max: most.reviewers }),
      items: fc.array(
        fc.record({
          verdict: fc.constantFrom('clean' as const, 'clean' as const, 'flagged' as const),
          judges: fc.array(fc.nat(most.reviewers - 1), { maxLength: 3 }),
        }),
        { maxLength: most.items },
      ),
      cleanShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
      flaggedShare: fc.constantFrom(0, 0.1, 0.5, 1),
      seed: fc.stringMatching(/^[0-9a-f]{32}$/),
    })
    .map(({ items, reviewers, ...rest }) => ({
      ...rest,
      items: items.map(({ verdict, judges }, n) => ({
        itemId: `item-${n}`,
        traceId: `trace-${n}`,
        verdict,
        judgeIds: judges.map((r) => `person-${r}`),
      })),
      reviewerIds: Array.from({ length: reviewers }, (_, r) => `person-${r}`),
    }));

const some = requests({ items: 60, reviewers: 6 });
const few = requests({ items: 7, reviewers: 4 });

const ableFor = (of: SecondLookRequest, itemId: string): string[] => {
  const judges = of.items.find((one) => one.itemId === itemId)!.judgeIds;
  return of.reviewerIds.filter((id) => !judges.includes(id));
};

/** Sum of squared loads: the smaller, the more even. */
function unevenness(people: readonly string[]): number {
  return [...Map.groupBy(people, (id) => id).values()].reduce((sum, held) => sum + held.length ** 2, 0);
}

/** The most even of all deals of these items, by trying every one. */
function mostEven(of: SecondLookRequest, deal: SecondLookDeal): number {
  const able = deal.looks.map((one) => ableFor(of, one.itemId));
  const tryFrom = (n: number, given: string[]): number =>
    n === able.length ? unevenness(given) : Math.min(...able[n]!.map((id) => tryFrom(n + 1, [...given, id])));
  return tryFrom(0, []);
}

describe('the second look', () => {
  test('takes the ceiling of the share of each class, two at least, by the smallest keys of what others can judge', () => {
    fc.assert(
      fc.property(some, (request) => {
        const deal = dealSecondLooks(request);
        const taken = new Set(deal.looks.map((one) => one.itemId));
        expect(taken.size).toBe(deal.looks.length);
        for (const verdict of ['clean', 'flagged'] as const) {
          const share = verdict === 'clean' ? request.cleanShare : request.flaggedShare;
          const members = request.items.filter((one) => one.verdict === verdict);
          const open = members.filter((one) => ableFor(request, one.itemId).length > 0);
          const asked = share === 0 ? 0 : Math.max(Math.ceil(share * members.length - 1e-9), 2);
          const ids = open
            .toSorted((a, b) =>
              prnKey(request.seed, 'second', a.traceId) < prnKey(request.seed, 'second', b.traceId) ? -1 : 1,
            )
            .slice(0, asked)
            .map((one) => one.itemId);
          expect(deal[verdict]).toBe(ids.length);
          expect(members.filter((one) => taken.has(one.itemId)).map((one) => one.itemId)).toEqual(
            members.filter((one) => ids.includes(one.itemId)).map((one) => one.itemId),
          );
        }
      }),
    );
  });

  test('never goes to somebody who had the item, and counts what nobody else could judge', () => {
    fc.assert(
      fc.property(some, (request) => {
        const deal = dealSecondLooks(request);
        for (const { itemId, personId } of deal.looks) expect(ableFor(request, itemId)).toContain(personId);
        const drawn = request.items.filter((one) => one.verdict === 'clean' || request.flaggedShare > 0);
        expect(deal.leftOut).toBe(drawn.filter((one) => ableFor(request, one.itemId).length === 0).length);
      }),
    );
  });

  test('is the same whatever the order of items, of reviewers and of who judged first', () => {
    const shuffled = some.chain((request) =>
      fc.tuple(
        fc.constant(request),
        fc.shuffledSubarray([...request.items], {
          minLength: request.items.length,
          maxLength: request.items.length,
        }),
        fc.shuffledSubarray([...request.reviewerIds], {
          minLength: request.reviewerIds.length,
          maxLength: request.reviewerIds.length,
        }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([request, items, reviewerIds]) => {
        const turned = items.map((one) => ({ ...one, judgeIds: one.judgeIds.toReversed() }));
        expect(dealSecondLooks({ ...request, items: turned, reviewerIds })).toEqual(dealSecondLooks(request));
      }),
    );
  });

  test('is dealt as evenly as any deal of the same items could be', () => {
    fc.assert(
      fc.property(few, (request) => {
        const deal = dealSecondLooks(request);
        fc.pre(deal.looks.length > 0);
        expect(unevenness(deal.looks.map((one) => one.personId))).toBe(mostEven(request, deal));
      }),
    );
  });

  test('is balanced to ± 1 where everybody can judge everything', () => {
    fc.assert(
      fc.property(some, (request) => {
        const items = request.items.map((one) => ({ ...one, judgeIds: ['somebody else'] }));
        const deal = dealSecondLooks({ ...request, items });
        const loads = request.reviewerIds.map((id) => deal.looks.filter((one) => one.personId === id).length);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
        expect(deal.leftOut).toBe(0);
      }),
    );
  });

  test('of a larger share holds that of a smaller one', () => {
    fc.assert(
      fc.property(some, (request) => {
        const larger = dealSecondLooks({ ...request, cleanShare: Math.min(1, request.cleanShare * 1.5) });
        const ids = new Set(larger.looks.map((one) => one.itemId));
        for (const { itemId } of dealSecondLooks(request).looks) expect(ids).toContain(itemId);
      }),
    );
  });

  test('is not one item more than the share asks for because of rounding', () => {
    const items = Array.from({ length: 30 }, (_, n) => ({
      itemId: `item-${n}`,
      traceId: `trace-${n}`,
      verdict: 'clean' as const,
      judgeIds: ['ann'],
    }));
    const request = { seed: 'f'.repeat(32), items, reviewerIds: ['ann', 'ben'], flaggedShare: 0 };
    expect(dealSecondLooks({ ...request, cleanShare: 0.1 }).clean).toBe(3);
    expect(dealSecondLooks({ ...request, cleanShare: 0.101 }).clean).toBe(4);
    expect(dealSecondLooks({ ...request, cleanShare: 0.001 }).clean).toBe(2);
  });

  test('is nobody’s where there is nobody else', () => {
    const item = { itemId: 'i', traceId: 't', verdict: 'clean' as const, judgeIds: ['ann'] };
    const request = { seed: '0'.repeat(32), items: [item], cleanShare: 1, flaggedShare: 1 };
    const nothing = { looks: [], clean: 0, flagged: 0, leftOut: 1 };
    expect(dealSecondLooks({ ...request, reviewerIds: ['ann'] })).toEqual(nothing);
    expect(dealSecondLooks({ ...request, reviewerIds: [] })).toEqual(nothing);
  });
});
