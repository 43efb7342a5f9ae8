/**
 * The figures of a report, ready to be drawn: each a chart with its title, its description and its rows. Screen and
 * files draw the same. Must not compute; what is not there is an empty chart that says why.
 */
import type { z } from 'zod';
import type { judgeReport } from '../contract/report-agreement.ts';
import type { History } from '../contract/report.ts';
import { dimensionTitle, sentenceCase } from './dimension-words.ts';
import { keyOfRef } from './figure-key.ts';
import type { IntervalChart } from './interval-chart.ts';
import type { MatrixMap } from './matrix-map.ts';
import { countText, countedText, intervalText, percentText } from './number-words.ts';
import type { QuestionReport } from './report-rows.ts';
import {
  agreementRow,
  breakdownRows,
  classRows,
  optionRows,
  overallRow,
  rateRef,
  rateRow,
  valuesOf,
} from './report-rows.ts';
import { scaleCoefficients, scaleShares } from './scale.ts';
import type { TimeChart } from './time-chart.ts';
import { reasonInWords, verdictView } from './report-words.ts';

export type JudgeReport = z.infer<typeof judgeReport>;

/** From these values on, α reads as tentative and as reliable (statistics.md C7). */
const BANDS = [0.667, 0.8] as const;

const SHAPES =
  'Bars are intervals. A circle lies below the limit, a diamond on both sides, a triangle above, a ring marks what is too little to tell.';

/** What the shapes of a rate chart mean. */
export function legendOf(question: QuestionReport): string {
  if (question.threshold === null) return '● estimate · ○ too few to tell';
  const limit = percentText(question.threshold.limit);
  return `● below · ◆ across · ▲ above the limit of ${limit} · ○ too few to tell`;
}

/** The rate over the frame and by one dimension, on one axis. `dimension` null for the frame alone. */
export function breakdownChart(question: QuestionReport, dimension: string | null): IntervalChart {
  const by = dimension === null ? '' : ` by ${dimensionTitle(dimension)}`;
  const rows = [
    overallRow(question, 'Whole frame'),
    ...(dimension === null ? [] : breakdownRows(question, dimension)),
  ];
  const limit = question.threshold === null ? '' : ` The limit is ${percentText(question.threshold.limit)}.`;
  const hasContrast = rows.some((row) => row.beside !== undefined && row.beside !== '');
  return {
    title: `${sentenceCase(question.rateTitle)}${by}`,
    description: `${SHAPES}${limit}`,
    rows,
    scale: scaleShares(valuesOf(rows)),
    format: 'percent',
    empty: 'There is no row to show.',
    legend: legendOf(question),
    ...(hasContrast ? { besideHead: 'against the rest' } : {}),
  };
}

/** Share of each answer to a question. */
export function optionsChart(question: QuestionReport): IntervalChart {
  const rows = optionRows(question);
  return {
    title: `Share of each answer · ${question.title}`,
    description: 'Weighted share of each answer over the frame, with its interval.',
    rows,
    scale: scaleShares(valuesOf(rows)),
    format: 'percent',
    empty: 'The question offers no answers.',
  };
}

/** Krippendorff's α of every question, with the bands. */
export function agreementChart(questions: readonly QuestionReport[]): IntervalChart {
  const rows = questions.map(agreementRow);
  return coefficients('Krippendorff’s α by question', rows);
}

/** α of each class against the rest. */
export function classChart(question: QuestionReport): IntervalChart {
  return coefficients(`α of each class against the rest · ${question.title}`, classRows(question));
}

function coefficients(title: string, rows: IntervalChart['rows']): IntervalChart {
  return {
    title,
    description: 'Krippendorff’s α with its bootstrap interval. Reliable from .80, tentative from .67.',
    rows,
    scale: scaleCoefficients(
      rows.flatMap((row) => [row.figure.estimate, row.figure.low]),
      BANDS,
    ),
    format: 'coefficient',
    empty: 'There is no row to show.',
  };
}

/** `2026-W38` as `w38`, with the year where it begins. */
function weekTitle(week: string, isFirst: boolean): string {
  const found = /^(\d{4})-W(\d{2})$/.exec(week);
  if (found === null) return week;
  return isFirst || found[2] === '01' ? `w${found[2]} ’${found[1]?.slice(2)}` : `w${found[2]}`;
}

/** The rate week by week. */
export function weekChart(question: QuestionReport): TimeChart {
  const limit = question.threshold?.limit ?? null;
  const points = (question.weeks?.rows ?? []).map(({ week, rate }, at) => {
    const ref = rateRef(question.question, { dimension: 'week', value: week });
    const { key, note, figure, tone, isQuiet = false } = rateRow(ref, week, rate, limit);
    return { key, title: weekTitle(week, at === 0), note, figure, tone, isQuiet, limit };
  });
  return {
    title: `${sentenceCase(question.rateTitle)} by week`,
    description:
      'Line: weekly rate. Band: its interval. Weeks without an item are gaps. A ring is too few to tell.',
    points,
    look: 'band',
    empty: 'The manifest of this audit does not record weeks.',
  };
}

/** The primary rate over the audits of one source, oldest first. */
export function historyChart(history: History, rateTitle: string): TimeChart {
  const points = history.map((entry) => {
    const { auditId, title, rate, limit, verdict } = entry;
    const row = rateRow(rateRef('primary'), title, rate, limit);
    const changed = [changesOf(entry), versionOf(entry)].filter((of) => of !== '').join('; ');
    return {
      key: auditId,
      title,
      note: [
        row.note,
        ...(verdict === null ? [] : [verdictView(verdict).word]),
        ...bridgeNote(entry),
        ...originNote(entry),
      ].join(' · '),
      figure: rate.figure,
      tone: verdict === null ? row.tone : verdictView(verdict).tone,
      isQuiet: row.isQuiet ?? false,
      limit,
      ...(changed === '' ? {} : { change: changed }),
      ...(entry.line?.isBroken === true ? { isBroken: true } : {}),
    };
  });
  return {
    title: `${sentenceCase(rateTitle)} over audits`,
    description:
      'Each bar is the interval of one audit; a mark above says what changed since the one before.',
    points,
    look: 'bars',
    empty: 'There is no earlier audit of this source and scorecard.',
  };
}

type HistoryRow = History[number];

const changesOf = ({ changes }: HistoryRow): string =>
  changes.map((one) => `${dimensionTitle(one.dimension)} ${one.values.join(', ')}`).join('; ');

const versionOf = ({ line }: HistoryRow): string =>
  line === null ? '' : `taxonomy version ${line.from.version} to ${line.to.version}`;

function bridgeNote({ bridged }: HistoryRow): string[] {
  if (bridged?.rate.estimate == null) return [];
  const { estimate, low, high } = bridged.rate;
  const limits = low === null || high === null ? '' : ` (${intervalText(low, high, 'percent')})`;
  return [`${percentText(estimate)}${limits} under version ${bridged.version}`];
}

function originNote({ origin }: HistoryRow): string[] {
  if (origin === undefined) return [];
  return [origin.simulated > 0 ? 'simulated reviews' : 'imported reviews'];
}

/** Agreement on the primary question over the audits of one source, oldest first, broken where the taxonomy changed. */
export function agreementHistoryChart(history: History): TimeChart {
  const points = history.map((entry) => {
    const { auditId, title, agreement } = entry;
    const isQuiet = agreement.low === null;
    const changed = versionOf(entry);
    return {
      key: auditId,
      title,
      note: [
        agreement.estimate === null ? reasonInWords(agreement.reason) : `n = ${agreement.n}`,
        ...originNote(entry),
      ].join(' · '),
      figure: agreement,
      tone: 'accent' as const,
      isQuiet,
      limit: null,
      ...(changed === '' ? {} : { change: changed }),
      ...(entry.line?.isBroken === true ? { isBroken: true } : {}),
    };
  });
  return {
    title: 'Agreement over audits',
    description:
      'Krippendorff’s α of the primary question with its interval; a mark above says where the taxonomy changed, and a dashed line where figures before and after do not mean the same.',
    points,
    look: 'band',
    format: 'coefficient',
    empty: 'There is no earlier audit of this source and scorecard.',
  };
}

/** Where reviewers part: independent labels of one item, class against class. */
export function confusionMap(question: QuestionReport): MatrixMap {
  const { options, counts } = question.agreement.confusion;
  const total = counts.flat().reduce((sum, count) => sum + count, 0);
  const shown = total === 0 ? [] : options;
  return {
    title: `Where reviewers part · ${question.title}`,
    description:
      'Pairs of independent labels of one item, class against class; the diagonal counts agreement.',
    rowHead: 'one reviewer',
    columnHead: 'another reviewer',
    rows: shown.map((one) => one.title),
    columns: shown.map((one) => one.title),
    cells: shown.map((a, row) =>
      shown.map((b, column) => {
        const count = counts[row]?.[column] ?? 0;
        return {
          key: keyOfRef({ kind: 'confusion', question: question.question, a: a.option, b: b.option }),
          count,
          label: `${a.title} against ${b.title}: ${countedText(count, 'pair')}`,
          isDiagonal: row === column,
        };
      }),
    ),
    empty: 'No item has been scored by two reviewers.',
  };
}

/** Judge against people, two by two. */
export function judgeMap(question: QuestionReport, judge: JudgeReport): MatrixMap {
  const cell = (name: keyof JudgeReport['counts'], words: string, isDiagonal: boolean) => ({
    key: keyOfRef({ kind: 'judge', question: question.question, judge: judge.judge, cell: name }),
    count: judge.counts[name],
    label: `${words}: ${countedText(judge.counts[name], 'item')}`,
    isDiagonal,
  });
  return {
    title: `${judge.judge} against people · ${question.title}`,
    description: `Items by judge and people, not weighted, out of ${countText(judge.itemCount)} that both judged.`,
    rowHead: 'judge',
    columnHead: 'people',
    rows: ['judge: yes', 'judge: no'],
    columns: ['people: yes', 'people: no'],
    cells: [
      [
        cell('both', 'Judge and people both report it', true),
        cell('judgeOnly', 'Only the judge reports it', false),
      ],
      [cell('peopleOnly', 'Only people report it', false), cell('neither', 'Neither reports it', true)],
    ],
    empty: 'The judge and people have no item in common.',
  };
}
