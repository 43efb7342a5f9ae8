/**
 * Rates that a judge helps to find: what it alone would report, that share corrected for its errors, and people and judge
 * together. Must not know words or facets; it is given counts per stratum.
 *
 * The correction (statistics.md E2) asks for errors measured on other items than the share that is corrected. Within one
 * audit that holds in one way only: the share is taken over the traces that nobody reviewed, the errors over the reviewed
 * ones, weighted to stand for the others of their stratum; what people saw on the reviewed items is known and added. It is
 * therefore null where the judge judged no more than the sample. The human figure stays the one that decides (E5).
 */
import type { Figure } from '../contract/report-figure.ts';
import { kgStar } from '../statistics/kg-star.ts';
import type { PpiCounts } from '../statistics/ppi-counts.ts';
import {
  pooledLambdaFromCounts,
  ppiDefaultFromCounts,
  ppiOfferFromCounts,
  tunedLambdaFromCounts,
} from '../statistics/ppi-counts.ts';
import { ppiGain } from '../statistics/ppi.ts';
import { scoreSpread } from '../statistics/proportion-counts.ts';
import { trueRate, trueRateEstimated } from '../statistics/rogan-gladen.ts';
import { affineMap } from '../statistics/stratified.ts';
import { shareOf } from './judge-metrics.ts';
import type { JudgeCells, JudgeStratum } from './judge-tallies.ts';
import { judgedIn } from './judge-tallies.ts';
import type { RateSettings } from './rates.ts';
import { noFigure, noteSentence } from './rates.ts';

const WHOLE_FRAME_NOTE =
  'the judge judged every trace of the frame: no sampling error, but all of its own mistakes';

/** Verdicts on the frame by stratum, where every trace has one. */
type WholeFrame = readonly (JudgeStratum & { readonly frame: NonNullable<JudgeStratum['frame']> })[];

function hasFrame(strata: readonly JudgeStratum[]): strata is WholeFrame {
  return strata.every(({ frame }) => frame !== null);
}

/** The counts of a judge that judged every trace of the frame; null for others. */
function wholeFrame(strata: readonly JudgeStratum[]): WholeFrame | null {
  if (!hasFrame(strata)) return null;
  const isWhole = strata.every(
    ({ frame, population }) => frame.events + frame.clean + frame.unknown === population,
  );
  return isWhole ? strata : null;
}

/** Share of the judge's positive verdicts among those understood: over the frame where it judged all of it. */
export function apparentRateOf(
  strata: readonly JudgeStratum[],
  settings: RateSettings,
  isAskedOfAll: boolean,
): Figure {
  const whole = isAskedOfAll ? wholeFrame(strata) : null;
  if (whole === null) {
    const all = ['both', 'judgeOnly', 'peopleOnly', 'neither'] as const;
    return shareOf(strata, all, ['both', 'judgeOnly'], settings, 'verdicts on the sample', 'NO_DATA');
  }
  const method = 'count of verdicts on the frame';
  const events = whole.reduce((sum, { frame }) => sum + frame.events, 0);
  const known = events + whole.reduce((sum, { frame }) => sum + frame.clean, 0);
  if (known === 0) return noFigure('NO_DATA', 0, method);
  const estimate = events / known;
  return {
    estimate,
    low: estimate,
    high: estimate,
    n: known,
    method,
    reason: null,
    notes: [WHOLE_FRAME_NOTE],
  };
}

/** Reviewed items of a stratum on which the judge, as far as it is understood, and people say these things. */
interface Pairing {
  readonly stratum: JudgeStratum;
  /** Traces of the stratum that nobody reviewed, and verdicts of the event among them. */
  readonly others: number;
  readonly otherEvents: number;
}

/** Null where the counts of the frame and of the sample contradict each other. */
function pairings(strata: WholeFrame): Pairing[] | null {
  const found = strata
    .filter((of) => of.reviewed > 0)
    .map((stratum) => ({
      stratum,
      others: stratum.population - stratum.reviewed,
      otherEvents: stratum.frame.events - stratum.both - stratum.judgeOnly,
    }));
  const isSound = found.every(
    ({ others, otherEvents }) => others >= 0 && otherEvents >= 0 && otherEvents <= others,
  );
  return isSound ? found : null;
}

const eventsSeen = (of: JudgeStratum): number => of.both + of.peopleOnly + of.unjudgedEvents;

const CORRECTED_METHOD = 'Rogan–Gladen, Lang–Reiczigel limits, errors from the reviewed items';

/**
 * The judge's share among the traces that nobody reviewed, corrected by sensitivity and specificity on the reviewed
 * ones, and put together with what people saw on these. Null where it is not offered: the judge did not judge every
 * trace, or said something that is not understood, or not every reviewed item was asked the question.
 */
export function correctedRateOf(strata: readonly JudgeStratum[], alpha: number): Figure | null {
  const whole = wholeFrame(strata);
  if (whole === null || whole.some(({ frame }) => frame.unknown > 0)) return null;
  const pairs = pairings(whole);
  if (pairs === null || pairs.some(({ stratum }) => judgedIn(stratum) < stratum.reviewed)) return null;
  const others = pairs.reduce((sum, of) => sum + of.others, 0);
  if (others === 0) return null;
  const n = pairs.reduce((sum, of) => sum + of.stratum.reviewed, 0);
  const sensitivity = errorRate(pairs, 'both', 'peopleOnly', alpha);
  if (sensitivity === null) return noFigure('NO_PEOPLE_POSITIVES', n, CORRECTED_METHOD);
  const specificity = errorRate(pairs, 'neither', 'judgeOnly', alpha);
  if (specificity === null) return noFigure('NO_PEOPLE_NEGATIVES', n, CORRECTED_METHOD);
  const apparent = pairs.reduce((sum, of) => sum + of.otherEvents, 0);
  const rate = trueRateEstimated(
    apparent,
    others,
    {
      sensitivityX: sensitivity.share * sensitivity.size,
      sensitivityN: sensitivity.size,
      specificityX: specificity.share * specificity.size,
      specificityN: specificity.size,
    },
    alpha,
  );
  if (rate === null) return noFigure('JUDGE_UNINFORMATIVE', n, CORRECTED_METHOD);
  const { flag } = trueRate(apparent / others, sensitivity.share, specificity.share);
  const seen = pairs.reduce((sum, { stratum }) => sum + eventsSeen(stratum), 0);
  const map = affineMap(n / (n + others), seen / n);
  return {
    estimate: map(rate.estimate),
    low: map(Math.min(rate.low, rate.estimate)),
    high: map(Math.max(rate.high, rate.estimate)),
    n,
    method: CORRECTED_METHOD,
    reason: null,
    notes: flag === null ? [] : [noteSentence('CLAMPED')],
  };
}

/**
 * Share of `right` among `right` and `wrong`, every item weighted by the unreviewed traces that it stands for, and the
 * effective size that its variance and Kish's formula allow. Null without such an item.
 */
function errorRate(
  pairs: readonly Pairing[],
  right: keyof JudgeCells,
  wrong: keyof JudgeCells,
  alpha: number,
): { share: number; size: number } | null {
  const inside = pairs
    .filter(({ stratum, others }) => others > 0 && stratum[right] + stratum[wrong] > 0)
    .map(({ stratum, others }) => ({
      right: stratum[right],
      wrong: stratum[wrong],
      // The traces they stand for are not those they were drawn from: no correction for a finite population.
      size: { population: Infinity, reviewed: stratum.reviewed },
      weight: others / stratum.reviewed,
    }));
  const n = inside.reduce((sum, of) => sum + of.right + of.wrong, 0);
  if (n === 0) return null;
  const total = inside.reduce((sum, of) => sum + of.weight * (of.right + of.wrong), 0);
  const share = inside.reduce((sum, of) => sum + of.weight * of.right, 0) / total;
  const kish = total ** 2 / inside.reduce((sum, of) => sum + of.weight ** 2 * (of.right + of.wrong), 0);
  const variance = inside.reduce((sum, of) => {
    const scale = of.weight / total;
    return (
      sum +
      scoreSpread(of.size, [
        { count: of.right, score: scale * (1 - share) },
        { count: of.wrong, score: -scale * share },
      ])
    );
  }, 0);
  const limits = kgStar({ estimate: share, variance, n, df: n - inside.length, nKish: kish, alpha });
  return { share, size: limits?.nStar ?? kish };
}

export interface AssistedRate {
  readonly figure: Figure | null;
  /** Why it is not offered, as a sentence; null where it is. */
  readonly reason: string | null;
  /** Width of the interval of people alone ÷ width with the judge; null below a gain of 5 %. */
  readonly gain: number | null;
  /** λ of each stratum that is not reviewed whole; empty where it is not offered. */
  readonly lambdas: readonly number[];
}

const refusals = {
  NOT_FRAME: 'the manifest holds no verdicts of this judge on traces outside the sample',
  NOT_SOUND: 'the verdicts counted over the frame do not fit those of the sample',
  NOT_ALL: 'the question is not answered on every item, so that the judge speaks of other traces',
  CENSUS: 'every trace was reviewed: there is nothing to add',
  TOO_FEW: 'fewer than 100 reviewed items',
  NO_HELP: 'the verdicts say nothing about where people see the event',
} as const;

const refused = (why: keyof typeof refusals): AssistedRate => ({
  figure: null,
  reason: refusals[why],
  gain: null,
  lambdas: [],
});

/**
 * People and judge together (E3–E5): by stratum, strata reviewed whole added as known. A trace without a verdict that is
 * understood counts as one without the event for the judge, in sample and frame alike, which costs precision, never truth.
 * @param human the figure of people alone
 * @param isAskedOfAll false for a question that hangs on the answer to another
 */
export function assistedRateOf(
  strata: readonly JudgeStratum[],
  human: Figure,
  alpha: number,
  isAskedOfAll: boolean,
): AssistedRate {
  if (!hasFrame(strata)) return refused('NOT_FRAME');
  if (!isAskedOfAll || strata.some((of) => of.unanswered > 0)) return refused('NOT_ALL');
  const pairs = pairings(strata);
  if (pairs === null) return refused('NOT_SOUND');
  const sampled = pairs.filter((of) => of.others > 0);
  if (sampled.length === 0) return refused(pairs.length > 0 ? 'CENSUS' : 'TOO_FEW');
  const data = sampled.map(ppiCountsOf);
  const { isOffered, mustPoolLambda } = ppiOfferFromCounts(data);
  if (!isOffered) return refused('TOO_FEW');
  const pooled = mustPoolLambda ? pooledLambdaFromCounts(data) : null;
  const lambdas = data.map((of) => pooled ?? tunedLambdaFromCounts(of));
  if (lambdas.every((one) => one === 0)) return refused('NO_HELP');
  const result = ppiDefaultFromCounts(data, lambdas, alpha);
  const certain = pairs.filter((of) => of.others === 0).map((of) => of.stratum);
  const certainSize = certain.reduce((sum, of) => sum + of.population, 0);
  const restSize = data.reduce((sum, of) => sum + of.population, 0);
  const seen = certain.reduce((sum, of) => sum + eventsSeen(of), 0);
  const map = affineMap(certainSize / (certainSize + restSize), certainSize > 0 ? seen / certainSize : 0);
  const figure = {
    estimate: map(result.estimate),
    low: map(result.low),
    high: map(result.high),
    n: pairs.reduce((sum, of) => sum + of.stratum.reviewed, 0),
    method: `PPI++ ${mustPoolLambda ? 'with one λ for all strata' : 'by stratum'}, smoothed Clopper–Pearson`,
    reason: null,
    notes: result.raw === result.estimate ? [] : [noteSentence('CLAMPED')],
  };
  return { figure, reason: null, gain: gainOf(human, figure), lambdas };
}

function gainOf(human: Figure, assisted: { low: number; high: number }): number | null {
  if (human.low === null || human.high === null) return null;
  const alone = { low: human.low, high: human.high };
  if (ppiGain(alone, assisted) === null) return null;
  return (alone.high - alone.low) / (assisted.high - assisted.low);
}

/** A verdict that is not understood, or none, counts as one without the event. */
function ppiCountsOf({ stratum, others, otherEvents }: Pairing): PpiCounts {
  const { population, both, judgeOnly, peopleOnly, neither, unjudgedEvents, unjudgedOthers } = stratum;
  return {
    population,
    both,
    judgeOnly,
    humanOnly: peopleOnly + unjudgedEvents,
    neither: neither + unjudgedOthers,
    others,
    otherPositives: otherEvents,
  };
}
