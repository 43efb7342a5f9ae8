// Owns what speaks against a plan, in sentences with what to do about each. Must not know screens, people or stop rules.
// Invariant: a warning never blocks; it is said only where the plan's own figures bear it out, most serious first.
import { SMALLEST_CELL, kishSizeOf, sizesToPass, upperLimitWithoutEvents, weightRatioOf } from './outlook.ts';
import type { PlannedStratum } from './plan-sizes.ts';
import { HIGH_UNCOVERED } from './weights.ts';

const planWarningCodes = [
  'census',
  'uncovered',
  'cannotPass',
  'impossibleTarget',
  'targetNotReached',
  'noVariance',
  'unequalWeights',
  'tooManyStrata',
  'smallOverlap',
  'smallCells',
] as const;
export type PlanWarningCode = (typeof planWarningCodes)[number];
export interface PlanWarning {
  code: PlanWarningCode;
  sentence: string;
}

export interface WarnedPlan {
  readonly strata: readonly PlannedStratum[];
  readonly frameSize: number;
  readonly overlapTotal: number;
  readonly limit: number | null;
  readonly halfWidth: number | null;
  readonly target: { readonly halfWidth: number; readonly size: number | null } | null;
}

/** Largest ratio of weights that is not deliberate (specification A2). */
const WEIGHT_RATIO_LIMIT = 10;
/** Fewer overlap items than this give agreement without an interval (specification C4). */
const SMALLEST_OVERLAP = 30;
const MANY_STRATA = 20;
const FEW_ITEMS = 5;

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))}\u00a0%`;
const points = (width: number): string => `±\u00a0${Number((width * 100).toPrecision(2))} points`;
const whole = (count: number): string => count.toLocaleString('en');
const ofStrata = (some: number, all: number): string =>
  all === 1
    ? 'The frame'
    : some === all
      ? `All ${whole(all)} strata`
      : `${whole(some)} of ${whole(all)} strata`;

/** Warnings about a plan, in the order of `planWarningCodes`; empty when there is nothing to say. */
export function planWarnings(plan: WarnedPlan): PlanWarning[] {
  const said: Record<PlanWarningCode, string | null> = {
    census: census(plan),
    uncovered: uncovered(plan),
    cannotPass: cannotPass(plan),
    impossibleTarget: impossibleTarget(plan),
    targetNotReached: targetNotReached(plan),
    noVariance: noVariance(plan),
    unequalWeights: unequalWeights(plan),
    tooManyStrata: tooManyStrata(plan),
    smallOverlap: smallOverlap(plan),
    smallCells: smallCells(plan),
  };
  return planWarningCodes.flatMap((code) => {
    const sentence = said[code];
    return sentence === null ? [] : [{ code, sentence }];
  });
}

function census({ strata, frameSize }: WarnedPlan): string | null {
  if (strata.some((one) => one.drawn < one.population)) return null;
  return `Every one of the ${whole(frameSize)} traces is taken: a census, not a sample. Its rates have no sampling error.`;
}

function uncovered({ strata, frameSize }: WarnedPlan): string | null {
  const missed = strata.filter((one) => one.drawn === 0);
  if (missed.length === 0) return null;
  const share = missed.reduce((sum, one) => sum + one.population, 0) / frameSize;
  const they = missed.length === 1 ? 'One stratum gets' : `${whole(missed.length)} strata get`;
  const beyond = share > HIGH_UNCOVERED ? ', more than the 5\u00a0% that a report may leave out unsaid' : '';
  return `${they} no item: ${percent(share)} of the frame${beyond}. The audit will not speak for ${missed.length === 1 ? 'it' : 'them'}. Set the minimum per stratum, or the size by hand, to 1 or more.`;
}

function cannotPass({ strata, limit, frameSize }: WarnedPlan): string | null {
  if (limit === null) return null;
  const upper = upperLimitWithoutEvents(strata);
  if (upper !== null && upper <= limit) return null;
  const needed = sizesToPass(limit, frameSize)[0]?.size ?? frameSize;
  const kish = Math.floor(kishSizeOf(strata.filter((one) => one.drawn < one.population)));
  return `Cannot pass the limit of ${percent(limit)} even with no error found: that takes ${whole(needed)} equally weighted items, and these count like ${whole(kish)}.`;
}

function impossibleTarget({ target }: WarnedPlan): string | null {
  if (target === null || target.size !== null) return null;
  return `No size reaches ${points(target.halfWidth)} while sizes by hand hold strata back. Let the rule choose them.`;
}

function targetNotReached({ target, halfWidth }: WarnedPlan): string | null {
  if (target === null || target.size === null || halfWidth === null || halfWidth <= target.halfWidth)
    return null;
  return `This size gives ${points(halfWidth)} where ${points(target.halfWidth)} are wanted: that takes ${whole(target.size)} items.`;
}

function noVariance({ strata }: WarnedPlan): string | null {
  const lonely = strata.filter((one) => one.drawn === 1 && one.population > 1).length;
  if (lonely === 0) return null;
  return `${ofStrata(lonely, strata.length)} ${lonely === 1 ? 'gives' : 'give'} a single item, which has no spread of its own. Set the minimum per stratum to 2.`;
}

function unequalWeights({ strata }: WarnedPlan): string | null {
  const ratio = weightRatioOf(strata);
  if (ratio === null || ratio <= WEIGHT_RATIO_LIMIT) return null;
  return `Weights differ by a factor of ${Number(ratio.toPrecision(3))}. Above ${WEIGHT_RATIO_LIMIT} the overall interval widens a lot: sample closer to proportional unless you mean it.`;
}

function tooManyStrata({ strata }: WarnedPlan): string | null {
  const drawn = strata.reduce((sum, one) => sum + one.drawn, 0);
  if (strata.length <= MANY_STRATA || drawn >= FEW_ITEMS * strata.length) return null;
  return `${whole(strata.length)} strata share ${whole(drawn)} items, about ${Number((drawn / strata.length).toPrecision(2))} each. Use fewer dimensions, or draw more.`;
}

function smallOverlap({ overlapTotal }: WarnedPlan): string | null {
  if (overlapTotal === 0 || overlapTotal >= SMALLEST_OVERLAP) return null;
  return `An overlap below ${SMALLEST_OVERLAP} items gives agreement without an interval.`;
}

function smallCells({ strata }: WarnedPlan): string | null {
  const small = strata.filter(
    (one) => one.drawn > 0 && one.drawn < SMALLEST_CELL && one.drawn < one.population,
  );
  if (small.length === 0) return null;
  const they = ofStrata(small.length, strata.length);
  return `${they} ${small.length === 1 ? 'gets' : 'get'} fewer than ${SMALLEST_CELL} items: ${strata.length === 1 ? 'its rate' : 'their own rates'} will be greyed as insufficient.`;
}
