/** What every act on an item asks first: is it here, whose is it, and where does its audit stand. */
import type { Audit } from '../../../shared/domain/audit.ts';
import type { AuditId, ItemId, PersonId } from '../../../shared/domain/ids.ts';
import type { Draft, Review } from '../../../shared/domain/review.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { isAssigned } from '../../../db/queries/audits.ts';
import type { DraftKey } from '../../../db/queries/drafts.ts';
import { findDraft } from '../../../db/queries/drafts.ts';
import type { ItemRecord } from '../../../db/queries/items.ts';
import { findItem } from '../../../db/queries/items.ts';
import type { RelabelRecord } from '../../../db/queries/relabels.ts';
import { findRelabel } from '../../../db/queries/relabels.ts';
import { findCurrentReview } from '../../../db/queries/reviews.ts';
import { notFound, WorkbenchError } from '../errors.ts';
import { getAudit } from '../get-audit.ts';
import { getSelf } from '../self.ts';

export interface OnItem {
  audit: Audit;
  item: ItemRecord;
  personId: PersonId;
  /** The person's current review of the item. */
  current: Review | null;
  /** The same, unless the item is to be judged anew: then what was said before does not show. */
  shown: Review | null;
  /** What the person is asked to do anew; null when nothing. */
  relabel: RelabelRecord | null;
  key: DraftKey;
}

/** The item, its audit and what its person did with it. Throws NOT_FOUND. */
export function onItem(store: ReadableStore, input: { auditId: AuditId; itemId: ItemId }): OnItem {
  const item = findItem(store, input.itemId);
  if (item === null || item.auditId !== input.auditId) throw notFound('This item');
  const audit = getAudit(store, input.auditId);
  const { person } = getSelf(store);
  const current = findCurrentReview(store, item.itemId, person.id);
  const relabel = findRelabel(store, item.itemId, person.id);
  return {
    audit,
    item,
    personId: person.id,
    current,
    shown: relabel === null ? current : null,
    relabel,
    key: { auditId: audit.id, itemId: item.itemId, personId: person.id },
  };
}

/** A draft that the form may show: not one of answers given before the item was to be judged anew. */
export function findOwnDraft(store: ReadableStore, on: Pick<OnItem, 'key' | 'relabel'>): Draft | null {
  const draft = findDraft(store, on.key.itemId, on.key.personId);
  return on.relabel !== null && draft?.supersedes !== null ? null : draft;
}

/** The item is the person's, or was when they began it: honest late work is taken. Throws FORBIDDEN. */
export function requireMine(store: ReadableStore, on: OnItem): void {
  const { itemId } = on.item;
  if (isAssigned(store, itemId, on.personId) || on.current !== null || on.relabel !== null) return;
  if (findDraft(store, itemId, on.personId) !== null) return;
  throw new WorkbenchError('FORBIDDEN', {
    what: 'This item is assigned to somebody else.',
    remedy: 'Go on with an item of your own queue.',
  });
}

export function requireOpenAudit(audit: Audit): void {
  if (audit.state !== 'closed') return;
  throw new WorkbenchError('CONFLICT', {
    what: 'This audit is closed.',
    remedy: 'Submit a review if you made one: it is kept as late. Nothing else changes a closed audit.',
  });
}

export function requireUnreviewed(on: OnItem): void {
  if (on.shown === null) return;
  throw new WorkbenchError('CONFLICT', {
    what: 'You have submitted a review of this item.',
    remedy: 'Reopen it to change your answers.',
  });
}
