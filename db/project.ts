/**
 * Turns the effects of own events and the entries of the feed into rows of the projections. The rules are in
 * `shared/domain/projection.ts`; here they only become SQL.
 *
 * Invariant: what a row becomes depends on the projections, the contents and the event or entry alone, never on when
 * or in which process it is applied, so that a replay in the same order gives the same tables.
 */
import type { FeedEntry } from '../shared/contract/hub.ts';
import type { Manifest } from '../shared/domain/audit.ts';
import type { AuditId, Digest, PersonId } from '../shared/domain/ids.ts';
import type { Effect, EventFacts, SubmittedReview } from '../shared/domain/projection.ts';
import { becomesCurrent, effectsOf, findSkipKey, isLateReview } from '../shared/domain/projection.ts';
import { erasedTitle, queueFacets, queueTitle } from '../shared/domain/queue.ts';
import type { Review } from '../shared/domain/review.ts';
import type { Trace } from '../shared/domain/trace.ts';
import type { WritableStore } from './connection.ts';
import {
  advanceAudit,
  deleteAssignment,
  deleteAudit,
  findAudit,
  findAuditState,
  insertAuditOnce,
  isAssigned,
  putAssignment,
  putAudit,
} from './queries/audits.ts';
import { deleteCalibration, putCalibration } from './queries/calibration.ts';
import type { Texts } from './queries/contents.ts';
import { deleteDeliberation, insertDeliberationOnce, putDeliberation } from './queries/deliberation.ts';
import { deleteGold, putGold } from './queries/gold.ts';
import type { ItemRecord } from './queries/items.ts';
import { deleteItem, listErasedItems, putItem } from './queries/items.ts';
import { deletePerson, findPerson, insertPersonOnce, putPerson, renamePerson } from './queries/people.ts';
import { deleteRelabel, putRelabel } from './queries/relabels.ts';
import {
  deleteReview,
  deleteSkip,
  findCurrentReview,
  findReview,
  insertFlagOnce,
  listCurrentReviews,
  putReview,
  putSkip,
  retireReview,
} from './queries/reviews.ts';
import { deleteOvertaken, deleteSecondLook, putSecondLook } from './queries/second-looks.ts';

/** Applies an event of a ledger on this device. A kind that this version does not know changes nothing. */
export function applyEvent(store: WritableStore, facts: EventFacts, body: unknown, texts: Texts): void {
  const result = effectsOf(facts, body);
  if (!result.ok) return;
  for (const effect of result.effects) applyEffect(store, effect, texts);
}

function applyEffect(store: WritableStore, effect: Effect, texts: Texts): void {
  switch (effect.type) {
    case 'person.named':
      return applyNaming(store, effect);
    case 'audit.planned':
      return insertAuditOnce(store, effect.audit);
    case 'audit.drawn':
      advanceAudit(store, effect.auditId, 'drawn', {
        manifestDigest: effect.manifestDigest,
        drawnAt: effect.at,
      });
      return applyManifest(store, effect.manifestDigest, texts);
    case 'audit.assigned':
      for (const assignment of effect.assignments) putAssignment(store, effect.auditId, assignment);
      deleteOvertaken(store, effect.auditId, effect.assignments);
      return advanceAudit(store, effect.auditId, 'open');
    case 'audit.secondLookAssigned':
      for (const look of effect.secondLooks) putSecondLook(store, effect.auditId, look);
      return;
    case 'audit.calibrationSet':
      for (const { contentDigest, sealedDigest, ...place } of effect.items) {
        const { itemId, position } = place;
        const { auditId } = effect;
        putCalibration(store, { auditId, ...place });
        applyItem(store, { itemId, auditId, position, contentDigest, sealedDigest }, texts);
      }
      return;
    case 'audit.closed':
      return advanceAudit(store, effect.auditId, 'closed', { closedAt: effect.at });
    case 'review.submitted':
      return applySubmission(store, effect.review);
    case 'people.imported':
      for (const { personId: id, name } of effect.people)
        insertPersonOnce(store, { id, name, role: 'reviewer', isImported: true });
      return;
    case 'deliberated':
      return insertDeliberationOnce(store, effect.entry);
    case 'item.skipped':
      return putSkip(store, effect.skip);
    case 'item.flagged':
      return insertFlagOnce(store, effect.flag);
  }
}

function applyNaming(store: WritableStore, effect: Effect & { type: 'person.named' }): void {
  const known = findPerson(store, effect.personId);
  const role = known?.role ?? 'lead';
  if (effect.hub === null) return putPerson(store, { id: effect.personId, name: effect.name, role });
  renamePerson(store, effect.personId, effect.hub.personId);
  const atHub = findPerson(store, effect.hub.personId);
  if (atHub === null) putPerson(store, { id: effect.hub.personId, name: effect.name, role });
}

/** Items of a manifest whose content is here; others come with the feed. */
function applyManifest(store: WritableStore, digest: Digest, texts: Texts): void {
  const text = texts.find(digest);
  if (text === null) return;
  const manifest = JSON.parse(text) as Manifest;
  for (const item of manifest.items) {
    applyItem(
      store,
      {
        itemId: item.id,
        auditId: manifest.auditId,
        position: item.position,
        contentDigest: item.contentDigest,
        sealedDigest: item.sealedDigest,
      },
      texts,
    );
  }
}

function applyItem(store: WritableStore, item: Omit<ItemRecord, 'title' | 'facets'>, texts: Texts): void {
  const text = texts.find(item.contentDigest);
  if (text !== null) {
    // A text that came back after it was erased is that of every item that names it.
    const others = listErasedItems(store, item.contentDigest);
    for (const one of [...others, item]) putItem(store, { ...one, ...shownOf(store, one.auditId, text) });
    return;
  }
  if (texts.isErased(item.contentDigest)) putItem(store, { ...item, title: erasedTitle, facets: [] });
}

function shownOf(store: WritableStore, auditId: AuditId, text: string): Pick<ItemRecord, 'title' | 'facets'> {
  const trace = JSON.parse(text) as Trace;
  const plan = findAudit(store, auditId)?.plan ?? null;
  return { title: queueTitle(trace), facets: queueFacets(trace, plan) };
}

function applySubmission(store: WritableStore, submitted: SubmittedReview): void {
  const { id, auditId, itemId, personId, supersedes } = submitted;
  deleteSkip(store, itemId, personId);
  if (findReview(store, id) !== null) return;
  deleteRelabel(store, itemId, personId);
  const isLate = isLateReview(findAuditState(store, auditId), isAssigned(store, itemId, personId));
  const current = findCurrentReview(store, itemId, personId);
  const isCurrent = becomesCurrent(current, { supersedes, isLate });
  if (isCurrent && current !== null) retireReview(store, current.id);
  putReview(store, { ...submitted, isLate, isCurrent });
}

/** A feed entry as it is stored: the texts of items and manifests are contents of their own. */
export type StoredEntry =
  | Exclude<FeedEntry, { kind: 'item' | 'manifest' }>
  | {
      kind: 'item';
      op: FeedEntry['op'];
      id: string;
      payload: Omit<ItemRecord, 'title' | 'facets'> | null;
    }
  | {
      kind: 'manifest';
      op: FeedEntry['op'];
      id: string;
      payload: { auditId: string; digest: Digest } | null;
    };

/** Applies an entry of the feed: `put` replaces what is known under (kind, id), `remove` takes it away. */
export function applyEntry(store: WritableStore, entry: StoredEntry, texts: Texts): void {
  if (entry.op === 'remove' || entry.payload === null) return removeEntry(store, entry);
  switch (entry.kind) {
    case 'audit':
      return putAudit(store, entry.payload);
    case 'manifest':
      return; // Its content is stored, and the audit's own entry names the digest.
    case 'item':
      return applyItem(store, entry.payload, texts);
    case 'assignment':
      return putAssignment(store, entry.payload.auditId, entry.payload);
    case 'secondLook':
      return putSecondLook(store, entry.payload.auditId, entry.payload);
    case 'relabel':
      return putRelabel(store, entry.payload.auditId, entry.payload);
    case 'gold':
      return putGold(store, entry.payload);
    case 'calibration':
      return putCalibration(store, entry.payload);
    case 'deliberation':
      return putDeliberation(store, entry.payload);
    case 'review':
      return applyReview(store, entry.payload);
    case 'skip':
      return putSkip(store, { ...entry.payload, note: null });
    case 'person':
      return putPerson(store, entry.payload);
  }
}

/**
 * The hub's word on a review. One exception: while a successor made here is not known to the hub yet, the review that
 * it supersedes stays retired; and a review that the hub made current retires any other of that person and item.
 */
function applyReview(store: WritableStore, review: Review): void {
  const others = review.isCurrent
    ? listCurrentReviews(store, review.itemId, review.personId).filter((one) => one.id !== review.id)
    : [];
  const isSucceeded = others.some((one) => one.supersedes === review.id);
  if (!isSucceeded) for (const other of others) retireReview(store, other.id);
  putReview(store, { ...review, isCurrent: review.isCurrent && !isSucceeded });
}

function removeEntry(store: WritableStore, entry: StoredEntry): void {
  switch (entry.kind) {
    case 'audit':
      return deleteAudit(store, entry.id);
    case 'manifest':
      return;
    case 'item':
      return deleteItem(store, entry.id);
    case 'assignment':
      return deleteAssignment(store, entry.id);
    case 'secondLook':
      return deleteSecondLook(store, entry.id);
    case 'gold':
      return deleteGold(store, entry.id);
    case 'calibration':
      return deleteCalibration(store, entry.id);
    case 'deliberation':
      return deleteDeliberation(store, entry.id);
    case 'review':
      return deleteReview(store, entry.id);
    case 'person':
      return deletePerson(store, entry.id as PersonId);
    case 'relabel':
    case 'skip': {
      const key = findSkipKey(entry.id);
      if (key === null) return;
      if (entry.kind === 'skip') deleteSkip(store, key.itemId, key.personId);
      else deleteRelabel(store, key.itemId, key.personId);
    }
  }
}
