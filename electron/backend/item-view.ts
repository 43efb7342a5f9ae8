/**
 * An item as its reviewer may see it: blinding applied, provenance reduced to the importer, queue entry and progress.
 * The only way in which item content reaches the renderer.
 *
 * Invariant: what blinding hides is not in the answer before the close, under no name (model, judge, and the source's
 * trace id, which may spell either).
 */
import type { Audit } from '../../shared/domain/audit.ts';
import type { SealedFacts } from '../../shared/domain/blinding.ts';
import { unsealTrace } from '../../shared/domain/blinding.ts';
import type { AuditId, ItemId, PersonId, TraceId } from '../../shared/domain/ids.ts';
import { erasedTitle, itemStateOf } from '../../shared/domain/queue.ts';
import type { Trace } from '../../shared/domain/trace.ts';
import type { QueueEntry } from '../../shared/contract/reviews.ts';
import type { ReadableStore } from '../../db/connection.ts';
import { findNextInRound } from '../../db/queries/calibration.ts';
import { findContent, hasContent, isErased } from '../../db/queries/contents.ts';
import type { ItemRecord, ProgressCounts, QueueRecord } from '../../db/queries/items.ts';
import { countProgress, findNextOpen, findQueueRecord } from '../../db/queries/items.ts';
import { notFound, WorkbenchError } from './errors.ts';

export type Hidden = ('model' | 'judge')[];

/** What this audit hides from everyone at the moment. */
export function hiddenIn(audit: Audit): Hidden {
  if (audit.state === 'closed') return [];
  const { hidesModel, hidesJudge } = audit.plan.blinding;
  return [...(hidesModel ? ['model' as const] : []), ...(hidesJudge ? ['judge' as const] : [])];
}

/** The trace of an item without what is hidden. Throws NOT_FOUND when its content is not on this device. */
export function viewTrace(store: ReadableStore, audit: Audit, item: ItemRecord): Trace {
  const open = getTrace(store, item);
  const hidden = hiddenIn(audit);
  const { provenance, ...rest } = hidden.length === 0 ? unsealTrace(open, findSealed(store, item)) : open;
  return {
    ...rest,
    id: hidden.length === 0 ? open.id : (item.itemId as string as TraceId),
    ...(provenance === undefined ? {} : { provenance: { importer: provenance.importer } }),
  };
}

/** The trace as it was stored: masked and without its sealed facts. Throws when it is not here, or not any more. */
export function getTrace(store: ReadableStore, item: ItemRecord): Trace {
  const text = findContent(store, item.contentDigest);
  if (text !== null) return JSON.parse(text) as Trace;
  throw isTextErased(store, item) ? erased() : notFound('The content of this item');
}

/** Whether the text of an item was erased because its retention ended. */
export function isTextErased(store: ReadableStore, item: Pick<ItemRecord, 'contentDigest'>): boolean {
  return !hasContent(store, item.contentDigest) && isErased(store, item.contentDigest);
}

/** Stands where a trace stood that was erased: says so, and nothing else. */
export function erasedTrace(audit: Audit, item: ItemRecord): Trace {
  return {
    id: item.itemId as string as TraceId,
    occurredAt: audit.drawnAt ?? audit.plannedAt,
    prompt: [{ role: 'system', text: `${erasedTitle}.` }],
    context: [],
    output: '',
  };
}

function erased(): WorkbenchError {
  return new WorkbenchError('CONFLICT', {
    what: 'The text of this item was erased, because its retention ended: it cannot be judged any more.',
    remedy: 'Go on with another item. What was said about this one stays.',
  });
}

function findSealed(store: ReadableStore, item: ItemRecord): SealedFacts | null {
  const text = item.sealedDigest === null ? null : findContent(store, item.sealedDigest);
  return text === null ? null : (JSON.parse(text) as SealedFacts);
}

export function toQueueEntry(of: QueueRecord): QueueEntry {
  return {
    itemId: of.itemId,
    position: of.position,
    title: of.title,
    facets: of.facets,
    state: itemStateOf({ ...of, hasReview: of.reviewedMs !== null }),
    isFlagged: of.isFlagged,
    elapsedMs: of.reviewedMs,
    ...(of.isCalibration ? { isCalibration: true } : {}),
  };
}

/** Where the queue stands after an act on an item. */
export function standAfter(
  store: ReadableStore,
  item: ItemRecord,
  personId: PersonId,
): { entry: QueueEntry; progress: ProgressCounts; nextItemId: ItemId | null } {
  const record = findQueueRecord(store, item.itemId, personId);
  if (record === null) throw notFound('This item');
  return {
    entry: toQueueEntry(record),
    progress: countProgress(store, item.auditId, personId),
    nextItemId: findNext(store, item.auditId, personId, record),
  };
}

/** The round comes before the sample, and what was left of it after. */
function findNext(
  store: ReadableStore,
  auditId: AuditId,
  personId: PersonId,
  { isCalibration, position }: QueueRecord,
): ItemId | null {
  return isCalibration
    ? (findNextInRound(store, auditId, personId, position) ?? findNextOpen(store, auditId, personId, 0))
    : (findNextOpen(store, auditId, personId, position) ?? findNextInRound(store, auditId, personId, 0));
}
