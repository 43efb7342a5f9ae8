// Owns which items of each stratum are in the sample: the n_h smallest permanent random numbers. Must not know how
// n_h was found, nor where items come from. Invariant: one pass, memory of the sample only, and the answer depends
// on the set of items, never on their order.
import { compareKeys, prnKey, type Keyed, type PrnPurpose } from './prn.ts';

export interface Selected extends Keyed {
  /** 1 for the smallest key of the stratum. */
  readonly rank: number;
}

export interface SelectionRequest {
  readonly seed: string;
  readonly purpose: PrnPurpose;
  readonly items: Iterable<{ readonly id: string; readonly stratum: string }>;
  /** How many to take per stratum; strata that are not listed give none. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Ranks to pass over per stratum: n_h for the next, disjoint sample (negative coordination); by default 0. */
  readonly skip?: ReadonlyMap<string, number>;
}

/**
 * Items with ranks skip_h + 1 … skip_h + n_h of each stratum, in key order. To extend a sample, ask for the larger
 * size: the smaller sample is its prefix. Ids must be unique within the frame.
 */
export function selectBottomK(request: SelectionRequest): Map<string, Selected[]> {
  const heaps = new Map<string, SmallestKeys>();
  for (const [stratum, size] of request.sizes) {
    heaps.set(stratum, new SmallestKeys(size + (request.skip?.get(stratum) ?? 0)));
  }
  for (const item of request.items) {
    const heap = heaps.get(item.stratum);
    if (heap === undefined || heap.capacity === 0) continue;
    heap.offer({ key: prnKey(request.seed, request.purpose, item.id), id: item.id });
  }
  const selected = new Map<string, Selected[]>();
  for (const [stratum, heap] of heaps) {
    const ranked = heap.inOrder().map((item, i) => ({ ...item, rank: i + 1 }));
    selected.set(stratum, ranked.slice(request.skip?.get(stratum) ?? 0));
  }
  return selected;
}

/** A max-heap that keeps the `capacity` smallest keys that were offered. */
class SmallestKeys {
  readonly capacity: number;
  readonly #heap: Keyed[] = [];

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  offer(item: Keyed): void {
    if (this.#heap.length < this.capacity) {
      this.#heap.push(item);
      this.#rise(this.#heap.length - 1);
    } else if (this.capacity > 0 && compareKeys(item, this.#heap[0]!) < 0) {
      this.#heap[0] = item;
      this.#sink();
    }
  }

  inOrder(): Keyed[] {
    return this.#heap.toSorted(compareKeys);
  }

  #rise(from: number): void {
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (compareKeys(this.#heap[i]!, this.#heap[parent]!) <= 0) return;
      this.#swap(i, parent);
      i = parent;
    }
  }

  #sink(): void {
    let i = 0;
    for (;;) {
      let largest = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < this.#heap.length && compareKeys(this.#heap[child]!, this.#heap[largest]!) > 0)
          largest = child;
      }
      if (largest === i) return;
      this.#swap(i, largest);
      i = largest;
    }
  }

  #swap(i: number, j: number): void {
    const held = this.#heap[i]!;
    this.#heap[i] = this.#heap[j]!;
    this.#heap[j] = held;
  }
}
