/**
 * Owns how a report is read aloud: words for verdicts, cells, bands, reasons and remarks, and the rows of its charts.
 * Must not compute a statistic or decide anything: every figure and verdict comes from `reports.get`. Invariant: a
 * row carries its interval and its count; what is too small says so in words, not by colour alone.
 */
import type { Figure } from '../../../shared/contract/report-figure.ts';
import type { Report } from '../../../shared/contract/report.ts';
import { riskClasses } from '../../../shared/domain/trace.ts';
import { dimensionTitle, sentenceCase } from '../../lib/dimension-words.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { percentText } from '../../ui/figure-text.tsx';

export type QuestionReport = Report['questions'][number];
export type Rate = QuestionReport['overall'];
export type Agreement = QuestionReport['agreement'];
export type RowTone = 'good' | 'bad' | 'warn' | 'accent' | 'quiet';

export interface RateRow {
  key: string;
  title: string;
  /** Small line under the title: counts and, for small cells, the reason why they step back. */
  note: string;
  figure: Figure;
  tone: RowTone;
  isQuiet: boolean;
  limit: number | null;
}

const reasonWords: Record<string, string> = {
  NO_DATA: 'nothing has been reviewed here yet',
  TOO_FEW_PSU: 'too few reviewed items for an interval',
  NO_OVERLAP: 'no item has been scored by two reviewers',
  NO_VARIATION: 'all reviewers gave the same answer everywhere, so chance agreement is certain',
  JUDGE_UNINFORMATIVE: 'the judge is hardly better than chance',
  TOO_FEW_SECOND_LOOKS: 'too few second looks',
  TOO_FEW_WEEKS: 'too few weeks for a trend',
  UNDEFINED: 'a count that it divides by is zero',
};

/** Why there is no figure, as part of a sentence; an unknown code is shown as it is. */
export function reasonInWords(reason: string | null): string {
  return reason === null ? 'there is no figure' : (reasonWords[reason] ?? reason);
}

/** Remarks as sentences that begin and end as sentences do. */
export function notesInWords(notes: readonly string[]): string[] {
  return notes.map((note) => sentenceCase(/[.!?]$/.test(note) ? note : `${note}.`));
}

export interface VerdictView {
  word: string;
  tone: RowTone;
  /** Shape that repeats the word without colour. */
  mark: string;
}

/** How a verdict is shown; "undecided" is what people call inconclusive. */
export function verdictView(verdict: NonNullable<QuestionReport['threshold']>['verdict']): VerdictView {
  switch (verdict) {
    case 'PASS':
      return { word: 'pass', tone: 'good', mark: '✓' };
    case 'BREACH':
      return { word: 'breach', tone: 'bad', mark: '✕' };
    case 'INCONCLUSIVE':
      return { word: 'undecided', tone: 'warn', mark: '◐' };
    case 'INSUFFICIENT':
      return { word: 'too few reviews', tone: 'quiet', mark: '○' };
  }
}

/** Why a cell steps back, or null when it can be read as it is. */
export function cellInWords(rate: Rate): string | null {
  switch (rate.cell) {
    case 'INSUFFICIENT':
      return 'too few to tell';
    case 'UNRELIABLE':
      return 'too wide to rely on';
    case 'ZERO_OR_FULL':
    case 'RELIABLE':
    case null:
      return null;
  }
}

/** Tone of a rate against a limit; without a limit there is nothing to judge. */
export function rateTone(rate: Rate, limit: number | null): RowTone {
  const { low, high } = rate.figure;
  if (cellInWords(rate) !== null || rate.figure.estimate === null) return 'quiet';
  if (limit === null || low === null || high === null) return 'accent';
  if (high <= limit) return 'good';
  return low > limit ? 'bad' : 'warn';
}

/** On which side of a limit the interval lies, so that colour is never alone; null without a limit. */
export function sideOf(rate: Rate, limit: number | null): string | null {
  const { low, high } = rate.figure;
  if (limit === null || low === null || high === null) return null;
  if (high <= limit) return 'below the limit';
  return low > limit ? 'above the limit' : 'on both sides of the limit';
}

/** A row of an interval chart. */
export function rateRow(
  key: string,
  title: string,
  rate: Rate,
  limit: number | null,
  population: number | null = null,
): RateRow {
  const cell = rate.figure.estimate === null ? reasonInWords(rate.figure.reason) : cellInWords(rate);
  const counted =
    rate.figure.n === 0
      ? formatCounted(0, 'item')
      : `${formatCount(rate.events)} of ${formatCounted(rate.figure.n, 'item')}`;
  const speaksFor = population === null ? null : `${formatCount(population)} in the frame`;
  return {
    key,
    title,
    note: [counted, speaksFor, cell, cell === null ? sideOf(rate, limit) : null]
      .filter((part) => part !== null)
      .join(' · '),
    figure: rate.figure,
    tone: rateTone(rate, limit),
    isQuiet: cell !== null,
    limit,
  };
}

/** The rate of a question over the whole frame. Where there is a verdict, the verdict gives the tone. */
export function overallRow(question: QuestionReport, title: string): RateRow {
  const row = rateRow(question.question, title, question.overall, question.threshold?.limit ?? null);
  return question.threshold === null ? row : { ...row, tone: verdictView(question.threshold.verdict).tone };
}

/** Share of each option. No limit applies to a single option. */
export function optionRows(question: QuestionReport): RateRow[] {
  return question.options.map((one) => rateRow(one.option, one.title, one.rate, null));
}

/** Rows of an ordered dimension in its own order; of any other as they came. */
function inOrder<Row extends { value: string }>(dimension: string, rows: readonly Row[]): readonly Row[] {
  if (dimension !== 'riskClass') return rows;
  const place = (row: Row): number => {
    const at = (riskClasses as readonly string[]).indexOf(row.value);
    return at === -1 ? riskClasses.length : at;
  };
  return rows.toSorted((a, b) => place(a) - place(b));
}

/** Rate by each value of one dimension. */
export function breakdownRows(question: QuestionReport, dimension: string): RateRow[] {
  const found = question.breakdowns.find((one) => one.dimension === dimension);
  const limit = question.threshold?.limit ?? null;
  return inOrder(dimension, found?.rows ?? []).map((row) =>
    rateRow(row.value, row.value, row.rate, limit, row.population),
  );
}

/** Everything that the axis of some rows must hold. */
export function valuesOf(rows: readonly RateRow[]): (number | null)[] {
  return rows.flatMap((row) => [row.figure.estimate, row.figure.high, row.limit]);
}

/** The question whose rate is the headline: the first with a threshold, else the first. */
export function headlineOf(report: Report): QuestionReport | null {
  return report.questions.find((one) => one.threshold !== null) ?? report.questions[0] ?? null;
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

/** Tone of an agreement band; the band itself is always written beside it. */
export function bandTone(band: Agreement['band']): RowTone {
  switch (band) {
    case 'reliable':
      return 'good';
    case 'tentative':
      return 'warn';
    case 'not reliable':
      return 'bad';
    case null:
      return 'quiet';
  }
}

/** Reviewers with their counts, by name: never a league table. People without a name come last. */
export function reviewersByName(report: Report): Report['reviewers'] {
  return report.reviewers.toSorted((a, b) => {
    if (a.name === null || b.name === null) return Number(a.name === null) - Number(b.name === null);
    return a.name.localeCompare(b.name, 'en') || (a.personId < b.personId ? -1 : 1);
  });
}

/** What contested items could change, or null when reviewers differ on none. */
export function contestedInWords(question: QuestionReport): string | null {
  const { count, lowest, highest } = question.contested;
  if (count === 0) return null;
  const items = `Reviewers differ on ${formatCounted(count, 'item')}; the first-assigned reviewer's answer stands.`;
  if (lowest === null || highest === null) return items;
  return `${items} Had every ruling gone one way, the estimate would lie between ${percentText(lowest)} and ${percentText(highest)}.`;
}

/** Agreement of one question as a row: band in words, counts, and why there is no α where there is none. */
export function agreementRow(question: QuestionReport): Omit<RateRow, 'limit'> {
  const { alpha, band, itemCount } = question.agreement;
  const said =
    alpha.estimate === null ? reasonInWords(alpha.reason) : (band ?? 'no band without an interval');
  return {
    key: question.question,
    title: question.title,
    note: `${said} · ${formatCounted(itemCount, 'item')}`,
    figure: alpha,
    tone: bandTone(band),
    isQuiet: band === null,
  };
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
