/**
 * Stores a prepared import: the audit that it makes or extends, reviews, rulings and rejected rows, in one transaction and
 * one origin ledger. Its events are made before, in slices, so that nobody waits for them.
 *
 * Invariants: an import is there whole or not at all, and the same `importId` changes nothing the second time. What was made
 * for a place that has changed meanwhile is made anew.
 */
import { canonicalJson, sha256Hex } from '../../../shared/domain/canonical.ts';
import type { Assignment } from '../../../shared/domain/audit.ts';
import type { AuditId, ItemId, PersonId } from '../../../shared/domain/ids.ts';
import { inTransaction } from '../../../db/connection.ts';
import { listAssignments } from '../../../db/queries/audits.ts';
import { insertContent } from '../../../db/queries/contents.ts';
import { insertRejected } from '../../../db/queries/imports.ts';
import { getCurrentLedger } from '../../../db/queries/ledger.ts';
import { insertSource } from '../../../db/queries/sources.ts';
import { isoNow } from '../clock.ts';
import type { BackendContext } from '../context.ts';
import { getAudit } from '../get-audit.ts';
import { measureAgreement } from '../measure-agreement.ts';
import { findManifest, gatherReportInput } from '../report-input.ts';
import type { ImportPlace, KnownIds, StoreRequest } from './import-events.ts';
import { appendImport, idsOf } from './import-events.ts';
import { findImport } from './list-imports.ts';
import type { DraftedLedger, OriginActor, OriginLedger } from './origin-ledger.ts';
import { draftOriginLedger, storeOriginLedger } from './origin-ledger.ts';
import type { PreparedImport } from './prepare-import.ts';
import type { RunningImport } from './running-imports.ts';

/** What the events rest on and others may change while they are made. */
interface Ground {
  actor: OriginActor;
  assignments: readonly Assignment[];
}

/** Stores all of it, or nothing: throws CONFLICT when `run` was told to end before. */
export async function storeImport(
  context: BackendContext,
  prepared: PreparedImport,
  request: StoreRequest,
  run: RunningImport,
): Promise<void> {
  const auditId = request.draw?.manifest.auditId ?? prepared.target!.audit.id;
  const ids = idsOf(auditId);
  const manifest = request.draw === null ? null : canonicalJson(request.draw.manifest);
  const manifestDigest = manifest === null ? null : sha256Hex(manifest);
  for (;;) {
    const ground = groundOf(context, prepared, { auditId, ids });
    const { assignments, actor } = ground;
    const place = { auditId, ids, assignments, manifestDigest, at: isoNow(context.clock) };
    const ledger = await draftEvents(context, prepared, request, { place, actor, run });
    const isStored = inTransaction(context.store, () => {
      if (findImport(context.store, request.importId) !== null) return true;
      if (!isAlike(groundOf(context, prepared, { auditId, ids }), ground)) return false;
      storeWhole(context, prepared, request, { ledger, manifest, place });
      return true;
    });
    if (isStored) return;
  }
}

/** So many events are made between two turns of others: a few milliseconds. */
const eventsOfSlice = 100;

async function draftEvents(
  context: BackendContext,
  prepared: PreparedImport,
  request: StoreRequest,
  { place, actor, run }: { place: ImportPlace; actor: OriginActor; run: RunningImport },
): Promise<DraftedLedger> {
  const { reviews, rulings } = prepared.composed;
  const total = reviews.length + rulings.length;
  const ledger = draftOriginLedger(context, actor);
  let made = 0;
  for (const _ of appendImport(ledger, context.ids, prepared, request, place)) {
    made += 1;
    if (made % eventsOfSlice === 0) {
      await run.goOn({ phase: 'writing', done: Math.min(made, total), total });
    }
  }
  await run.goOn({ phase: 'writing', done: total, total });
  return ledger;
}

function storeWhole(
  context: BackendContext,
  { composed, source, described }: PreparedImport,
  request: StoreRequest,
  made: { ledger: DraftedLedger; manifest: string | null; place: ImportPlace },
): void {
  const { store } = context;
  const { auditId, manifestDigest } = made.place;
  if (source?.isNew === true) insertSource(store, source.source);
  for (const content of request.draw?.contents ?? []) insertContent(store, content);
  if (manifestDigest !== null && made.manifest !== null) {
    insertContent(store, { digest: manifestDigest, text: made.manifest });
  }
  const ledger = storeOriginLedger(context, made.ledger);
  if (request.isClosed) measureAtClose(ledger, context, auditId);
  insertRejected(
    store,
    request.importId,
    composed.rejected.map(({ origin, code, reason }) => ({
      file: described.files[origin.file]?.path ?? '',
      row: Math.max(1, origin.row),
      code,
      reason,
    })),
  );
}

/** As closing by hand does: the device measures agreement as it stands at the close. */
function measureAtClose(ledger: OriginLedger, { store, clock }: BackendContext, auditId: AuditId): void {
  const audit = getAudit(store, auditId);
  const manifest = findManifest(store, audit);
  if (manifest === null) return;
  for (const body of measureAgreement(gatherReportInput(store, audit, manifest, isoNow(clock)))) {
    ledger.append('agreement.measured@1', { auditId, questionId: body.questionId }, body);
  }
}

function groundOf(
  context: BackendContext,
  prepared: PreparedImport,
  { auditId, ids }: { auditId: AuditId; ids: KnownIds },
): Ground {
  const { personId, role, hubId } = getCurrentLedger(context.store);
  const isLate = prepared.target !== null && getAudit(context.store, auditId).state === 'closed';
  return {
    actor: { personId, role, hubId },
    assignments: isLate ? [] : assignmentsOf(context, prepared, auditId, ids),
  };
}

function isAlike(one: Ground, other: Ground): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Who has which item from now on: who had it, then who reviewed it elsewhere, in the order of the files. */
function assignmentsOf(
  { store }: BackendContext,
  { composed }: PreparedImport,
  auditId: AuditId,
  ids: KnownIds,
): Assignment[] {
  const had = new Map<ItemId, readonly PersonId[]>(
    listAssignments(store, auditId).map((one) => [one.itemId, one.personIds]),
  );
  const people = new Map<ItemId, Set<PersonId>>();
  for (const { trace, reviewer } of composed.reviews) {
    const itemId = ids.ofItem(trace);
    const held = people.get(itemId) ?? new Set(had.get(itemId));
    people.set(itemId, held.add(ids.ofPerson(reviewer)));
  }
  return [...people].map(([itemId, held]) => ({ itemId, personIds: [...held] }));
}
