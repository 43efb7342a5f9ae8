/** What a transaction changed that somebody may see; collected while events are projected, told once at its end. */

/** Whose skip of what. */
export interface SkipPlace {
  itemId: string;
  personId: string;
}

export class FeedChanges {
  /** Audits of which the header, the items, the assignments or the audience changed: compared as a whole. */
  readonly audits = new Set<string>();
  /** New reviews by audit. */
  readonly reviews = new Map<string, Set<string>>();
  /** Reviews by audit that are told again even if nothing changed here: the device may think otherwise. */
  readonly retold = new Map<string, Set<string>>();
  /** Skips by audit that were set, cleared or refused. */
  readonly skips = new Map<string, Map<string, SkipPlace>>();

  touchAudit(auditId: string): void {
    this.audits.add(auditId);
  }

  touchReview(auditId: string, reviewId: string): void {
    addTo(this.reviews, auditId, reviewId);
  }

  retellReview(auditId: string, reviewId: string): void {
    addTo(this.retold, auditId, reviewId);
  }

  touchSkip(auditId: string, itemId: string, personId: string): void {
    const held = this.skips.get(auditId) ?? new Map<string, SkipPlace>();
    held.set(`${itemId}:${personId}`, { itemId, personId });
    this.skips.set(auditId, held);
  }

  /** Audits of which rows changed by themselves. */
  listAuditsOfRows(): Set<string> {
    return new Set([...this.reviews.keys(), ...this.retold.keys(), ...this.skips.keys()]);
  }
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const held = sets.get(key);
  if (held === undefined) sets.set(key, new Set([value]));
  else held.add(value);
}
