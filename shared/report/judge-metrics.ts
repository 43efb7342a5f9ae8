/**
 * How well a judge agrees with people, under the weights of the sample (statistics.md E1), from counts per stratum. Must
 * not know where verdicts come from.
 *
 * Precision, recall and specificity are rates of domains, so their limits are those of every rate (B2, B3). F1 has KG*
 * limits over the marks of both; MCC and κ have Fisher's transformation around a linearised standard error.
 * Sources: Woodruff (1971) for linearisation; Matthews (1975); Cohen (1960); Fisher (1915) for the transformation.
 */
import type { Figure } from '../contract/report-figure.ts';
import { tQuantile } from '../statistics/distributions.ts';
import { kgStar } from '../statistics/kg-star.ts';
import { scoreSpread, weightOf } from '../statistics/proportion-counts.ts';
import type { JudgeCells, JudgeStratum } from './judge-tallies.ts';
import { judgedIn } from './judge-tallies.ts';
import type { RateSettings } from './rates.ts';
import { estimateRate, noFigure } from './rates.ts';

export interface JudgeFigures {
  precision: Figure;
  recall: Figure;
  specificity: Figure;
  f1: Figure;
  mcc: Figure;
  kappa: Figure;
}

const cellNames = ['both', 'judgeOnly', 'peopleOnly', 'neither'] as const;
type Cell = (typeof cellNames)[number];
type Shares = Record<Cell, number>;

/** All metrics of one judge on one question. */
export function judgeFigures(strata: readonly JudgeStratum[], settings: RateSettings): JudgeFigures {
  const domain = (inside: readonly Cell[], events: Cell, method: string, reason: string): Figure =>
    shareOf(strata, inside, [events], settings, method, reason);
  return {
    precision: domain(['both', 'judgeOnly'], 'both', 'where the judge says so', 'NO_JUDGE_POSITIVES'),
    recall: domain(['both', 'peopleOnly'], 'both', 'where people see it', 'NO_PEOPLE_POSITIVES'),
    specificity: domain(['judgeOnly', 'neither'], 'neither', 'where people do not', 'NO_PEOPLE_NEGATIVES'),
    f1: f1Of(strata, settings.alpha),
    mcc: correlationLike(strata, settings.alpha, matthews, 'MCC', 'EMPTY_MARGIN'),
    kappa: correlationLike(strata, settings.alpha, cohen, 'Cohen κ', 'NO_VARIATION'),
  };
}

/** Weighted share of `events` among the cells `inside`, which together are a domain of the frame. */
export function shareOf(
  strata: readonly JudgeStratum[],
  inside: readonly Cell[],
  events: readonly Cell[],
  settings: RateSettings,
  method: string,
  reason: string,
): Figure {
  const sum = (of: JudgeCells, cells: readonly Cell[]) => cells.reduce((total, cell) => total + of[cell], 0);
  const { figure } = estimateRate(
    strata.map(({ key, population, drawn, reviewed, ...of }) => ({
      key,
      population,
      drawn,
      reviewed,
      inDomain: sum(of, inside),
      events: sum(of, events),
    })),
    settings,
  ).rate;
  const named = figure.reason === 'NO_DATA' ? { ...figure, reason } : figure;
  return { ...named, method: `${figure.method}, ${method}` };
}

/** Weighted shares of the cells among the items that both judged; null without any. */
export function weightedShares(strata: readonly JudgeStratum[]): { shares: Shares; size: number } | null {
  const judged = strata.filter((of) => judgedIn(of) > 0);
  const size = judged.reduce((sum, of) => sum + weightOf(of) * judgedIn(of), 0);
  if (!(size > 0)) return null;
  const shares = { both: 0, judgeOnly: 0, peopleOnly: 0, neither: 0 };
  for (const of of judged) for (const cell of cellNames) shares[cell] += (weightOf(of) * of[cell]) / size;
  return { shares, size };
}

/**
 * Linearised variance of a smooth function of the cell shares: every item of a cell has the score w(g − Σgp)/Σw with g
 * the derivative by its share; items that were not judged have 0 and stay in their stratum.
 */
function varianceOf(strata: readonly JudgeStratum[], { shares, size }: Weighted, slopes: Shares): number {
  const center = cellNames.reduce((sum, cell) => sum + slopes[cell] * shares[cell], 0);
  return strata
    .filter((of) => of.reviewed > 0)
    .reduce((sum, of) => {
      const scale = weightOf(of) / size;
      const groups = cellNames.map((cell) => ({ count: of[cell], score: scale * (slopes[cell] - center) }));
      return sum + scoreSpread(of, groups);
    }, 0);
}

type Weighted = NonNullable<ReturnType<typeof weightedShares>>;

/** Judged items minus strata with any. */
function freedom(strata: readonly JudgeStratum[]): { n: number; df: number } {
  const judged = strata.filter((of) => judgedIn(of) > 0);
  const n = judged.reduce((sum, of) => sum + judgedIn(of), 0);
  return { n, df: n - judged.length };
}

/** Marks of people and judge. */
function marks({ both, judgeOnly, peopleOnly }: JudgeCells): number {
  return 2 * both + judgeOnly + peopleOnly;
}

/** 2·both over the marks of people and judge. Kish's size is that of the marks: an item marked by both counts for two. */
function f1Of(strata: readonly JudgeStratum[], alpha: number): Figure {
  const method = 'F1, KG* over marks';
  const weighted = weightedShares(strata);
  if (weighted === null) return noFigure('NO_DATA', 0, method);
  const total = marks(weighted.shares);
  const marked = strata.filter((of) => marks(of) > 0);
  const n = marked.reduce((sum, of) => sum + of.both + of.judgeOnly + of.peopleOnly, 0);
  if (!(total > 0)) return noFigure('NO_POSITIVES', 0, method);
  const estimate = (2 * weighted.shares.both) / total;
  const slopes = {
    both: (2 * (1 - estimate)) / total,
    judgeOnly: -estimate / total,
    peopleOnly: -estimate / total,
    neither: 0,
  };
  const squares = marked.reduce(
    (sum, of) => sum + weightOf(of) ** 2 * (4 * of.both + of.judgeOnly + of.peopleOnly),
    0,
  );
  const isCensus = marked.every((of) => of.reviewed >= of.population);
  const limits = isCensus
    ? { low: estimate, high: estimate }
    : kgStar({
        estimate,
        variance: varianceOf(strata, weighted, slopes),
        n,
        df: n - marked.length,
        nKish: (total * weighted.size) ** 2 / squares,
        alpha,
      });
  if (limits === null) return noFigure('TOO_FEW_PSU', n, method);
  return { estimate, low: limits.low, high: limits.high, n, method, reason: null, notes: [] };
}

interface Smooth {
  readonly estimate: number;
  readonly slopes: Shares;
}

/** Matthews' correlation with its derivatives; null when a margin is empty. */
function matthews({ both, judgeOnly, peopleOnly, neither }: Shares): Smooth | null {
  const judgeYes = both + judgeOnly;
  const peopleYes = both + peopleOnly;
  const peopleNo = neither + judgeOnly;
  const judgeNo = neither + peopleOnly;
  const root = Math.sqrt(judgeYes * peopleYes * peopleNo * judgeNo);
  if (!(root > 0)) return null;
  const estimate = (both * neither - judgeOnly * peopleOnly) / root;
  const half = estimate / 2;
  return {
    estimate,
    slopes: {
      both: neither / root - half * (1 / judgeYes + 1 / peopleYes),
      neither: both / root - half * (1 / peopleNo + 1 / judgeNo),
      judgeOnly: -peopleOnly / root - half * (1 / judgeYes + 1 / peopleNo),
      peopleOnly: -judgeOnly / root - half * (1 / peopleYes + 1 / judgeNo),
    },
  };
}

/** Cohen's κ of judge and people with its derivatives; null when chance agreement is certain. */
function cohen({ both, judgeOnly, peopleOnly, neither }: Shares): Smooth | null {
  const judgeYes = both + judgeOnly;
  const peopleYes = both + peopleOnly;
  const peopleNo = neither + judgeOnly;
  const judgeNo = neither + peopleOnly;
  const observed = both + neither;
  const expected = judgeYes * peopleYes + judgeNo * peopleNo;
  const room = 1 - expected;
  if (room < 1e-12) return null;
  const slope = (ofObserved: number, ofExpected: number): number =>
    (ofObserved * room - (1 - observed) * ofExpected) / (room * room);
  return {
    estimate: (observed - expected) / room,
    slopes: {
      both: slope(1, judgeYes + peopleYes),
      neither: slope(1, judgeNo + peopleNo),
      judgeOnly: slope(0, peopleYes + judgeNo),
      peopleOnly: slope(0, judgeYes + peopleNo),
    },
  };
}

const NO_SPREAD = 'no error of the judge was found, so that there is no spread to measure an interval by';

/** A figure between −1 and 1: limits tanh(atanh(x) ± t·se/(1 − x²)). */
function correlationLike(
  strata: readonly JudgeStratum[],
  alpha: number,
  smooth: (shares: Shares) => Smooth | null,
  name: string,
  reason: string,
): Figure {
  const method = `${name}, linearised, Fisher's transformation`;
  const { n, df } = freedom(strata);
  const weighted = weightedShares(strata);
  if (weighted === null) return noFigure('NO_DATA', 0, method);
  const found = smooth(weighted.shares);
  if (found === null) return noFigure(reason, n, method);
  if (df <= 0) return noFigure('TOO_FEW_PSU', n, method);
  const { estimate, slopes } = found;
  const figure = { estimate, n, method, reason: null };
  if (Math.abs(estimate) > 1 - 1e-12) return { ...figure, low: null, high: null, notes: [NO_SPREAD] };
  const se = Math.sqrt(varianceOf(strata, weighted, slopes));
  const half = (tQuantile(1 - alpha / 2, df) * se) / (1 - estimate * estimate);
  const center = Math.atanh(estimate);
  return { ...figure, low: Math.tanh(center - half), high: Math.tanh(center + half), notes: [] };
}
