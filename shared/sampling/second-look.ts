// Owns which first verdicts are judged again and by whom (specification A9, phase 2). Must not know what was answered
// beyond the class of the first verdict, nor how the miss rate is computed. Invariants: within its class an item is
// chosen by its `second` key alone; nobody gets an item that they have had; the answer depends on the sets of items and
// reviewers, never on their order.
import { dealEvenly } from './balanced-deal.ts';
import { compareBytes, compareKeys, prnKey } from './prn.ts';

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
  const owners = dealEvenly(
    chosen,
    reviewerIds.map(() => 0),
  );
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
