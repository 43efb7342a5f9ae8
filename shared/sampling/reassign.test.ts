import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenItem, ReassignRequest } from './reassign.ts';
import { reassignItems } from './reassign.ts';

const seed = '0123456789abcdef0123456789abcdef';
const people = ['ann', 'ben', 'cara', 'dan', 'eve'];

/** Items of `zoe`, who is away: others hold some of them too, or had them. */
const items = fc.array(
  fc.record({
    holders: fc.subarray(people, { maxLength: 2 }),
    earlier: fc.subarray(people, { maxLength: 3 }),
    isFirst: fc.boolean(),
    isDispensable: fc.boolean(),
  }),
  { maxLength: 40 },
);
const request = fc
  .record({
    items,
    to: fc.subarray(people, { minLength: 1 }),
    loads: fc.array(fc.nat(20), { minLength: 5, maxLength: 5 }),
  })
  .map(({ items: made, to, loads }): ReassignRequest => {
    const listed = made.map(({ holders, earlier, isFirst, isDispensable }, at): OpenItem => {
      const holderIds = isFirst ? ['zoe', ...holders] : [...holders, 'zoe'];
      return {
        itemId: `item-${at}`,
        holderIds,
        everIds: [...new Set([...holderIds, ...earlier])],
        isDispensable,
      };
    });
    return {
      seed,
      from: 'zoe',
      to,
      items: listed,
      loads: new Map(people.map((id, at) => [id, loads[at] ?? 0])),
    };
  });

describe('giving the items of somebody who is away to others', () => {
  it('loses nothing: every item is moved, kept with a reason, or left to those who have it too', () => {
    fc.assert(
      fc.property(request, (of) => {
        const { assignments, kept, moved, byPerson } = reassignItems(of);
        const given = new Map(assignments.map((one) => [one.itemId, one.personIds]));
        expect(given.size + kept.length).toBe(of.items.length);
        expect(byPerson.reduce((sum, one) => sum + one.items, 0)).toBe(moved);
        for (const { itemId, holderIds, everIds, isDispensable } of of.items) {
          const now = given.get(itemId);
          const able = of.to.filter((id) => !everIds.includes(id));
          const isLeft = isDispensable && holderIds.length > 1;
          expect(now === undefined).toBe(!isLeft && able.length === 0);
          if (now === undefined) continue;
          expect(now).not.toContain('zoe');
          expect(new Set(now).size).toBe(now.length);
          // Whoever else has it keeps it, in their place.
          const others = holderIds.filter((id) => id !== 'zoe');
          expect(now.filter((id) => others.includes(id))).toEqual(others);
          const fresh = now.filter((id) => !others.includes(id));
          expect(fresh.every((id) => able.includes(id))).toBe(true);
          expect(fresh).toHaveLength(isLeft ? 0 : 1);
          if (!isLeft) expect(now.indexOf(fresh[0] ?? '')).toBe(holderIds.indexOf('zoe'));
        }
      }),
    );
  });

  it('evens out what everybody has then, as far as independence allows', () => {
    fc.assert(
      fc.property(request, (of) => {
        const { assignments, byPerson } = reassignItems(of);
        const load = new Map(byPerson.map((one) => [one.personId, one.items]));
        const total = (id: string): number => (of.loads.get(id) ?? 0) + (load.get(id) ?? 0);
        const ever = new Map(of.items.map((one) => [one.itemId, one]));
        for (const { itemId, personIds } of assignments) {
          const { holderIds = [], everIds = [] } = ever.get(itemId) ?? {};
          const [owner] = personIds.filter((id) => !holderIds.includes(id));
          if (owner === undefined) continue;
          // No single hand-over makes two people more equal.
          for (const id of of.to) {
            if (!everIds.includes(id)) expect(total(owner) - total(id)).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  it('does not hang on the order in which items or people are named', () => {
    fc.assert(
      fc.property(request, fc.nat(), (of, turn) => {
        const rotated = <T>(list: readonly T[]): T[] => [
          ...list.slice(turn % (list.length || 1)),
          ...list.slice(0, turn % (list.length || 1)),
        ];
        const again = reassignItems({ ...of, to: rotated(of.to), items: rotated(of.items) });
        expect(again.assignments).toEqual(reassignItems(of).assignments);
      }),
    );
  });
});
