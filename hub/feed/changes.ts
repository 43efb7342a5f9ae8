/** What a transaction changed that somebody may see; collected while events are projected, told once at its end. */

/** What of an item concerns whom. */
export interface ItemPlace {
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
  /** Second looks by audit that were refused, and to whom that is told: their device has set them already. */
  readonly secondLooks = new Map<string, Map<string, ItemPlace>>();
  /** Skips by audit that were set, cleared or refused. */
  readonly skips = new Map<string, Map<string, ItemPlace>>();

  touchAudit(auditId: string): void {
    this.audits.add(auditId);
  }

  touchReview(auditId: string, reviewId: string): void {
    addTo(this.reviews, auditId, reviewId);
  }

  retellReview(auditId: string, reviewId: string): void {
    addTo(this.retold, auditId, reviewId);
  }

  retellSecondLook(auditId: string, itemId: string, personId: string): void {
    placeIn(this.secondLooks, auditId, { itemId, personId });
  }

  touchSkip(auditId: string, itemId: string, personId: string): void {
    placeIn(this.skips, auditId, { itemId, personId });
  }

  /** Audits of which rows changed by themselves. */
  listAuditsOfRows(): Set<string> {
    return new Set([
      ...this.reviews.keys(),
      ...this.retold.keys(),
      ...this.secondLooks.keys(),
      ...this.skips.keys(),
    ]);
  }
}

function placeIn(places: Map<string, Map<string, ItemPlace>>, key: string, place: ItemPlace): void {
  const held = places.get(key) ?? new Map<string, ItemPlace>();
  held.set(`${place.itemId}:${place.personId}`, place);
  places.set(key, held);
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const held = sets.get(key);
  if (held === undefined) sets.set(key, new Set([value]));
  else held.add(value);
}
