/**
 * Stores a prepared import: the audit that it makes or extends, reviews, rulings and rejected rows, in one transaction and
 * one origin ledger.
 *
 * Invariant: an import is there whole or not at all, and the same `importId` changes nothing the second time.
 */
import type { Assignment } from '../../../shared/domain/audit.ts';
import { itemIdOf } from '../../../shared/domain/audit.ts';
import { canonicalJson, sha256Hex, uuidFromText } from '../../../shared/domain/canonical.ts';
import type { RulingId } from '../../../shared/domain/adjudication.ts';
import type { AuditId, Digest, ItemId, PersonId, ReviewId, TraceId } from '../../../shared/domain/ids.ts';
import type { ImportFacts } from '../../../shared/domain/imported.ts';
import type { ComposedReview, ComposedRuling } from '../../../shared/imports/compose-import.ts';
import { importedPersonId } from '../../../shared/imports/piece.ts';
import type { ComposedDraw } from '../../../shared/sampling/compose-draw.ts';
import { inTransaction } from '../../../db/connection.ts';
import { listAssignments } from '../../../db/queries/audits.ts';
import { insertContent } from '../../../db/queries/contents.ts';
import { insertRejected } from '../../../db/queries/imports.ts';
import { insertSource } from '../../../db/queries/sources.ts';
import { isoNow } from '../clock.ts';
import type { BackendContext } from '../context.ts';
import { getAudit } from '../handlers/on-item.ts';
import { measureAgreement } from '../measure-agreement.ts';
import { findManifest, gatherReportInput } from '../report-input.ts';
import type { OriginLedger } from './origin-ledger.ts';
import { beginOriginLedger } from './origin-ledger.ts';
import type { PreparedImport } from './prepare-import.ts';

export interface StoreRequest {
  importId: string;
  name: string;
  isSimulated: boolean;
  /** Of the audit that is made; null with an audit. */
  draw: ComposedDraw | null;
  isClosed: boolean;
  digests: readonly Digest[];
}

export function storeImport(context: BackendContext, prepared: PreparedImport, request: StoreRequest): void {
  const { store, clock } = context;
  const { composed, source, target } = prepared;
  const auditId = request.draw?.manifest.auditId ?? target!.audit.id;
  inTransaction(store, () => {
    if (source?.isNew === true) insertSource(store, source.source);
    const ledger = beginOriginLedger(context);
    const at = isoNow(clock);
    ledger.append('import.begun@1', { auditId }, factsOf(prepared, request, auditId));
    if (request.draw !== null) {
      publishForm(ledger, context, prepared);
      storeDraw(ledger, context, request.draw);
    }
    // Asked here: it may have been closed while the files were read.
    const isLate = target !== null && getAudit(store, auditId).state === 'closed';
    const ids = idsOf(auditId);
    const assignments = isLate ? [] : assignmentsOf(context, prepared, { auditId, ids });
    if (assignments.length > 0) ledger.append('audit.assigned@1', { auditId }, { auditId, assignments });
    const facts = { importId: request.importId, auditId, at, ids };
    const reviewIds = storeReviews(ledger, prepared, facts);
    storeRulings(ledger, prepared, facts, reviewIds);
    if (request.isClosed) closeAudit(ledger, context, auditId);
    const { files } = prepared.described;
    insertRejected(
      store,
      request.importId,
      composed.rejected.map(({ origin, code, reason }) => ({
        file: files[origin.file]?.path ?? '',
        row: Math.max(1, origin.row),
        code,
        reason,
      })),
    );
  });
}

/** As closing by hand does: the device measures agreement as it stands at the close. */
function closeAudit(ledger: OriginLedger, { store, clock }: BackendContext, auditId: AuditId): void {
  ledger.append('audit.closed@1', { auditId }, { auditId });
  const audit = getAudit(store, auditId);
  const manifest = findManifest(store, audit);
  if (manifest === null) return;
  for (const body of measureAgreement(gatherReportInput(store, audit, manifest, isoNow(clock)))) {
    ledger.append('agreement.measured@1', { auditId, questionId: body.questionId }, body);
  }
}

function factsOf(prepared: PreparedImport, request: StoreRequest, auditId: AuditId): ImportFacts {
  const { gathered, composed } = prepared;
  const { preset, files } = prepared.described;
  const names = new Set([
    ...composed.reviews.map((one) => one.reviewer),
    ...composed.rulings.map((one) => one.by),
  ]);
  return {
    importId: request.importId,
    auditId,
    name: request.name,
    preset,
    files: files.map((file, at) => ({
      name: file.name,
      digest: request.digests[at]!,
      bytes: file.bytes,
    })),
    people: [...names].toSorted().map((name) => ({ personId: importedPersonId(name), name })),
    isSimulated: request.isSimulated,
    rows: gathered.rows,
    rejected: composed.rejectedCount,
  };
}

function publishForm(ledger: OriginLedger, { ids }: BackendContext, { form }: PreparedImport): void {
  for (const taxonomy of form.taxonomies) {
    ledger.append(
      'taxonomy.published@1',
      {},
      {
        publicationId: ids.uuidv7(),
        taxonomy,
        from: null,
        operations: [],
        mapping: [],
        scorecards: [],
        summary: 'The first version, which came with imported reviews.',
        proposalIds: [],
        cases: [],
      },
    );
  }
  if (form.isNew) ledger.append('scorecard.published@1', {}, { scorecard: form.scorecard });
}

function storeDraw(ledger: OriginLedger, { store }: BackendContext, draw: ComposedDraw): void {
  const { manifest, contents } = draw;
  const { auditId, plan } = manifest;
  const text = canonicalJson(manifest);
  const manifestDigest = sha256Hex(text);
  for (const content of contents) insertContent(store, content);
  insertContent(store, { digest: manifestDigest, text });
  const itemCount = manifest.items.length;
  ledger.append('audit.planned@1', { auditId }, { auditId, plan, isDemo: false });
  ledger.append('audit.drawn@1', { auditId }, { auditId, manifestDigest, itemCount });
}

/** Who has which item from now on: who had it, then who reviewed it elsewhere, in the order of the files. */
function assignmentsOf(
  context: BackendContext,
  { composed }: PreparedImport,
  { auditId, ids }: Pick<ImportPlace, 'auditId' | 'ids'>,
): Assignment[] {
  const had = new Map<ItemId, readonly PersonId[]>(
    listAssignments(context.store, auditId).map((one) => [one.itemId, one.personIds]),
  );
  const people = new Map<ItemId, Set<PersonId>>();
  for (const { trace, reviewer } of composed.reviews) {
    const itemId = ids.ofItem(trace);
    const held = people.get(itemId) ?? new Set(had.get(itemId));
    people.set(itemId, held.add(ids.ofPerson(reviewer)));
  }
  return [...people].map(([itemId, held]) => ({ itemId, personIds: [...held] }));
}

interface ImportPlace {
  importId: string;
  auditId: AuditId;
  at: string;
  ids: KnownIds;
}

/** Ids that follow from names; each is hashed once. */
interface KnownIds {
  ofItem(trace: string): ItemId;
  ofPerson(name: string): PersonId;
}

function idsOf(auditId: AuditId): KnownIds {
  return {
    ofItem: remembering((trace) => itemIdOf(auditId, trace as TraceId)),
    ofPerson: remembering(importedPersonId),
  };
}

function remembering<T>(make: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const held = known.get(name) ?? make(name);
    known.set(name, held);
    return held;
  };
}

/** Answers the ids of an item's reviews. */
function storeReviews(
  ledger: OriginLedger,
  { composed, form }: PreparedImport,
  { importId, auditId, at, ids }: ImportPlace,
): Map<ItemId, ReviewId[]> {
  const { id, version } = form.scorecard;
  const reviewIds = new Map<ItemId, ReviewId[]>();
  for (const review of composed.reviews satisfies readonly ComposedReview[]) {
    const itemId = ids.ofItem(review.trace);
    const by = { personId: ids.ofPerson(review.reviewer), name: review.reviewer };
    const reviewId = uuidFromText(`review:${importId}:${itemId}:${by.personId}`) as ReviewId;
    const held = reviewIds.get(itemId) ?? [];
    held.push(reviewId);
    reviewIds.set(itemId, held);
    ledger.append(
      'review.imported@1',
      { auditId, itemId },
      {
        importId,
        reviewId,
        auditId,
        itemId,
        onBehalfOf: by,
        scorecard: { id, version },
        answers: review.answers,
        reviewedAt: review.at ?? at,
        elapsedMs: review.elapsedMs,
        origin: { file: review.origin.file, row: Math.max(1, review.origin.row) },
      },
    );
  }
  return reviewIds;
}

function storeRulings(
  ledger: OriginLedger,
  { composed, form }: PreparedImport,
  { importId, auditId, at, ids }: ImportPlace,
  reviewIds: ReadonlyMap<ItemId, readonly ReviewId[]>,
): void {
  const { id, version } = form.scorecard;
  for (const ruling of composed.rulings satisfies readonly ComposedRuling[]) {
    const itemId = ids.ofItem(ruling.trace);
    const { question, option } = ruling;
    ledger.append(
      'adjudication.imported@1',
      { auditId, itemId },
      {
        importId,
        auditId,
        itemId,
        question,
        rulingId: uuidFromText(`ruling:${importId}:${itemId}:${question}`) as RulingId,
        scorecard: { id, version },
        option,
        // Files give a final label, not why the reviews differed; this is the cause that blames nobody.
        cause: 'ambiguous_item',
        confidence: 'medium',
        rationale:
          'The final label that came with the imported reviews. The files do not say why the reviews differed.',
        changesGuideline: false,
        reviewIds: (reviewIds.get(itemId) ?? []).toSorted(),
        supersedes: null,
        onBehalfOf: { personId: ids.ofPerson(ruling.by), name: ruling.by },
        ruledAt: ruling.at ?? at,
      },
    );
  }
}
