// Owns who gets the open items of somebody who is away. Must not know how items are stored or told. Invariants: nobody
// gets an item that they have or had in any way, so that reviews stay independent; whoever else has an item keeps it, in
// their place; the answer depends on the sets of items and people, never on their order.
import { dealEvenly } from './balanced-deal.ts';
import { compareBytes, compareKeys, prnKey } from './prn.ts';

export interface OpenItem {
  readonly itemId: string;
  /** Who has it now, first-assigned first; the person who is away is one of them. */
  readonly holderIds: readonly string[];
  /** Everybody who has or had it: also for a second look, or taken away since. */
  readonly everIds: readonly string[];
  /** Gold that others hold too: it is only taken off, because a review more of it is no use. */
  readonly isDispensable: boolean;
}

export interface ReassignRequest {
  readonly seed: string;
  readonly from: string;
  readonly to: readonly string[];
  /** What `from` has neither reviewed nor skipped. */
  readonly items: readonly OpenItem[];
  /** Open items that each of `to` has already. */
  readonly loads: ReadonlyMap<string, number>;
}

export interface Reassigned {
  /** Items that change hands, with everybody who has them from now on. */
  readonly assignments: { readonly itemId: string; readonly personIds: string[] }[];
  /** How many of them each person gets, in the byte order of ids; people who get none are there with 0. */
  readonly byPerson: { readonly personId: string; readonly items: number }[];
  readonly moved: number;
  /** Open items that none of `to` may have. */
  readonly kept: string[];
}

/** Gives each item to whoever of `to` has the least open work and never had it; what is left over is even to ± 1. */
export function reassignItems(request: ReassignRequest): Reassigned {
  const { from, seed } = request;
  const people = [...new Set(request.to)].filter((id) => id !== from).toSorted(compareBytes);
  const others = (item: OpenItem): string[] => item.holderIds.filter((id) => id !== from);
  const taken = request.items.filter((item) => item.isDispensable && others(item).length > 0);
  const wanted = request.items
    .filter((item) => !taken.includes(item))
    .map((item) => ({
      ...item,
      id: item.itemId,
      key: prnKey(seed, 'assign:1', item.itemId),
      able: people.flatMap((id, r) => (item.everIds.includes(id) ? [] : [r])),
    }))
    .toSorted(compareKeys);
  const movable = wanted.filter((item) => item.able.length > 0);
  const owners = dealEvenly(
    movable,
    people.map((id) => request.loads.get(id) ?? 0),
  );
  const counts = people.map(() => 0);
  for (const r of owners) counts[r]! += 1;
  return {
    assignments: [
      ...movable.map((item, n) => ({
        itemId: item.itemId,
        personIds: item.holderIds.map((id) => (id === from ? people[owners[n]!]! : id)),
      })),
      ...taken.map((item) => ({ itemId: item.itemId, personIds: others(item) })),
    ].toSorted((a, b) => compareBytes(a.itemId, b.itemId)),
    byPerson: people.map((personId, r) => ({ personId, items: counts[r]! })),
    moved: movable.length,
    kept: wanted.filter((item) => item.able.length === 0).map((item) => item.itemId),
  };
}
