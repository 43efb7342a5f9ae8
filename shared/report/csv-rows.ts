/**
 * The figures of a report as tidy rows, one figure a row, each with its interval, count and method and with the digests
 * by which it can be traced. Must not round and must not know CSV's syntax.
 */
import type { Figure } from '../contract/report-figure.ts';
import type { Report } from '../contract/report.ts';

type QuestionReport = Report['questions'][number];
type Rate = QuestionReport['overall'];

/** A row before what all rows share: table, what it is about, and the figure. */
export interface FigureRow {
  table: string;
  question?: string;
  option?: string;
  dimension?: string;
  value?: string;
  statistic: string;
  estimate: number | null;
  low?: number | null;
  high?: number | null;
  n?: number;
  events?: number;
  population?: number | null;
  method?: string;
  reason?: string | null;
  cell?: string | null;
  verdict?: string;
  notes?: readonly string[];
}

type Place = Pick<FigureRow, 'table' | 'question' | 'option' | 'dimension' | 'value' | 'population'>;

const figureRow = (place: Place, statistic: string, figure: Figure): FigureRow => ({
  ...place,
  statistic,
  ...figure,
});

const rateRow = (place: Place, { figure, events, cell }: Rate, statistic = 'rate'): FigureRow => ({
  ...figureRow(place, statistic, figure),
  events,
  cell,
});

const numberRow = (place: Place, statistic: string, estimate: number | null): FigureRow => ({
  ...place,
  statistic,
  estimate,
});

/** `p` and `q` where they are known. */
function chanceRows(place: Place, p: number | null, q: number | null = null): FigureRow[] {
  return [
    ...(p === null ? [] : [numberRow(place, 'p', p)]),
    ...(q === null ? [] : [numberRow(place, 'q', q)]),
  ];
}

function rateRows(of: QuestionReport): FigureRow[] {
  const { question } = of;
  const overall = rateRow({ table: 'overall', question }, of.overall);
  return [
    of.threshold === null ? overall : { ...overall, verdict: of.threshold.verdict },
    ...of.options.map((one) => rateRow({ table: 'options', question, option: one.option }, one.rate)),
    ...of.breakdowns.flatMap(({ dimension, rows }) =>
      rows.flatMap(({ value, population, rate, contrast }) => {
        const place = { table: 'breakdown', question, dimension, value, population };
        const own = rateRow(place, rate);
        if (contrast === null) return [own];
        return [
          own,
          figureRow(place, 'difference', contrast.difference),
          ...chanceRows(place, contrast.p, contrast.q),
        ];
      }),
    ),
    ...weekRows(of),
  ];
}

function weekRows({ question, weeks }: QuestionReport): FigureRow[] {
  if (weeks === null) return [];
  const trend = { table: 'weeks', question, dimension: 'week' };
  return [
    ...weeks.rows.map(({ week, rate }) => rateRow({ ...trend, value: week }, rate)),
    figureRow(trend, 'trend', weeks.trend),
    ...chanceRows(trend, weeks.trendP),
  ];
}

function thresholdRows({ question, threshold, contested, skipBounds }: QuestionReport): FigureRow[] {
  const place = { table: 'threshold', question };
  const decision =
    threshold === null
      ? []
      : [
          { ...numberRow(place, 'limit', threshold.limit), verdict: threshold.verdict },
          numberRow(place, 'lowerBound', threshold.lower),
          numberRow(place, 'upperBound', threshold.upper),
          numberRow(place, 'moreNeeded', threshold.moreNeeded),
        ];
  return [
    ...decision,
    numberRow({ table: 'contested', question }, 'count', contested.count),
    numberRow({ table: 'contested', question }, 'lowestRate', contested.lowest),
    numberRow({ table: 'contested', question }, 'highestRate', contested.highest),
    numberRow({ table: 'skips', question }, 'lowestRate', skipBounds.lowest),
    numberRow({ table: 'skips', question }, 'highestRate', skipBounds.highest),
  ];
}

function agreementRows({ question, agreement }: QuestionReport, nameOf: (id: string) => string): FigureRow[] {
  const all = { table: 'agreement', question };
  const { confusion } = agreement;
  return [
    figureRow(all, 'percentAgreement', agreement.pairwise),
    figureRow(all, 'alpha', agreement.alpha),
    figureRow(all, 'weightedAlpha', agreement.weightedAlpha),
    figureRow(all, 'ac1', agreement.ac1),
    ...agreement.perClass.flatMap(({ option, alpha, specific, labels }) => {
      const place = { table: 'agreementByClass', question, option };
      return [
        figureRow(place, 'alpha', alpha),
        figureRow(place, 'specificAgreement', specific),
        numberRow(place, 'labels', labels),
      ];
    }),
    ...agreement.perPair.flatMap(({ a, b, percent, kappa }) => {
      const place = { table: 'agreementByPair', question, value: `${nameOf(a)} | ${nameOf(b)}` };
      return [figureRow(place, 'percentAgreement', percent), figureRow(place, 'kappa', kappa)];
    }),
    ...agreement.perReviewer.flatMap(({ personId, peer, alphaWithout }) => {
      const place = { table: 'agreementByReviewer', question, value: nameOf(personId) };
      return [figureRow(place, 'peerAgreement', peer), figureRow(place, 'alphaWithout', alphaWithout)];
    }),
    ...confusion.options.flatMap(({ option }, a) =>
      confusion.options.map((other, b) =>
        numberRow(
          { table: 'confusion', question, option, value: other.option },
          'pairs',
          confusion.counts[a]?.[b] ?? null,
        ),
      ),
    ),
  ];
}

function judgeRows({ question, judges }: QuestionReport): FigureRow[] {
  return judges.flatMap((of) => {
    const place = { table: 'judge', question, value: of.judge };
    const figures = {
      precision: of.precision,
      recall: of.recall,
      specificity: of.specificity,
      f1: of.f1,
      mcc: of.mcc,
      kappa: of.kappa,
      apparentRate: of.apparentRate,
      correctedRate: of.corrected,
      assistedRate: of.assisted,
    };
    return [
      ...Object.entries(figures).flatMap(([name, one]) =>
        one === null ? [] : [figureRow(place, name, one)],
      ),
      ...Object.entries(of.counts).map(([name, count]) => numberRow(place, name, count)),
      numberRow(place, 'unknownVerdicts', of.unknownCount),
    ];
  });
}

function missRows({ question, missControl }: QuestionReport): FigureRow[] {
  if (missControl === null) return [];
  const place = { table: 'secondLook', question };
  const { clean, flagged } = missControl;
  return [
    figureRow(place, 'missRate', missControl.missRate),
    figureRow(place, 'rate', missControl.rate),
    numberRow(place, 'assigned', missControl.assigned),
    {
      ...numberRow({ ...place, value: 'clean' }, 'foundShare', clean.share),
      n: clean.judged,
      events: clean.positive,
    },
    {
      ...numberRow({ ...place, value: 'flagged' }, 'foundShare', flagged.share),
      n: flagged.judged,
      events: flagged.positive,
    },
  ];
}

function coverageRows({ coverage }: Report): FigureRow[] {
  const { strata, skipReasons, ...counts } = coverage;
  const place = { table: 'coverage' };
  return [
    ...Object.entries(counts).map(([name, count]) => numberRow(place, name, count)),
    ...skipReasons.map(({ reason, count }) =>
      numberRow({ ...place, dimension: 'skipReason', value: reason }, 'skipped', count),
    ),
    ...strata.flatMap(({ key, population, drawn, reviewed, skipped, weight }) => {
      const stratum = { table: 'strata', dimension: 'stratum', value: key, population };
      return Object.entries({ drawn, reviewed, skipped, weight }).map(([name, one]) =>
        numberRow(stratum, name, one),
      );
    }),
  ];
}

function registeredRows({ registered }: Report): FigureRow[] {
  if (registered === null) return [];
  const { anytime, hypotheses } = registered;
  const always =
    anytime === null
      ? []
      : [{ ...figureRow({ table: 'anytime' }, 'rate', anytime.interval), events: anytime.events }];
  return [
    ...always,
    ...hypotheses.flatMap((of) => {
      const place = { table: 'hypotheses', value: of.statement };
      return [
        { ...figureRow(place, 'observed', of.observed), verdict: of.outcome },
        ...chanceRows(place, of.p, of.q),
      ];
    }),
  ];
}

/** Every figure of a report, in reading order. */
export function figureRowsOf(report: Report): FigureRow[] {
  const names = new Map<string, string>(
    report.reviewers.map((one) => [one.personId, one.name ?? one.personId]),
  );
  const nameOf = (id: string): string => names.get(id) ?? id;
  return [
    ...coverageRows(report),
    ...report.questions.flatMap((of) => [
      ...rateRows(of),
      ...thresholdRows(of),
      ...agreementRows(of, nameOf),
      ...judgeRows(of),
      ...missRows(of),
    ]),
    ...registeredRows(report),
  ];
}
