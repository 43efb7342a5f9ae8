/**
 * The long tail of an audit's question as an owner reads it: what was put into "something else", and whether that grows
 * against the audit before of the same source and scorecard. Must not decide what alarms.
 */
import type { Audit } from '../../../shared/domain/audit.ts';
import { findTaxonomy } from '../../../shared/domain/catalogue.ts';
import type { ChoiceQuestion } from '../../../shared/domain/scorecard.ts';
import type { Review } from '../../../shared/domain/review.ts';
import type { OtherCount } from '../../../shared/disagreements/long-tail.ts';
import { groupOthers, growthOf, otherOption, otherShare } from '../../../shared/disagreements/long-tail.ts';
import { optionOf, standingLabel } from '../../../shared/report/final-label.ts';
import { noFigure } from '../../../shared/report/rates.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { listAssignments, listAudits } from '../../../db/queries/audits.ts';
import { notFound } from '../errors.ts';
import type { AuditCases, CaseItem } from './audit-cases.ts';
import { mayReadCases } from './case-access.ts';
import type { CaseBook } from './case-book.ts';
import type { CaseCalls } from './case-calls.ts';
import { readTrace, textFactsOf } from './item-facts.ts';
import { termsOf, wordsOfTerms } from './text-terms.ts';

export function viewLongTail(
  store: ReadableStore,
  book: CaseBook,
  { auditId, question: id, at }: CaseCalls['caseLongTail']['takes'],
): CaseCalls['caseLongTail']['gives'] {
  const cases = book.casesOf(auditId);
  const question = cases?.questions.find((one) => one.id === id);
  if (cases === null || cases === undefined || question === undefined) throw notFound('This question');
  const taxonomy = question.taxonomy === undefined ? null : findTaxonomy(question.taxonomy, book.catalogue());
  const option = otherOption(question, taxonomy);
  if (option === null) return noOther(question.title);
  const title = question.options.find((of) => of.id === option)?.title ?? option;
  const now = countOthers(store, book, cases, question, option, at);
  const earlier = findBefore(store, book, cases.audit, id);
  const before = earlier === null ? null : countOthers(store, book, earlier, question, option, at);
  const groups = groupOf(store, cases, question, option);
  return {
    option,
    title,
    share: otherShare(now),
    before:
      earlier === null || before === null
        ? null
        : { auditId: earlier.audit.id, title: earlier.audit.title, share: otherShare(before) },
    ...growthOf(title, now, before),
    groups,
  };
}

function noOther(title: string): CaseCalls['caseLongTail']['gives'] {
  return {
    option: null,
    title,
    share: noFigure('NO_SUCH_CLASS', 0, 'Clopper–Pearson'),
    before: null,
    growth: null,
    isAlarming: false,
    sentence: 'This question offers no class for something else, so there is no long tail to look at.',
    groups: [],
  };
}

/** Items whose standing label is the class: the ruling, else the consensus, else that of the first-assigned reviewer. */
function countOthers(
  store: ReadableStore,
  book: CaseBook,
  cases: AuditCases,
  question: ChoiceQuestion,
  option: string,
  at: string,
): OtherCount {
  const orders = new Map<string, readonly string[]>(
    listAssignments(store, cases.audit.id).map((one) => [one.itemId, one.personIds]),
  );
  const ruled = new Map(
    book
      .worklist([cases.audit.id], at)
      .filter((one) => one.question === question.id && one.fold.standing !== null)
      .map((one) => [one.known.item.itemId as string, one.fold.standing!.entry.body.option]),
  );
  let x = 0;
  let n = 0;
  for (const { itemId, reviews } of cases.items) {
    const label = ruled.get(itemId) ?? standingLabel(reviews, orders.get(itemId) ?? [], question.id).option;
    if (label === null) continue;
    n += 1;
    if (label === option) x += 1;
  }
  return { x, n };
}

/** The last audit of the same source and scorecard that was drawn before this one and may be read. */
function findBefore(store: ReadableStore, book: CaseBook, audit: Audit, question: string): AuditCases | null {
  const timeOf = (of: Audit): string => `${of.drawnAt ?? of.plannedAt} ${of.id}`;
  const [before] = listAudits(store)
    .filter(
      (one) =>
        one.id !== audit.id &&
        one.plan.bridge === undefined &&
        one.plan.source.id === audit.plan.source.id &&
        one.plan.scorecard.id === audit.plan.scorecard.id &&
        timeOf(one) < timeOf(audit) &&
        mayReadCases(one, book.reader()),
    )
    .toSorted((a, b) => (timeOf(a) > timeOf(b) ? -1 : 1));
  const cases = before === undefined ? null : book.casesOf(before.id);
  return cases !== null && cases.questions.some((one) => one.id === question) ? cases : null;
}

function groupOf(
  store: ReadableStore,
  cases: AuditCases,
  question: ChoiceQuestion,
  option: string,
): CaseCalls['caseLongTail']['gives']['groups'] {
  const put = cases.items.filter((one) => one.reviews.some((of) => optionOf(of, question.id) === option));
  const notes = new Map(put.map((one) => [one.itemId as string, noteOf(one, cases, question, option)]));
  const byId = new Map(put.map((one) => [one.itemId as string, one]));
  const groups = groupOthers(
    put.map((one) => {
      const facts = readFacts(store, one);
      const text = notes.get(one.itemId) ?? facts?.asked ?? one.title;
      return {
        itemId: one.itemId,
        terms: termsOf(text, facts?.language),
        words: wordsOfTerms(text, facts?.language),
      };
    }),
  );
  return groups.map(({ words, title, itemIds }) => ({
    words: [...words],
    title,
    items: itemIds.map((id) => {
      const item = byId.get(id)!;
      return { itemId: item.itemId, title: item.title, note: notes.get(id) ?? null };
    }),
  }));
}

function readFacts(store: ReadableStore, item: CaseItem): ReturnType<typeof textFactsOf> | null {
  const trace = readTrace(store, item.contentDigest);
  return trace === null ? null : textFactsOf(trace);
}

/** What whoever put the item there wrote; null where nobody wrote anything. */
function noteOf(
  item: CaseItem,
  { scorecard }: AuditCases,
  question: ChoiceQuestion,
  option: string,
): string | null {
  const texts = new Set(scorecard.questions.filter((of) => of.type === 'text').map((of) => of.id));
  const written = item.reviews
    .filter((review) => optionOf(review, question.id) === option)
    .flatMap((review: Review) =>
      Object.entries(review.answers).flatMap(([id, answer]) =>
        answer.type === 'text' && texts.has(id) && answer.text.trim() !== '' ? [answer.text.trim()] : [],
      ),
    );
  return written.length === 0 ? null : written.join('\n');
}
