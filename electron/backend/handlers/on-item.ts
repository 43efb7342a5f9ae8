/** What every act on an item asks first: is it here, whose is it, and where does its audit stand. */
import type { Audit } from '../../../shared/domain/audit.ts';
import { findScorecard } from '../../../shared/domain/catalogue.ts';
import type { AuditId, ItemId, PersonId } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { findAudit, isAssigned } from '../../../db/queries/audits.ts';
import type { DraftKey } from '../../../db/queries/drafts.ts';
import { findDraft } from '../../../db/queries/drafts.ts';
import type { ItemRecord } from '../../../db/queries/items.ts';
import { findItem } from '../../../db/queries/items.ts';
import { findCurrentReview } from '../../../db/queries/reviews.ts';
import { notFound, WorkbenchError } from '../errors.ts';
import { getSelf } from '../self.ts';

export interface OnItem {
  audit: Audit;
  item: ItemRecord;
  personId: PersonId;
  /** The person's current review of the item. */
  current: Review | null;
  key: DraftKey;
}

export function getAudit(store: ReadableStore, id: AuditId): Audit {
  const found = findAudit(store, id);
  if (found === null) throw notFound('This audit');
  return found;
}

/** The scorecard of an audit; a version that this program does not know asks for an update. */
export function getScorecardOf(audit: Audit): Scorecard {
  const { id, version } = audit.plan.scorecard;
  const found = findScorecard(audit.plan.scorecard);
  if (found !== null) return found;
  throw new WorkbenchError('NOT_FOUND', {
    what: `The scorecard "${id}" version ${version} is not known here.`,
    remedy: 'Update Assay: the audit was planned with a newer one.',
  });
}

/** The item, its audit and what its person did with it. Throws NOT_FOUND. */
export function onItem(store: ReadableStore, input: { auditId: AuditId; itemId: ItemId }): OnItem {
  const item = findItem(store, input.itemId);
  if (item === null || item.auditId !== input.auditId) throw notFound('This item');
  const audit = getAudit(store, input.auditId);
  const { person } = getSelf(store);
  return {
    audit,
    item,
    personId: person.id,
    current: findCurrentReview(store, item.itemId, person.id),
    key: { auditId: audit.id, itemId: item.itemId, personId: person.id },
  };
}

/** The item is the person's, or was when they began it: honest late work is taken. Throws FORBIDDEN. */
export function requireMine(store: ReadableStore, on: OnItem): void {
  const { itemId } = on.item;
  if (isAssigned(store, itemId, on.personId) || on.current !== null) return;
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
  if (on.current === null) return;
  throw new WorkbenchError('CONFLICT', {
    what: 'You have submitted a review of this item.',
    remedy: 'Reopen it to change your answers.',
  });
}
