/**
 * The rows of a report's interval charts: rates over the frame and its parts, shares of answers, agreement. Must not
 * compute: every figure is the report's own. Invariant: a row carries its interval, its count, and its address as key.
 */
import type { z } from 'zod';
import type { FigureRef } from '../contract/report-ref.ts';
import type { contrast, questionReport } from '../contract/report.ts';
import { riskClasses } from '../domain/trace.ts';
import { keyOfRef } from './figure-key.ts';
import type { IntervalRow } from './interval-chart.ts';
import { chanceText, countText, countedText, pointsText } from './number-words.ts';
import type { Rate } from './report-words.ts';
import { bandTone, cellInWords, rateTone, reasonInWords, sideOf, verdictView } from './report-words.ts';

export type QuestionReport = z.infer<typeof questionReport>;
export type Contrast = z.infer<typeof contrast>;

/** The address of a rate: of the event over the whole frame, unless more is said. */
export function rateRef(
  question: string,
  part: { option?: string; dimension?: string; value?: string } = {},
): FigureRef {
  const { option = null, dimension = null, value = null } = part;
  return { kind: 'rate', question, option, dimension, value };
}

/** A rate as a row: counts, where the interval lies, and for small cells the reason why they step back. */
export function rateRow(ref: FigureRef, title: string, rate: Rate, limit: number | null): IntervalRow {
  const cell = rate.figure.estimate === null ? reasonInWords(rate.figure.reason) : cellInWords(rate);
  const counted =
    rate.figure.n === 0
      ? countedText(0, 'item')
      : `${countText(rate.events)} of ${countedText(rate.figure.n, 'item')}`;
  return {
    key: keyOfRef(ref),
    title,
    note: [counted, cell, cell === null ? sideOf(rate, limit) : null]
      .filter((part) => part !== null)
      .join(' · '),
    figure: rate.figure,
    tone: rateTone(rate, limit),
    isQuiet: cell !== null,
    limit,
  };
}

/** The rate of a question over the whole frame. Where there is a verdict, the verdict gives the tone. */
export function overallRow(question: QuestionReport, title: string): IntervalRow {
  const limit = question.threshold?.limit ?? null;
  const row = rateRow(rateRef(question.question), title, question.overall, limit);
  return question.threshold === null ? row : { ...row, tone: verdictView(question.threshold.verdict).tone };
}

/** Share of each option. No limit applies to a single option. */
export function optionRows(question: QuestionReport): IntervalRow[] {
  return question.options.map((one) =>
    rateRow(rateRef(question.question, { option: one.option }), one.title, one.rate, null),
  );
}

/** The difference to the rest in points with its q: "+2.1 points · q .034"; empty where there is none. */
export function contrastInWords(contrastOf: Contrast | null): string {
  if (contrastOf === null || contrastOf.difference.estimate === null) return '';
  const points = `${pointsText(contrastOf.difference.estimate)} points`;
  return contrastOf.q === null ? points : `${points} · q ${chanceText(contrastOf.q)}`;
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

/** Rate by each value of one dimension, each beside the rest. */
export function breakdownRows(question: QuestionReport, dimension: string): IntervalRow[] {
  const found = question.breakdowns.find((one) => one.dimension === dimension);
  const limit = question.threshold?.limit ?? null;
  return inOrder(dimension, found?.rows ?? []).map((row) => ({
    ...rateRow(rateRef(question.question, { dimension, value: row.value }), row.value, row.rate, limit),
    beside: contrastInWords(row.contrast),
    besideKey: keyOfRef({
      kind: 'rate',
      question: question.question,
      option: null,
      dimension,
      value: row.value,
      isContrast: true,
    }),
  }));
}

/** Everything that the axis of some rows must hold. */
export function valuesOf(rows: readonly IntervalRow[]): (number | null)[] {
  return rows.flatMap((row) => [row.figure.estimate, row.figure.high, row.limit ?? null]);
}

/** Agreement of one question: band in words, counts, and why there is no α where there is none. */
export function agreementRow(question: QuestionReport): IntervalRow {
  const { alpha, band, itemCount } = question.agreement;
  const said =
    alpha.estimate === null ? reasonInWords(alpha.reason) : (band ?? 'no band without an interval');
  return {
    key: keyOfRef({ kind: 'agreement', question: question.question, option: null, pair: null }),
    title: question.title,
    note: `${said} · ${countedText(itemCount, 'item')}`,
    figure: alpha,
    tone: bandTone(band),
    isQuiet: band === null,
  };
}

/** One class against the rest, α and counts. */
export function classRows(question: QuestionReport): IntervalRow[] {
  return question.agreement.perClass.map(({ option, title, alpha, labels }) => ({
    key: keyOfRef({ kind: 'agreement', question: question.question, option, pair: null }),
    title,
    note: [countedText(labels, 'label'), alpha.estimate === null ? reasonInWords(alpha.reason) : null]
      .filter((part) => part !== null)
      .join(' · '),
    figure: alpha,
    tone: 'accent',
    isQuiet: alpha.estimate === null || alpha.low === null,
  }));
}
