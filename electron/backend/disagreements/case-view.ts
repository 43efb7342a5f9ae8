/**
 * One case with everything that its ruling needs: the item as its reader may see it, what everybody said, definitions,
 * rulings, comments. Must not decide who may read.
 *
 * Invariant: people are letters, in an order that says nothing, unless names were asked for; what blinding hides is not here.
 */
import type { CaseRow, DisagreementCase, RulingView } from '../../../shared/contract/disagreements.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import type { FoldedRuling } from '../../../shared/adjudication/fold-case.ts';
import { sha256Hex } from '../../../shared/domain/canonical.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { findTaxonomy } from '../../../shared/domain/catalogue.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { Review } from '../../../shared/domain/review.ts';
import { optionOf } from '../../../shared/report/final-label.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { hasContent } from '../../../db/queries/contents.ts';
import { findItem } from '../../../db/queries/items.ts';
import { notFound } from '../errors.ts';
import { erasedTrace, isTextErased, viewTrace } from '../item-view.ts';
import { whyNotRule } from './case-access.ts';
import type { WorkCase } from './worklist.ts';

export interface CaseViewRequest {
  work: WorkCase;
  row: CaseRow;
  verdict: DisagreementCase['verdict'];
  posterior: DisagreementCase['posterior'];
  catalogue: Catalogue;
  reader: Person;
  people: ReadonlyMap<string, Person>;
  showsNames: boolean;
  /** There is a hub, so that what has no place yet waits for its word. */
  hasHub: boolean;
  similar: DisagreementCase['similar'];
  nextCase: CaseRef | null;
}

export function viewCase(store: ReadableStore, request: CaseViewRequest): DisagreementCase {
  const { work, row, verdict, posterior, catalogue, reader, similar, nextCase } = request;
  const { question, item } = work.known;
  const { audit } = work.cases;
  const record = findItem(store, item.itemId);
  if (record === null) throw notFound('This item');
  const isErased = isTextErased(store, record);
  const taxonomy = question.taxonomy === undefined ? null : findTaxonomy(question.taxonomy, catalogue);
  const given = new Set(row.options.map((one) => one.option));
  const whyNot = whyNotRule(audit, reader);
  return {
    row,
    trace:
      isErased || !hasContent(store, record.contentDigest)
        ? erasedTrace(audit, record)
        : viewTrace(store, audit, record),
    isErased,
    reviews: reviewsOf(request),
    classes: taxonomy?.classes.filter((one) => given.has(one.id)) ?? [],
    taxonomy:
      taxonomy === null ? null : { id: taxonomy.id, version: taxonomy.version, title: taxonomy.title },
    options: question.options.map(({ id, title }) => ({ option: id, title })),
    posterior,
    verdict,
    rulings: work.fold.rulings.map((one) => rulingView(one, request)),
    comments: work.fold.comments.map((one) => ({
      ...one.body,
      at: one.at,
      by: nameOf(request, one.personId),
      isMine: one.personId === reader.id,
    })),
    similar,
    mayRule: whyNot === null,
    whyNot,
    nextCase,
  };
}

/** Name of a person; of one whom this device does not know, that. */
export function nameOf({ people }: Pick<CaseViewRequest, 'people'>, personId: string): string {
  return people.get(personId)?.name ?? 'Somebody';
}

/** Letters by a digest of case and person: the same within a case whoever looks, and no order of people. */
function reviewsOf({ work, people, showsNames }: CaseViewRequest): DisagreementCase['reviews'] {
  const ruledOn = new Set(work.fold.rulings.flatMap((one) => one.entry.body.reviewIds as string[]));
  const shown = work.known.item.reviews;
  const replaced = work.cases
    .reviewsOf(work.known.item.itemId)
    .filter((one) => ruledOn.has(one.id) && !shown.includes(one));
  const keyOf = (review: Review): string => sha256Hex(`${work.key}:${review.personId}`);
  const all = [...shown, ...replaced].map((review) => ({ review, key: keyOf(review) }));
  const order = [...new Set(all.map((one) => one.key))].toSorted();
  return all
    .toSorted((a, b) =>
      a.key === b.key ? a.review.submittedAt.localeCompare(b.review.submittedAt) : a.key < b.key ? -1 : 1,
    )
    .map(({ review, key }) => ({
      reviewId: review.id,
      letter: letterOf(order.indexOf(key)),
      name: showsNames ? (people.get(review.personId)?.name ?? null) : null,
      isImported: people.get(review.personId)?.isImported === true,
      option: optionOf(review, work.question),
      answers: review.answers,
      submittedAt: review.submittedAt,
      elapsedMs: review.elapsedMs,
      isCurrent: review.isCurrent,
    }));
}

/** A, B … Z, AA, AB … */
export function letterOf(place: number): string {
  const before = Math.floor(place / 26);
  return `${before === 0 ? '' : letterOf(before - 1)}${String.fromCharCode(65 + (place % 26))}`;
}

function rulingView(of: FoldedRuling, request: CaseViewRequest): RulingView {
  const { entry, appeal } = of;
  const { body } = entry;
  const isImported = entry.kind === 'adjudication.imported';
  return {
    auditId: body.auditId,
    itemId: body.itemId,
    question: body.question,
    rulingId: body.rulingId,
    scorecard: body.scorecard,
    option: body.option,
    cause: body.cause,
    confidence: body.confidence,
    rationale: body.rationale,
    changesGuideline: body.changesGuideline,
    reviewIds: body.reviewIds,
    supersedes: body.supersedes,
    at: of.at,
    by: entry.kind === 'adjudication.imported' ? entry.body.onBehalfOf.name : nameOf(request, of.personId),
    isMine: of.personId === request.reader.id,
    isImported,
    standing: of.standing,
    isStale: of.isStale,
    appeal:
      appeal === null
        ? null
        : {
            by: nameOf(request, appeal.entry.personId),
            at: appeal.entry.at,
            reason: appeal.entry.body.reason,
            isOpen: appeal.isOpen,
          },
    isConfirmed: !request.hasHub || entry.position !== null,
  };
}
