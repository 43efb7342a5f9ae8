/**
 * The rates of a report: from standing labels to weighted figures with their interval and cell status.
 *
 * A question's domain is the items whose standing review answers it: all of them for a question that everyone is asked,
 * only those with an error for one that is asked of errors. Must not know how a report is laid out.
 */
import type { z } from 'zod';
import type { Figure, rate as rateSchema } from '../contract/report-figure.ts';
import type { thresholdVerdict } from '../contract/report.ts';
import type { Manifest } from '../domain/audit.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { clopperPearson } from '../statistics/binomial-intervals.ts';
import { classifyCell } from '../statistics/cells.ts';
import type { CiMethod, ProportionResult } from '../statistics/proportion.ts';
import { stratifiedProportion } from '../statistics/proportion.ts';
import type { NoteCode } from '../statistics/result.ts';
import { decide } from '../statistics/threshold.ts';
import type { ItemRecord } from './evidence-base.ts';
import { countStrata } from './evidence-base.ts';
import type { Standing } from './final-label.ts';

export type Rate = z.infer<typeof rateSchema>;
export type ThresholdVerdict = z.infer<typeof thresholdVerdict>;

/** One-sided error of a threshold decision (statistics.md B9). */
const DECISION_ERROR = 0.05;

const sentences: Record<NoteCode, string> = {
  CENSUS: 'every item of the frame was reviewed: there is no sampling error',
  TAKE_ALL_EXACT: 'strata that were reviewed whole add no sampling error',
  LOW_RESPONSE: 'less than 80 % of the drawn items, by weight, have a review',
  UNCOVERED_STRATA: 'more than 5 % of the frame lies in strata without any review',
  LONELY_PSU: 'a stratum has one reviewed item only; its variance is a cautious guess',
  TOO_SMALL_FOR_INTERVAL: 'too few items for an honest interval',
  PREVALENCE_EFFECT: 'one class holds nine in ten labels or more: read AC1 beside α',
  N_TOO_SMALL: 'too few items to say more than the raw figure',
  UNDEFINED_REPLICATES: 'some bootstrap replicates had no variation and were left out',
  CLAMPED: 'the estimate was moved to the edge of what is possible',
};

/** What a note code says to a person. */
export function noteSentence(code: string): string {
  return code in sentences ? sentences[code as NoteCode] : code;
}

export interface LabelledItem {
  record: ItemRecord;
  standing: Standing;
}

export interface RateRequest {
  manifest: Manifest;
  /** Usable records with a review, each with its standing label on the question. */
  labelled: readonly LabelledItem[];
  /** Usable records, reviewed or not: what was drawn as far as this estimate is concerned. */
  usable: readonly ItemRecord[];
  isEvent: (of: LabelledItem) => boolean;
  isInDomain: (of: LabelledItem) => boolean;
  alpha: number;
  ciMethod: CiMethod;
}

function estimateRate(request: RateRequest): ProportionResult {
  return stratifiedProportion({
    units: request.labelled.map((of) => ({
      stratum: of.record.item.stratum,
      isEvent: request.isEvent(of),
      isInDomain: request.isInDomain(of),
    })),
    strata: countStrata(request.manifest, request.usable),
    alpha: request.alpha,
    ciMethod: request.ciMethod,
  });
}

/** A weighted rate as reports carry it. */
export function rateOf(request: RateRequest): Rate {
  const result = estimateRate(request);
  const events = request.labelled.filter((of) => request.isInDomain(of) && request.isEvent(of)).length;
  const notes = result.notes.map(noteSentence);
  if (result.estimate === null) {
    const figure: Figure = {
      estimate: null,
      low: null,
      high: null,
      n: result.n,
      method: result.method,
      reason: result.reason,
      notes,
    };
    return { figure, events, cell: null };
  }
  const { estimate, low, high, n, nStar, method } = result;
  return {
    figure: { estimate, low, high, n, method, reason: null, notes },
    events,
    cell: classifyCell({ estimate, low, high, n, nStar }).status,
  };
}

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

/**
 * Reviewed items still needed until the one-sided bound clears the limit if the rate stays as it is (statistics.md A7
 * by the same bound as the decision); null when the rate sits on the limit or the frame would not suffice.
 */
function moreNeeded(estimate: number, nStar: number, n: number, limit: number, frame: number): number | null {
  const clears = (size: number): boolean => {
    const bounds = clopperPearson(estimate * size, size, 2 * DECISION_ERROR);
    return estimate < limit ? bounds.high <= limit : bounds.low > limit;
  };
  if (estimate === limit || !clears(frame)) return null;
  let enough = frame;
  let tooFew = nStar;
  while (enough - tooFew > 1) {
    const middle = (enough + tooFew) / 2;
    if (clears(middle)) enough = middle;
    else tooFew = middle;
  }
  return Math.max(1, Math.ceil(((enough - nStar) * n) / nStar));
}

const undecidedExtras = {
  lower: null,
  upper: null,
  isSensitiveToSkips: false,
  isSensitiveToRulings: false,
  changes: [],
  moreByStratum: [],
};

/** The verdict on a registered limit, with the sentence that explains it (statistics.md B9). */
export function verdictOf(request: RateRequest, limit: number, of: ChoiceQuestion): ThresholdVerdict {
  const result = estimateRate({ ...request, alpha: 2 * DECISION_ERROR });
  if (result.estimate === null) {
    return {
      limit,
      verdict: 'INSUFFICIENT',
      moreNeeded: null,
      ...undecidedExtras,
      sentence: `There is no estimate of the ${of.rateTitle} yet, so the limit of ${percent(limit)} cannot be judged.`,
    };
  }
  const { estimate, low, high, n, nStar, events } = result;
  const verdict = decide({ lower: low, upper: high, n, nStar, events, tau: limit });
  const more =
    verdict === 'INCONCLUSIVE' || verdict === 'INSUFFICIENT'
      ? moreNeeded(estimate, nStar, n, limit, request.manifest.frameSize)
      : null;
  const about = more === null ? '' : ` About ${more} more items would decide it if the rate stays as it is.`;
  const says = {
    PASS: `With 95 % confidence the ${of.rateTitle} is at most ${percent(high)}: within the registered limit of ${percent(limit)}.`,
    BREACH: `With 95 % confidence the ${of.rateTitle} is at least ${percent(low)}: over the registered limit of ${percent(limit)}.`,
    INCONCLUSIVE: `The ${of.rateTitle} may lie on either side of the registered limit of ${percent(limit)}.${about}`,
    INSUFFICIENT: `Too few items are reviewed to judge the registered limit of ${percent(limit)}.${about}`,
  } as const;
  return {
    limit,
    verdict,
    moreNeeded: more,
    sentence: says[verdict],
    ...undecidedExtras,
    lower: low,
    upper: high,
  };
}
