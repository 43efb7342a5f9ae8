// Owns who reviews which item. Must not know what was sampled or why. Invariant: within each stratum, and over all
// strata, the numbers of assignments of any two reviewers differ by at most one; an overlap item goes to different
// people; the answer depends on the sets of items and reviewers, never on their order.
import { compareBytes, compareKeys, prnKey, prnSecondUnit } from './prn.ts';

export interface AssignRequest {
  readonly seed: string;
  readonly items: readonly { readonly id: string; readonly stratum: string; readonly isOverlap: boolean }[];
  readonly reviewerIds: readonly string[];
  /** Different people per overlap item; by default 2, never more than there are reviewers. */
  readonly reviewersPerOverlapItem?: number;
}

export interface ItemAssignment {
  readonly itemId: string;
  /** In order of assignment: the first is the item's first-assigned reviewer. */
  readonly reviewerIds: string[];
}

const DEFAULT_REVIEWERS_PER_OVERLAP_ITEM = 2;

/**
 * Deals items to reviewers (specification A8): strata in byte order, overlap items before single ones, each in the
 * order of its `assign:1` key; the k-th review goes to the reviewer with the lightest load in the stratum, then over
 * all, then with the fewest items shared with those already on it (so that all pairs meet), and last by chance of
 * the `assign:k` key. Answers in the order of the items given. No reviewers: every list is empty.
 */
export function assignItems(request: AssignRequest): ItemAssignment[] {
  const reviewers = [...new Set(request.reviewerIds)].toSorted(compareBytes);
  const perOverlap = Math.min(
    request.reviewersPerOverlapItem ?? DEFAULT_REVIEWERS_PER_OVERLAP_ITEM,
    reviewers.length,
  );
  const table = new Dealer(request.seed, reviewers);
  const chosen = new Map<string, string[]>();
  for (const items of inDealingOrder(request)) {
    table.openStratum();
    for (const item of items) {
      const count = item.isOverlap ? perOverlap : Math.min(1, reviewers.length);
      chosen.set(item.id, table.deal(item.id, count));
    }
  }
  return request.items.map((item) => ({ itemId: item.id, reviewerIds: chosen.get(item.id) ?? [] }));
}

interface DealtItem {
  readonly id: string;
  readonly key: string;
  readonly isOverlap: boolean;
}

function inDealingOrder(request: AssignRequest): DealtItem[][] {
  const strata = new Map<string, DealtItem[]>();
  for (const item of request.items) {
    const list = strata.get(item.stratum) ?? [];
    list.push({ id: item.id, key: prnKey(request.seed, 'assign:1', item.id), isOverlap: item.isOverlap });
    strata.set(item.stratum, list);
  }
  return [...strata]
    .toSorted(([a], [b]) => compareBytes(a, b))
    .map(([, items]) =>
      items.toSorted((a, b) => Number(b.isOverlap) - Number(a.isOverlap) || compareKeys(a, b)),
    );
}

/** Loads of the reviewers while items are dealt. Reviewers are numbers here: their place in byte order. */
class Dealer {
  readonly #seed: string;
  readonly #reviewers: readonly string[];
  readonly #overall: number[];
  readonly #shared: number[][];
  #inStratum: number[];

  constructor(seed: string, reviewers: readonly string[]) {
    this.#seed = seed;
    this.#reviewers = reviewers;
    this.#overall = reviewers.map(() => 0);
    this.#inStratum = reviewers.map(() => 0);
    this.#shared = reviewers.map(() => reviewers.map(() => 0));
  }

  openStratum(): void {
    this.#inStratum = this.#reviewers.map(() => 0);
  }

  deal(itemId: string, count: number): string[] {
    const chosen: number[] = [];
    for (let k = 1; k <= count; k += 1) {
      const r = this.#lightest(itemId, k, chosen);
      for (const other of chosen) {
        this.#shared[r]![other]! += 1;
        this.#shared[other]![r]! += 1;
      }
      this.#inStratum[r]! += 1;
      this.#overall[r]! += 1;
      chosen.push(r);
    }
    return chosen.map((r) => this.#reviewers[r]!);
  }

  #lightest(itemId: string, k: number, chosen: readonly number[]): number {
    let tied: number[] = [];
    let best: readonly number[] | null = null;
    this.#reviewers.forEach((_, r) => {
      if (chosen.includes(r)) return;
      const met = chosen.reduce((sum, other) => sum + this.#shared[r]![other]!, 0);
      const load = [this.#inStratum[r]!, this.#overall[r]!, met];
      const order = best === null ? -1 : compareLoads(load, best);
      if (order < 0) {
        best = load;
        tied = [r];
      } else if (order === 0) tied.push(r);
    });
    // The first digits of the key order the deal, so chance takes the next ones.
    const chance = tied.length > 1 ? prnSecondUnit(prnKey(this.#seed, `assign:${k}`, itemId)) : 0;
    return tied[Math.floor(chance * tied.length)]!;
  }
}

function compareLoads(a: readonly number[], b: readonly number[]): number {
  return a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!;
}
