/** Rates of a question in the HTML report: over the frame, by dimension, by week, by answer. Must not compute. */
import { sentenceCase, dimensionTitle } from '../figures/dimension-words.ts';
import { intervalChart } from '../figures/interval-chart.ts';
import { chanceText, percentText } from '../figures/number-words.ts';
import { breakdownChart, optionsChart, weekChart } from '../figures/report-figures.ts';
import type { QuestionReport } from '../figures/report-rows.ts';
import { contrastInWords } from '../figures/report-rows.ts';
import { reasonInWords } from '../figures/report-words.ts';
import { timeChart } from '../figures/time-chart.ts';
import {
  drawing,
  estimateText,
  FIGURE_WIDTH,
  paragraph,
  rangeText,
  rateCells,
  remarks,
  table,
} from './html-parts.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';

/** Rows that a drawn figure can have on one page; longer ones become tables, which may run over pages. */
const MOST_DRAWN = 16;

const rateColumns = [
  { title: '' },
  { title: 'Events / n', isNumber: true },
  { title: 'Rate', isNumber: true },
  { title: 'Interval', isNumber: true },
  { title: '' },
];

function breakdownTable(question: QuestionReport, breakdown: QuestionReport['breakdowns'][number]): Markup {
  const columns = [...rateColumns, { title: 'Against the rest', isNumber: true }];
  const rows = breakdown.rows.map((row) => [
    ...rateCells(row.value === '' ? '(none)' : row.value, row.rate),
    contrastInWords(row.contrast),
  ]);
  return table(
    `${sentenceCase(question.rateTitle)} by ${dimensionTitle(breakdown.dimension)}`,
    columns,
    rows,
  );
}

function breakdownPart(question: QuestionReport, breakdown: QuestionReport['breakdowns'][number]): Markup {
  return breakdown.rows.length > MOST_DRAWN
    ? breakdownTable(question, breakdown)
    : drawing(intervalChart(breakdownChart(question, breakdown.dimension), FIGURE_WIDTH));
}

function weekPart(question: QuestionReport): Markup {
  const { weeks } = question;
  if (weeks === null || weeks.rows.length === 0) return html``;
  const { trend, trendP } = weeks;
  const change = `Change per week: ${estimateText(trend, 'difference')}`;
  const sure = trend.estimate === null ? '.' : ` points (${rangeText(trend, 'difference')}).`;
  const chance = trendP === null ? '' : ` p ${chanceText(trendP)}.`;
  return html`${drawing(timeChart(weekChart(question), FIGURE_WIDTH))}
  ${paragraph(`${change}${sure}${chance}`)}`;
}

function contestedPart({ contested, skipBounds }: QuestionReport): Markup {
  const sentences: string[] = [];
  if (contested.count > 0) {
    const { count, lowest, highest } = contested;
    const range =
      lowest === null || highest === null
        ? ''
        : ` Had every ruling gone one way, the rate would lie between ${percentText(lowest)} and ${percentText(highest)}.`;
    sentences.push(
      `Reviewers differ on ${count} ${count === 1 ? 'item' : 'items'}; the first-assigned reviewer's answer stands.${range}`,
    );
  }
  const { lowest, highest } = skipBounds;
  if (lowest !== null && highest !== null && lowest !== highest) {
    sentences.push(
      `Were every skipped item good, or bad, the rate would be ${percentText(lowest)} or ${percentText(highest)}.`,
    );
  }
  return html`${sentences.map(paragraph)}`;
}

/** Everything on the rates of one question, under its own heading. */
export function questionSection(question: QuestionReport): Markup {
  const { breakdowns, threshold, overall } = question;
  const heading = html`<h3 class="isolate">${question.title}</h3> `;
  if (overall.figure.estimate === null) {
    return html`${heading}${paragraph(`There is no ${question.rateTitle}: ${reasonInWords(overall.figure.reason)}.`)}`;
  }
  const verdict = question.isPrimary || threshold === null ? null : paragraph(threshold.sentence);
  const first =
    breakdowns.length === 0
      ? drawing(intervalChart(breakdownChart(question, null), FIGURE_WIDTH))
      : html`${breakdowns.map((one) => breakdownPart(question, one))}`;
  return html`${heading}${verdict}${first}${remarks(overall.figure.notes)}${weekPart(question)}
  ${drawing(intervalChart(optionsChart(question), FIGURE_WIDTH))}${contestedPart(question)}`;
}
