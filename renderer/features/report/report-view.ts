/**
 * Owns what the Report screen says about a whole report: its headline, coverage and remarks in words. Words and rows that
 * files show too are in `shared/figures`. Must not compute a statistic or decide anything: every figure and verdict
 * comes from `reports.get`.
 */
import type { Report } from '../../../shared/contract/report.ts';
import { percentText } from '../../../shared/figures/number-words.ts';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { reasonInWords } from '../../../shared/figures/report-words.ts';
import { dimensionTitle } from '../../lib/dimension-words.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';

/** Widths at which figures are copied: a page of a document. */
export const COPY_WIDTH = 860;
export const MAP_COPY_WIDTH = 640;

/** The question whose rate is the headline: the registered one, else the first with a threshold, else the first. */
export function headlineOf(report: Report): QuestionReport | null {
  return (
    report.questions.find((one) => one.isPrimary) ??
    report.questions.find((one) => one.threshold !== null) ??
    report.questions[0] ??
    null
  );
}

/** What was drawn and what came of it, part by part. `dimensions` are those of the plan. */
export function coverageParts(report: Report, dimensions: readonly string[]): string[] {
  const { frame, drawn, reviewed, skipped, open, late, overlapDrawn, overlapReviewed } = report.coverage;
  const by = dimensions.length === 0 ? '' : ` by ${dimensions.map(dimensionTitle).join(' × ')}`;
  const overlap =
    overlapReviewed === overlapDrawn
      ? `overlap ${formatCount(overlapDrawn)}`
      : `overlap ${formatCount(overlapReviewed)} of ${formatCount(overlapDrawn)}`;
  return [
    `frame ${formatCounted(frame, 'answer')}`,
    `${formatCount(drawn)} drawn${by}`,
    `${formatCount(reviewed)} reviewed`,
    `${formatCount(skipped)} skipped`,
    ...(open > 0 ? [`${formatCount(open)} ${report.isInterim ? 'open' : 'without an answer'}`] : []),
    ...(late > 0 ? [`${formatCount(late)} late`] : []),
    overlap,
  ];
}

/** Reviewers with their counts, by name: never a league table. People without a name come last. */
export function reviewersByName(report: Report): Report['reviewers'] {
  return report.reviewers.toSorted((a, b) => {
    if (a.name === null || b.name === null) return Number(a.name === null) - Number(b.name === null);
    return a.name.localeCompare(b.name, 'en') || (a.personId < b.personId ? -1 : 1);
  });
}

/** What the figure in the headline is. */
export function headlineWords({ alpha, bridge }: Report, { rateTitle, overall }: QuestionReport): string {
  // What a relabel says of a frame is the bridged rate: its own items are drawn by old class.
  if (bridge !== undefined) return `${rateTitle} among the classes judged anew, not of a frame`;
  // A frame that was reviewed whole is counted, not estimated.
  const { low, high } = overall.figure;
  const interval =
    low !== null && low === high ? '' : `, ${Number(((1 - alpha) * 100).toFixed(2))} % interval`;
  return `${rateTitle}, weighted${interval}`;
}

/** What contested items could change, or null when reviewers differ on none. */
export function contestedInWords(question: QuestionReport): string | null {
  const { count, lowest, highest } = question.contested;
  if (count === 0) return null;
  const items = `Reviewers differ on ${formatCounted(count, 'item')}; the first-assigned reviewer’s answer stands.`;
  if (lowest === null || highest === null) return items;
  const verdict =
    question.threshold?.isSensitiveToRulings === true ? ' The verdict would not survive both.' : '';
  return `${items} Had every ruling gone one way, the estimate would lie between ${percentText(lowest)} and ${percentText(highest)}.${verdict}`;
}

/** How much of the sample has come back, by weight. */
export function coverageSentence(report: Report): string {
  const { weightedResponse, reviewed, drawn } = report.coverage;
  const counted = `${formatCount(reviewed)} of ${formatCount(drawn)} drawn items have a review`;
  return weightedResponse === null ? counted : `${counted}, ${percentText(weightedResponse)} by weight`;
}

/** The one reason why no question has an agreement figure, or null when some has one or reasons differ. */
export function commonLackOfAgreement(questions: readonly QuestionReport[]): string | null {
  const reasons = new Set(
    questions.map((one) => (one.agreement.alpha.estimate === null ? one.agreement.alpha.reason : '')),
  );
  const [only] = reasons;
  return reasons.size === 1 && only !== '' && only !== undefined ? reasonInWords(only) : null;
}

/** Remarks on agreement, each with the questions that it is about. */
export function agreementNotes(questions: readonly QuestionReport[]): string[] {
  const titles = new Map<string, string[]>();
  for (const one of questions) {
    for (const note of one.agreement.alpha.notes) titles.set(note, [...(titles.get(note) ?? []), one.title]);
  }
  return [...titles].map(([note, about]) => `${about.join(', ')}: ${note}.`);
}

/** What skipped items could do to the rate, or null when none was skipped or it cannot be said. */
export function skipsInWords(question: QuestionReport): string | null {
  const { lowest, highest } = question.skipBounds;
  if (lowest === null || highest === null || lowest === highest) return null;
  const verdict =
    question.threshold?.isSensitiveToSkips === true ? ' The verdict would not survive both.' : '';
  return `Were every skipped item good, or bad, the rate would lie at ${percentText(lowest)} or at ${percentText(highest)}.${verdict}`;
}

/** Name of a reviewer of this report. */
export function nameOf(report: Report, personId: string): string {
  return report.reviewers.find((one) => one.personId === personId)?.name ?? 'not known here';
}

/** The two classes that are taken for each other most often, as a sentence. */
export function mostConfused(question: QuestionReport): string {
  const { options, counts } = question.agreement.confusion;
  let most = { count: 0, a: '', b: '' };
  for (const [row, a] of options.entries()) {
    for (const [column, b] of options.entries()) {
      const count = column > row ? (counts[row]?.[column] ?? 0) : 0;
      if (count > most.count) most = { count, a: a.title, b: b.title };
    }
  }
  if (most.count === 0) return 'Reviewers never parted on this question.';
  return `Most often parted: ${most.a} and ${most.b}, ${formatCounted(most.count, 'pair')}. The diagonal counts agreement.`;
}
