// Owns which first verdicts are judged again and by whom (specification A9, phase 2). Must not know what was answered
// beyond the class of the first verdict, nor how the miss rate is computed. Invariants: within its class an item is
// chosen by its `second` key alone; nobody gets an item that they have had; the answer depends on the sets of items and
// reviewers, never on their order.
import { compareBytes, compareKeys, prnKey, prnSecondUnit } from './prn.ts';

export type VerdictClass = 'clean' | 'flagged';

export interface SecondLookRequest {
  readonly seed: string;
  /** Items with a complete first verdict, each once. */
  readonly items: readonly {
    readonly itemId: string;
    readonly traceId: string;
    readonly verdict: VerdictClass;
    /** Everyone who has or had the item first-hand. */
    readonly judgeIds: readonly string[];
  }[];
  readonly reviewerIds: readonly string[];
  /** Shares of each class that go round again, in [0, 1]. */
  readonly cleanShare: number;
  readonly flaggedShare: number;
}

export interface SecondLookDeal {
  /** In key order. */
  readonly looks: { readonly itemId: string; readonly personId: string }[];
  readonly clean: number;
  readonly flagged: number;
  /** First verdicts of the drawn classes that none of the reviewers could judge anew; the draw passed them over. */
  readonly leftOut: number;
}

/** Fewest items of a class: below two its share has no variance (A9). */
const leastPerClass = 2;

/** Of ceil(share × count), a hair less than a whole number above the product: 0.1 × 30 is not more than 3. */
const hair = 1e-9;

/**
 * Takes ceil(share × count) of each class, at least two where it has two and its share is above 0, by the smallest
 * `second` keys of those that somebody else can judge; and gives each to one of them, as evenly as that allows (where
 * everybody could judge everything: to ± 1).
 */
export function dealSecondLooks(request: SecondLookRequest): SecondLookDeal {
  const reviewerIds = [...new Set(request.reviewerIds)].toSorted(compareBytes);
  const candidates = request.items.map((item): Candidate => {
    const judges = new Set(item.judgeIds);
    const able = reviewerIds.flatMap((id, r) => (judges.has(id) ? [] : [r]));
    return { ...item, id: item.traceId, key: prnKey(request.seed, 'second', item.traceId), able };
  });
  const clean = choose(candidates, 'clean', request.cleanShare);
  const flagged = choose(candidates, 'flagged', request.flaggedShare);
  const chosen = [...clean.taken, ...flagged.taken].toSorted(compareKeys);
  const owners = level(chosen, dealInOrder(chosen, reviewerIds.length), reviewerIds.length);
  return {
    looks: chosen.map((one, n) => ({ itemId: one.itemId, personId: reviewerIds[owners[n]!]! })),
    clean: clean.taken.length,
    flagged: flagged.taken.length,
    leftOut: clean.leftOut + flagged.leftOut,
  };
}

interface Candidate {
  readonly id: string;
  readonly key: string;
  readonly itemId: string;
  readonly verdict: VerdictClass;
  /** Reviewers who have not had it: their places in byte order. */
  readonly able: readonly number[];
}

function choose(
  candidates: readonly Candidate[],
  verdict: VerdictClass,
  share: number,
): { taken: Candidate[]; leftOut: number } {
  if (share <= 0) return { taken: [], leftOut: 0 };
  const members = candidates.filter((one) => one.verdict === verdict);
  const size = Math.max(Math.ceil(share * members.length - hair), Math.min(leastPerClass, members.length));
  const open = members.filter((one) => one.able.length > 0);
  return { taken: open.toSorted(compareKeys).slice(0, size), leftOut: members.length - open.length };
}

/** Each item in turn to the least loaded reviewer who can judge it; among equals chance of the key decides. */
function dealInOrder(chosen: readonly Candidate[], reviewerCount: number): number[] {
  const loads = Array.from({ length: reviewerCount }, () => 0);
  return chosen.map((one) => {
    const least = Math.min(...one.able.map((r) => loads[r]!));
    const tied = one.able.filter((r) => loads[r] === least);
    // The first digits of the key chose the item, so chance takes the next ones.
    const owner = tied[Math.floor(prnSecondUnit(one.key) * tied.length)]!;
    loads[owner]! += 1;
    return owner;
  });
}

/**
 * Passes items on along chains of reviewers, from one to another who has at least two fewer, until no chain is left:
 * then no other deal is more even (Harvey, Ladner, Lovász & Tamir 2006, optimal semi-matchings).
 */
function level(chosen: readonly Candidate[], dealt: readonly number[], reviewerCount: number): number[] {
  const owners = [...dealt];
  const loads = Array.from({ length: reviewerCount }, () => 0);
  for (const r of owners) loads[r]! += 1;
  for (;;) {
    const chain = findChain(chosen, owners, loads);
    if (chain === null) return owners;
    for (const { item, to } of chain) {
      loads[owners[item]!]! -= 1;
      loads[to]! += 1;
      owners[item] = to;
    }
  }
}

interface Step {
  readonly item: number;
  readonly to: number;
}

/** Hand-overs that take one item off a reviewer and add it to one with at least two fewer; null when there are none. */
function findChain(
  chosen: readonly Candidate[],
  owners: readonly number[],
  loads: readonly number[],
): Step[] | null {
  const movable = listMoves(chosen, owners, loads.length);
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

/** For each reviewer, to whom they could hand an item over, with the first such item. */
function listMoves(
  chosen: readonly Candidate[],
  owners: readonly number[],
  reviewerCount: number,
): Map<number, number>[] {
  const moves = Array.from({ length: reviewerCount }, () => new Map<number, number>());
  chosen.forEach((one, item) => {
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
