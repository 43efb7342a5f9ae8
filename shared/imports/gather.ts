/**
 * Gathers pieces of files into reviews: one per person and trace. Must not know scorecards or audits.
 *
 * Invariants: names that differ by their spelling alone are one person's; of two reviews of one person about one trace the first stays, and the other is listed as rejected; what is
 * rejected is counted to the last row, and listed up to a bound.
 */
import type { Digest } from '../domain/ids.ts';
import { samePerson } from './piece.ts';
import type { ForeignReview, ForeignRuling, Origin, Piece, RowFault } from './piece.ts';

export interface RejectedPiece extends RowFault {
  readonly origin: Origin;
}

export interface Gathered {
  /** Ids of the traces that the files hold themselves. */
  readonly traces: ReadonlySet<string>;
  readonly reviews: readonly ForeignReview[];
  readonly rulings: readonly ForeignRuling[];
  readonly rejected: readonly RejectedPiece[];
  readonly rejectedCount: number;
  /** What was left out on purpose, with how often. */
  readonly ignored: ReadonlyMap<string, number>;
  /** Rows and records that were read. */
  readonly rows: number;
}

/** Most rejected rows that are listed. */
const mostListed = 100_000;

export class Gatherer {
  readonly #merges: boolean;
  readonly #traces = new Map<string, Digest>();
  readonly #reviews: ForeignReview[] = [];
  /** Place in the list by trace and person. */
  readonly #places = new Map<string, number>();
  /** First spelling of each person's name. */
  readonly #names = new Map<string, string>();
  readonly #rulings: ForeignRuling[] = [];
  readonly #ruled = new Set<string>();
  readonly #rejected: RejectedPiece[] = [];
  #rejectedCount = 0;
  readonly #ignored = new Map<string, number>();
  #rows = 0;

  /** `merges`: rows of one person about one trace are answers to several questions of one review. */
  constructor(merges: boolean) {
    this.#merges = merges;
  }

  countRows(count: number): void {
    this.#rows += count;
  }

  /** Takes a trace: whether it is new. Another text under a known id is rejected. */
  addTrace(id: string, digest: Digest, origin: Origin): 'new' | 'known' | 'other' {
    const known = this.#traces.get(id);
    if (known === undefined) {
      this.#traces.set(id, digest);
      return 'new';
    }
    if (known === digest) return 'known';
    this.reject(origin, {
      code: 'BAD_VALUE',
      reason: 'has another text than an earlier row of the same item',
    });
    return 'other';
  }

  add(piece: Exclude<Piece, { kind: 'trace' }>): void {
    switch (piece.kind) {
      case 'review':
        return this.#addReview({ ...piece.review, reviewer: this.#nameOf(piece.review.reviewer) });
      case 'ruling':
        return this.#addRuling({ ...piece.ruling, by: this.#nameOf(piece.ruling.by) });
      case 'rejected':
        return this.reject(piece.origin, piece.fault);
      case 'ignored':
        this.#ignored.set(piece.what, (this.#ignored.get(piece.what) ?? 0) + 1);
    }
  }

  reject(origin: Origin, fault: RowFault): void {
    this.#rejectedCount += 1;
    if (this.#rejected.length < mostListed) this.#rejected.push({ origin, ...fault });
  }

  gathered(): Gathered {
    return {
      traces: new Set(this.#traces.keys()),
      reviews: this.#reviews,
      rulings: this.#rulings,
      rejected: this.#rejected,
      rejectedCount: this.#rejectedCount,
      ignored: this.#ignored,
      rows: this.#rows,
    };
  }

  /** A person goes by the name that the files first give: spelled otherwise, it would be two people. */
  #nameOf(given: string): string {
    const key = samePerson(given);
    const known = this.#names.get(key) ?? given;
    this.#names.set(key, known);
    return known;
  }

  #addReview(given: ForeignReview): void {
    const review = withoutBlanks(given);
    const key = JSON.stringify([review.trace, review.reviewer]);
    const place = this.#places.get(key);
    const known = place === undefined ? undefined : this.#reviews[place];
    if (place === undefined || known === undefined) {
      this.#places.set(key, this.#reviews.length);
      this.#reviews.push(review);
      return;
    }
    if (!this.#merges || Object.keys(review.values).some((name) => Object.hasOwn(known.values, name))) {
      const reason = `is another review of the same item by ${review.reviewer}: the first stays`;
      this.reject(review.origin, { code: 'DUPLICATE_REVIEW', reason });
      return;
    }
    this.#reviews[place] = merged(known, review);
  }

  #addRuling(ruling: ForeignRuling): void {
    const key = JSON.stringify([ruling.trace, ruling.question]);
    if (this.#ruled.has(key)) return;
    this.#ruled.add(key);
    this.#rulings.push(ruling);
  }
}

/** A value of blanks alone is none. */
function withoutBlanks(review: ForeignReview): ForeignReview {
  const held = Object.entries(review.values);
  const kept = held.filter(([, value]) => value.trim() !== '');
  return kept.length === held.length ? review : { ...review, values: Object.fromEntries(kept) };
}

function merged(one: ForeignReview, more: ForeignReview): ForeignReview {
  const texts: Record<string, string> = { ...one.texts };
  for (const [name, text] of Object.entries(more.texts)) {
    const before = texts[name];
    texts[name] = before === undefined ? text : `${before}\n${text}`;
  }
  return {
    ...one,
    values: { ...one.values, ...more.values },
    texts,
    at: one.at !== null && more.at !== null && one.at > more.at ? one.at : (more.at ?? one.at),
    elapsedMs: one.elapsedMs + more.elapsedMs,
  };
}
