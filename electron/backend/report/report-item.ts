/**
 * One item of a report with everything that was said about it, as its reader may see it: answers as titles, texts and
 * spans in words. Must not decide who may read the report.
 *
 * Invariant: before the close nothing is shown that blinding hides, and where answers of others are never revealed, only
 * the reader's own are here.
 */
import type { z } from 'zod';
import type { reportItem } from '../../../shared/contract/report-ref.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { findTaxonomy } from '../../../shared/domain/catalogue.ts';
import { foldCase } from '../../../shared/adjudication/fold-case.ts';
import type { ManifestItem } from '../../../shared/domain/audit.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import type { Answer, EvidenceSpan, Review } from '../../../shared/domain/review.ts';
import type { Question, Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { ReportInput } from '../../../shared/report/evidence-base.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { catalogueOf } from '../../../db/queries/deliberation.ts';
import { listOfCase } from '../../../db/queries/deliberation.ts';
import { hasContent } from '../../../db/queries/contents.ts';
import { notFound } from '../errors.ts';
import { isTextErased, viewTrace } from '../item-view.ts';
import type { ReportReader } from './report-calls.ts';

export type ReportItem = z.infer<typeof reportItem>;

/** Longest quote of a span in a summary, UTF-16 units. */
const quoteLength = 80;

/** Throws NOT_FOUND when the item is not part of the sample. */
export function viewReportItem(
  store: ReadableStore,
  input: ReportInput,
  id: ItemId,
  reader: ReportReader,
): ReportItem {
  const item = input.manifest.items.find((one) => one.id === id);
  if (item === undefined) throw notFound('This item');
  const stratum = input.manifest.strata.find((one) => one.key === item.stratum);
  const order: readonly string[] = input.assignments.find((one) => one.itemId === id)?.personIds ?? [];
  const second = new Set<string>(
    input.secondLooks.filter((one) => one.itemId === id).map((one) => one.personId),
  );
  const catalogue = catalogueOf(store);
  const place = (of: Review): number => {
    const at = order.indexOf(of.personId);
    return at === -1 ? order.length : at;
  };
  return {
    itemId: id,
    position: item.position,
    stratum: stratum?.values ?? [],
    weight: item.weight,
    inclusionProbability: item.inclusionProbability,
    isOverlap: item.isOverlap,
    trace: findTrace(store, input, item),
    ...(isTextErased(store, item) ? { isErased: true } : {}),
    ...(reader.seesOthers ? rulingsOf(store, input, id) : {}),
    reviews: input.reviews
      .filter((of) => of.itemId === id && of.isCurrent && maySee(reader, of.personId))
      .toSorted((a, b) => place(a) - place(b) || (a.submittedAt < b.submittedAt ? -1 : 1))
      .map((of) => ({
        reviewId: of.id,
        personId: of.personId,
        name: input.names.get(of.personId) ?? null,
        submittedAt: of.submittedAt,
        elapsedMs: of.elapsedMs,
        isSecondLook: second.has(of.personId),
        isLate: of.isLate,
        answers: answersInWords(of, input.scorecard, catalogue),
      })),
  };
}

/** What was ruled on the item's questions, in the order of the scorecard. */
function rulingsOf(store: ReadableStore, input: ReportInput, id: ItemId): Pick<ReportItem, 'rulings'> {
  const current = new Set<string>(input.reviews.flatMap((of) => (of.isCurrent ? [of.id] : [])));
  const rulings = input.scorecard.questions.filter(isChoice).flatMap((question) => {
    const fold = foldCase(listOfCase(store, id, question.id), current);
    const { standing } = fold;
    if (standing === null) return [];
    const { option, rationale } = standing.entry.body;
    return [
      {
        question: question.id,
        title: question.title,
        answer: question.options.find((of) => of.id === option)?.title ?? option,
        rationale,
        by: input.names.get(standing.personId) ?? null,
        ruledAt: standing.at,
        isDisputed: fold.state === 'conflict',
        isStale: standing.isStale,
      },
    ];
  });
  return rulings.length === 0 ? {} : { rulings };
}

/** Whether a reader may see what this person answered. */
function maySee(reader: ReportReader, personId: string): boolean {
  return reader.seesOthers || reader.personId === personId;
}

function findTrace(store: ReadableStore, { audit }: ReportInput, item: ManifestItem): ReportItem['trace'] {
  if (!hasContent(store, item.contentDigest)) return null;
  const { contentDigest, sealedDigest, position } = item;
  const record = { itemId: item.id, auditId: audit.id, position, contentDigest, sealedDigest };
  return viewTrace(store, audit, { ...record, title: '', facets: [] });
}

function answersInWords(
  review: Review,
  scorecard: Scorecard,
  catalogue: Catalogue,
): ReportItem['reviews'][number]['answers'] {
  return scorecard.questions.flatMap((question) => {
    const held = review.answers[question.id];
    if (held === undefined) return [];
    return [{ question: question.id, title: question.title, answer: inWords(question, held, catalogue) }];
  });
}

function inWords(question: Question, held: Answer, catalogue: Catalogue): string {
  if (held.type === 'text') return held.text;
  if (held.type === 'spans') return spansInWords(question, held.spans, catalogue);
  const option = isChoice(question) ? question.options.find((one) => one.id === held.option) : undefined;
  return option?.title ?? held.option;
}

function spansInWords(question: Question, spans: readonly EvidenceSpan[], catalogue: Catalogue): string {
  const taxonomy = question.type === 'spans' ? findTaxonomy(question.taxonomy, catalogue) : null;
  const titleOf = (id: string): string => taxonomy?.classes.find((one) => one.id === id)?.title ?? id;
  const told = spans.map(
    (span) => `“${shorten(span.output.quote)}”: ${titleOf(span.class)}${supportInWords(span)}`,
  );
  return told.join('; ');
}

function supportInWords({ support }: EvidenceSpan): string {
  if (support === null) return '';
  if (support.kind === 'not_in_context') return ', not in the context';
  const verb = support.kind === 'supports' ? 'supported' : 'contradicted';
  return `, ${verb} by passage ${support.passage}`;
}

function shorten(quote: string): string {
  const line = quote.replace(/\s+/gu, ' ').trim();
  return line.length <= quoteLength ? line : `${Array.from(line.slice(0, quoteLength)).join('').trimEnd()}…`;
}
