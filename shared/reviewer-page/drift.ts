/**
 * Whether a person's agreement with the others changed over time, question by question over all audits that may be told
 * (statistics.md D5). Must not know names. Invariant: judged by the same rule, among the same people, as the triage of
 * disagreements; the page shows this person alone.
 */
import type { ReviewerPage } from '../contract/reviewers.ts';
import type { PersonId } from '../domain/ids.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import { intervalText, percentText } from '../figures/number-words.ts';
import type { Figure } from '../contract/report-figure.ts';
import { overlapUnits } from '../report/overlap.ts';
import { besideOthers } from '../statistics/reviewer-check.ts';
import type { OrderedLabel } from '../statistics/reviewer-drift.ts';
import { reviewerDrift } from '../statistics/reviewer-drift.ts';
import type { PageAudit, PageInput } from './page-input.ts';
import { shareFigure } from './shares.ts';

export type QuestionDrift = ReviewerPage['drift'][number];

/** Least number of comparable labels in either half. */
const MIN_PER_HALF = 30;
const METHOD = 'agreement with most of the others';

interface TimedLabel {
  item: string;
  personId: string;
  option: string;
  at: string;
}

/** One entry for each question with options of the audits that may be told; none where none may. */
export function driftOf({ audits, personId }: PageInput): QuestionDrift[] {
  const titles = new Map<string, string>();
  const labels = new Map<string, TimedLabel[]>();
  for (const audit of audits) {
    if (!audit.others.isTold) continue;
    for (const question of audit.scorecard.questions.filter(isChoice)) {
      titles.set(question.id, question.title);
      const held = labels.get(question.id) ?? [];
      held.push(...timedLabels(audit, question));
      labels.set(question.id, held);
    }
  }
  const alpha = audits.at(-1)?.alpha ?? 0.05;
  return [...labels].map(([question, list]) => ({
    question,
    title: titles.get(question) ?? question,
    ...judge(list, personId, alpha),
  }));
}

function timedLabels({ others }: PageAudit, question: ChoiceQuestion): TimedLabel[] {
  if (!others.isTold) return [];
  return overlapUnits(others.of, question).flatMap(({ record, labels }) => {
    const times = new Map(record.reviews.map((review) => [review.personId as string, review.submittedAt]));
    return labels.map(({ personId, option }) => ({
      item: record.item.id,
      personId,
      option,
      at: times.get(personId) ?? '',
    }));
  });
}

function judge(
  list: readonly TimedLabel[],
  personId: PersonId,
  alpha: number,
): Pick<QuestionDrift, 'earlier' | 'later' | 'isDrifting' | 'sentence'> {
  const options = numbered(list.map((of) => of.option));
  const people = numbered(list.map((of) => of.personId));
  const items = numbered(list.map((of) => of.item));
  const ordered = list.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  const labels = ordered.map((of, order): OrderedLabel => ({
    item: items.get(of.item)!,
    reviewer: people.get(of.personId)!,
    label: options.get(of.option)!,
    order,
  }));
  const own = people.get(personId);
  const found = reviewerDrift(labels, options.size).find((of) => of.reviewer === own);
  if (found === undefined) return tooFew(countComparable(labels, options.size, own), alpha);
  const earlier = half(found.earlier, alpha);
  const later = half(found.later, alpha);
  return { earlier, later, isDrifting: found.isDrifting, sentence: sentenceOf(earlier, later, found) };
}

function countComparable(labels: readonly OrderedLabel[], classes: number, own: number | undefined): number {
  return besideOthers(labels, classes).filter((of) => of.reviewer === own).length;
}

function tooFew(count: number, alpha: number) {
  const least = (of: number): Figure => shareFigure({ hits: 0, of }, METHOD, alpha, Infinity);
  const sentence = `Cannot tell yet: ${count} of your answers can be compared with what most others said, and each half needs ${MIN_PER_HALF}.`;
  const earlier = Math.floor(count / 2);
  return { earlier: least(earlier), later: least(count - earlier), isDrifting: false, sentence };
}

function half({ n, agreement }: { n: number; agreement: number }, alpha: number): Figure {
  return shareFigure({ hits: Math.round(agreement * n), of: n }, METHOD, alpha, MIN_PER_HALF);
}

function sentenceOf(earlier: Figure, later: Figure, { isDrifting }: { isDrifting: boolean }): string {
  const words = `${shareWords(earlier)} in the earlier half, ${shareWords(later)} in the later half`;
  if (!isDrifting) return `No change that chance would not explain: ${words}.`;
  const fell = (later.estimate ?? 0) < (earlier.estimate ?? 0);
  return fell
    ? `Your answers have moved away from what most others say: ${words}.`
    : `Your answers have come closer to what most others say: ${words}.`;
}

function shareWords({ estimate, low, high }: Figure): string {
  if (estimate === null || low === null || high === null) return 'no figure';
  return `${percentText(estimate)} (${intervalText(low, high, 'percent')})`;
}

function numbered(values: readonly string[]): Map<string, number> {
  return new Map([...new Set(values)].toSorted().map((value, at) => [value, at]));
}
