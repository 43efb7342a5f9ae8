// Owns who gets each of a list of items when not everybody may have every item: as even as it can be. Must not know why
// somebody may not have one. Invariant: nobody gets an item that they may not have; the loads that people bring along
// count, and no other deal of these items is more even.
// Source: Harvey, Ladner, Lovász & Tamir (2006), optimal semi-matchings.
import { prnSecondUnit } from './prn.ts';

export interface Dealable {
  /** Hex key of the item: chance among equals comes from its second 13 digits. */
  readonly key: string;
  /** Who may have it: places in the list of people, ascending, at least one. */
  readonly able: readonly number[];
}

/** The place of each item's new owner, in the order of the items. `loads` is what each person has already. */
export function dealEvenly(items: readonly Dealable[], loads: readonly number[]): number[] {
  const held = [...loads];
  const owners = dealInOrder(items, held);
  for (;;) {
    const chain = findChain(items, owners, held);
    if (chain === null) return owners;
    for (const { item, to } of chain) {
      held[owners[item]!]! -= 1;
      held[to]! += 1;
      owners[item] = to;
    }
  }
}

/** Each item in turn to the least loaded person who may have it; among equals chance of the key decides. */
function dealInOrder(items: readonly Dealable[], loads: number[]): number[] {
  return items.map((one) => {
    const least = Math.min(...one.able.map((r) => loads[r]!));
    const tied = one.able.filter((r) => loads[r] === least);
    // The first digits of the key chose the item, so chance takes the next ones.
    const owner = tied[Math.floor(prnSecondUnit(one.key) * tied.length)]!;
    loads[owner]! += 1;
    return owner;
  });
}

interface Step {
  readonly item: number;
  readonly to: number;
}

/** Hand-overs that take one item off a person and add it to one with at least two fewer; null when there are none. */
function findChain(
  items: readonly Dealable[],
  owners: readonly number[],
  loads: readonly number[],
): Step[] | null {
  const movable = listMoves(items, owners, loads.length);
  const heaviestFirst = loads.map((_, r) => r).toSorted((a, b) => loads[b]! - loads[a]! || a - b);
  for (const start of heaviestFirst) {
    const cameBy = new Map<number, Step & { from: number }>();
    const reached = [start];
    for (const r of reached) {
      if (loads[r]! <= loads[start]! - 2) return chainTo(r, start, cameBy);
      for (const [to, item] of movable[r]!) {
        if (to === start || cameBy.has(to)) continue;
        cameBy.set(to, { item, to, from: r });
        reached.push(to);
      }
    }
  }
  return null;
}

/** For each person, to whom they could hand an item over, with the first such item. */
function listMoves(
  items: readonly Dealable[],
  owners: readonly number[],
  personCount: number,
): Map<number, number>[] {
  const moves = Array.from({ length: personCount }, () => new Map<number, number>());
  items.forEach((one, item) => {
    const from = moves[owners[item]!]!;
    for (const to of one.able) if (to !== owners[item] && !from.has(to)) from.set(to, item);
  });
  return moves;
}

function chainTo(end: number, start: number, cameBy: ReadonlyMap<number, Step & { from: number }>): Step[] {
  const chain: Step[] = [];
  for (let r = end; r !== start; r = cameBy.get(r)!.from) chain.push(cameBy.get(r)!);
  return chain;
}
