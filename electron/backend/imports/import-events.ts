/**
 * What the ledger of an import holds, event by event, in the order in which they follow. Must not know the store.
 *
 * Invariant: it follows from what was prepared and where it goes, so that it can be made while others work, and thrown away
 * when the place has changed meanwhile.
 */
import type { Assignment } from '../../../shared/domain/audit.ts';
import { itemIdOf } from '../../../shared/domain/audit.ts';
import { uuidFromText } from '../../../shared/domain/canonical.ts';
import type { RulingId } from '../../../shared/domain/adjudication.ts';
import type { AuditId, Digest, ItemId, PersonId, ReviewId, TraceId } from '../../../shared/domain/ids.ts';
import type { ImportFacts } from '../../../shared/domain/imported.ts';
import type { ComposedReview, ComposedRuling } from '../../../shared/imports/compose-import.ts';
import { importedPersonId } from '../../../shared/imports/piece.ts';
import type { ComposedDraw } from '../../../shared/sampling/compose-draw.ts';
import type { IdSource } from '../ids.ts';
import type { OriginLedger } from './origin-ledger.ts';
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

/** Where the reviews go, as it stood when the events were made. */
export interface ImportPlace {
  auditId: AuditId;
  /** ISO time of the import, for reviews whose time the files do not say. */
  at: string;
  ids: KnownIds;
  /** Who has which item from now on; nothing where the audit is closed. */
  assignments: readonly Assignment[];
  /** Of the manifest of the audit that is made; null with an audit. */
  manifestDigest: Digest | null;
}

/** Appends event by event, and yields after each. */
export function* appendImport(
  ledger: OriginLedger,
  ids: IdSource,
  prepared: PreparedImport,
  request: StoreRequest,
  place: ImportPlace,
): Generator<void> {
  const { auditId, assignments } = place;
  yield void ledger.append('import.begun@1', { auditId }, factsOf(prepared, request, auditId));
  if (request.draw !== null) {
    publishForm(ledger, ids, prepared);
    appendDraw(ledger, request.draw, place);
  }
  if (assignments.length > 0) {
    const body = { auditId, assignments: [...assignments] };
    yield void ledger.append('audit.assigned@1', { auditId }, body);
  }
  const reviewIds = yield* appendReviews(ledger, prepared, request, place);
  yield* appendRulings(ledger, prepared, request, place, reviewIds);
  if (request.isClosed) yield void ledger.append('audit.closed@1', { auditId }, { auditId });
}

/** Everybody whose reviews or rulings an import brings. */
export function namesOf({ reviews, rulings }: PreparedImport['composed']): string[] {
  return [...new Set([...reviews.map((one) => one.reviewer), ...rulings.map((one) => one.by)])];
}

function factsOf(prepared: PreparedImport, request: StoreRequest, auditId: AuditId): ImportFacts {
  const { gathered, composed } = prepared;
  const { preset, files } = prepared.described;
  const names = namesOf(composed);
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
    people: names.toSorted().map((name) => ({ personId: importedPersonId(name), name })),
    isSimulated: request.isSimulated,
    rows: gathered.rows,
    rejected: composed.rejectedCount,
  };
}

function publishForm(ledger: OriginLedger, ids: IdSource, { form }: PreparedImport): void {
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

function appendDraw(
  ledger: OriginLedger,
  { manifest }: ComposedDraw,
  { auditId, manifestDigest }: ImportPlace,
): void {
  if (manifestDigest === null) throw new RangeError('a drawn audit has a manifest');
  const itemCount = manifest.items.length;
  ledger.append('audit.planned@1', { auditId }, { auditId, plan: manifest.plan, isDemo: false });
  ledger.append('audit.drawn@1', { auditId }, { auditId, manifestDigest, itemCount });
}

/** Ids that follow from names; each is hashed once. */
export interface KnownIds {
  ofItem(trace: string): ItemId;
  ofPerson(name: string): PersonId;
}

export function idsOf(auditId: AuditId): KnownIds {
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
function* appendReviews(
  ledger: OriginLedger,
  { composed, form }: PreparedImport,
  { importId }: StoreRequest,
  { auditId, at, ids }: ImportPlace,
): Generator<void, Map<ItemId, ReviewId[]>> {
  const { id, version } = form.scorecard;
  const reviewIds = new Map<ItemId, ReviewId[]>();
  for (const review of composed.reviews satisfies readonly ComposedReview[]) {
    const itemId = ids.ofItem(review.trace);
    const by = { personId: ids.ofPerson(review.reviewer), name: review.reviewer };
    const reviewId = uuidFromText(`review:${importId}:${itemId}:${by.personId}`) as ReviewId;
    const held = reviewIds.get(itemId) ?? [];
    held.push(reviewId);
    reviewIds.set(itemId, held);
    yield void ledger.append(
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

function* appendRulings(
  ledger: OriginLedger,
  { composed, form }: PreparedImport,
  { importId }: StoreRequest,
  { auditId, at, ids }: ImportPlace,
  reviewIds: ReadonlyMap<ItemId, readonly ReviewId[]>,
): Generator<void> {
  const { id, version } = form.scorecard;
  for (const ruling of composed.rulings satisfies readonly ComposedRuling[]) {
    const itemId = ids.ofItem(ruling.trace);
    const { question, option } = ruling;
    yield void ledger.append(
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
