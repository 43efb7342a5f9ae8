/** What a transaction changed that somebody may see; collected while events are projected, told once at its end. */
import type { DeliberationEntry } from '../../shared/domain/deliberation.ts';
import { subjectOf } from '../../shared/domain/deliberation.ts';
import type { Person } from '../../shared/domain/person.ts';

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

  /** New entries about items, by audit and event, with the item. */
  readonly deliberation = new Map<string, Map<string, string>>();
  /** New entries that everybody may see. */
  readonly forEverybody = new Set<string>();
  /** Entries that were refused, with whose device holds them: it has filed them already. */
  readonly refused: { personId: string; auditId: string | null; eventId: string }[] = [];
  /** Who is new here by an import. */
  readonly people: Person[] = [];

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

  /** `auditId`: where it is filed. What is of an audit and about no item may change who sees the audit. */
  touchDeliberation(auditId: string | null, entry: DeliberationEntry): void {
    const { itemId } = subjectOf(entry);
    if (auditId === null) this.forEverybody.add(entry.eventId);
    else if (itemId === null) this.touchAudit(auditId);
    else {
      const held = this.deliberation.get(auditId) ?? new Map<string, string>();
      held.set(entry.eventId, itemId);
      this.deliberation.set(auditId, held);
    }
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
