/**
 * The cases of one audit as this device knows them, kept in memory and found anew when its reviews, its people's work or
 * its state change. Must not know rulings, nor what a filter is.
 *
 * Invariant: what is kept equals what would be found now; items that the reader must not know yet are not in it.
 */
import type { Audit, Manifest } from '../../../shared/domain/audit.ts';
import { findScorecard } from '../../../shared/domain/catalogue.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import type { Digest, ItemId, PersonId } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review.ts';
import type { ChoiceQuestion, Scorecard } from '../../../shared/domain/scorecard.ts';
import type { FoundCase } from '../../../shared/disagreements/find-cases.ts';
import { choiceQuestions, findCase, isShownTo, pairsOf } from '../../../shared/disagreements/find-cases.ts';
import { foldedText } from '../../../shared/disagreements/filter-cases.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { findContent } from '../../../db/queries/contents.ts';
import type { CaseItemRow } from '../../../db/queries/disagreements.ts';
import { listAskedAnew, listCaseItems } from '../../../db/queries/disagreements.ts';
import type { AuditEvidence } from '../report/audit-evidence.ts';
import type { ItemFacts } from './item-facts.ts';
import { itemFactsOf } from './item-facts.ts';

/** An item with what counts of it. */
export interface CaseItem extends CaseItemRow {
  facts: ItemFacts;
  /** Current first-hand reviews that count, by id. */
  reviews: readonly Review[];
  folded: string;
}

export interface KnownCase {
  found: FoundCase;
  item: CaseItem;
  question: ChoiceQuestion;
  pairs: readonly string[];
  reviewerIds: readonly PersonId[];
}

export interface AuditCases {
  audit: Audit;
  scorecard: Scorecard;
  questions: readonly ChoiceQuestion[];
  manifest: Manifest | null;
  /** Every item with a review that counts and that the reader may know, in queue order. */
  items: readonly CaseItem[];
  /** By `caseKey`. */
  cases: ReadonlyMap<string, KnownCase>;
  /** Ids of every current review of the audit. */
  current: ReadonlySet<string>;
  /** Every review of the audit, superseded ones included, by item. */
  reviewsOf: (itemId: ItemId) => readonly Review[];
  version: number;
}

export interface ReadCases {
  audit: Audit;
  scorecard: Scorecard;
  manifest: Manifest | null;
  evidence: AuditEvidence;
  reader: PersonId;
}

/** The scorecard of an audit; null where this program does not know it. */
export function scorecardOf(audit: Audit, catalogue: Catalogue): Scorecard | null {
  return findScorecard(audit.plan.scorecard, catalogue);
}

export function readManifestOf(store: ReadableStore, digest: Digest | null): Manifest | null {
  const text = digest === null ? null : findContent(store, digest);
  return text === null ? null : (JSON.parse(text) as Manifest);
}

export function findAuditCases(store: ReadableStore, read: ReadCases): Omit<AuditCases, 'version'> {
  const { audit, scorecard, manifest, evidence } = read;
  const questions = choiceQuestions(scorecard);
  const byItem = Map.groupBy(evidence.reviews, (review) => review.itemId);
  const items = listKnownItems(store, read, byItem);
  const cases = new Map<string, KnownCase>();
  for (const item of items) {
    if (item.reviews.length < 2) continue;
    for (const question of questions) {
      const found = findCase(audit.id, item.itemId, question, item.reviews);
      if (found === null) continue;
      const reviewerIds = found.given.map((one) => one.personId);
      cases.set(`${item.itemId}:${question.id}`, {
        found,
        item,
        question,
        pairs: pairsOf(found),
        reviewerIds,
      });
    }
  }
  const current = new Set<string>(evidence.reviews.filter((one) => one.isCurrent).map((one) => one.id));
  return {
    audit,
    scorecard,
    questions,
    manifest,
    items,
    cases,
    current,
    reviewsOf: (itemId) => byItem.get(itemId) ?? [],
  };
}

/** Items that the reader may know, with the reviews that count. */
function listKnownItems(
  store: ReadableStore,
  { audit, manifest, evidence, reader }: ReadCases,
  byItem: ReadonlyMap<ItemId, readonly Review[]>,
): CaseItem[] {
  const factsOf = itemFactsOf(store, audit, manifest);
  const isKnown = knownTo(store, audit, evidence, reader, byItem);
  const second = new Set(evidence.secondLooks.map((one) => `${one.itemId} ${one.personId}`));
  const rows = listCaseItems(store, audit.id);
  const sampled = manifest === null ? null : new Set<string>(manifest.items.map((one) => one.id));
  return rows.flatMap((row) => {
    if (sampled !== null && !sampled.has(row.itemId)) return [];
    const reviews = (byItem.get(row.itemId) ?? []).filter(
      (one) =>
        one.isCurrent && !one.isLate && !(second.size > 0 && second.has(`${one.itemId} ${one.personId}`)),
    );
    if (reviews.length === 0 || !isKnown(row.itemId)) return [];
    return [{ ...row, facts: factsOf(row), reviews, folded: foldedText(row.title) }];
  });
}

/** Whether the reader may know what was said of an item. */
function knownTo(
  store: ReadableStore,
  audit: Audit,
  evidence: AuditEvidence,
  reader: PersonId,
  byItem: ReadonlyMap<ItemId, readonly Review[]>,
): (itemId: ItemId) => boolean {
  const isClosed = audit.state === 'closed';
  if (isClosed) return () => true;
  const holders = new Map<string, string[]>(
    evidence.assignments.map((one) => [one.itemId, [...one.personIds]]),
  );
  for (const { itemId, personId } of evidence.secondLooks) {
    const held = holders.get(itemId);
    if (held === undefined) holders.set(itemId, [personId]);
    else held.push(personId);
  }
  const skips = Map.groupBy(evidence.skips, (one) => one.itemId);
  const anew = new Set(listAskedAnew(store, audit.id, reader));
  return (itemId) =>
    isShownTo(reader, {
      isClosed,
      holders: holders.get(itemId) ?? [],
      submitted: new Set((byItem.get(itemId) ?? []).map((one) => one.personId)),
      skipped: new Set((skips.get(itemId) ?? []).map((one) => one.personId)),
      asked: anew.has(itemId) ? new Set([reader]) : new Set(),
    });
}

/** What makes the cases of an audit others than before, besides its evidence. */
export function stampOf(
  { audit, manifest, reader }: Pick<ReadCases, 'audit' | 'manifest' | 'reader'>,
  anew: readonly string[],
): string {
  return JSON.stringify([audit.state, audit.title, audit.manifestDigest, manifest !== null, reader, anew]);
}
