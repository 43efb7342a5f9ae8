/**
 * Frames: exact counts by stratum, and what an allocation would draw from them. Must not know SQL, nor whether a frame is
 * counted here or at the hub.
 */
import type { Allocation } from '../../../shared/domain/audit.ts';
import {
  assumedRateOf,
  curveOf,
  kishSizeOf,
  overallHalfWidth,
  sizeForHalfWidth,
  sizesToPass,
  stratumHalfWidth,
  weightRatioOf,
} from '../../../shared/sampling/outlook.ts';
import type { SizePlanner } from '../../../shared/sampling/plan-sizes.ts';
import { expectedRateOf } from '../../../shared/sampling/plan-sizes.ts';
import { planWarnings } from '../../../shared/sampling/plan-warnings.ts';
import { planOverlap, planSample, plannerOf } from '../../../shared/sampling/plan-sample.ts';
import { countFrame } from './source-of.ts';
import { base } from './workbench-base.ts';

/** Two-sided error of the interval that the planner shows. */
const plannedAlpha = 0.05;

export const framesHandlers = {
  count: base.frames.count.handler(({ input, context }) => countFrame(context, input)),

  preview: base.frames.preview.handler(async ({ input, context }) => {
    const { allocation, overlap } = input;
    const frame = await countFrame(context, input);
    const planner = plannerOf(allocation, frame.strata);
    const planned = planSample(allocation, frame.strata, planner);
    const overlaps = planOverlap(overlap.size, planned);
    const alpha = input.alpha ?? plannedAlpha;
    const overlapTotal = [...overlaps.values()].reduce((sum, size) => sum + size, 0);
    const halfWidth = overallHalfWidth(allocation, planned, alpha);
    const target = targetOf(input.targetHalfWidth, allocation, planner, alpha);
    const { frameSize } = frame;
    const limit = input.limit ?? null;
    return {
      frameSize,
      strata: planned.map((one) => ({
        ...one,
        weight: one.drawn > 0 ? one.population / one.drawn : null,
        overlap: overlaps.get(one.key) ?? 0,
        expectedHalfWidth: stratumHalfWidth(allocation, one, alpha),
        expectedRate: expectedRateOf(allocation, one.key),
      })),
      total: planned.reduce((sum, one) => sum + one.drawn, 0),
      overlapTotal,
      kishN: kishSizeOf(planned),
      expectedHalfWidth: halfWidth,
      assumedRate: assumedRateOf(allocation, planned),
      weightRatio: weightRatioOf(planned),
      curve: curveOf(allocation, planner, planned.length, alpha),
      target,
      toPass: limit === null ? [] : sizesToPass(limit, frameSize),
      warnings: planWarnings({ strata: planned, frameSize, overlapTotal, limit, halfWidth, target }),
    };
  }),
};

function targetOf(
  halfWidth: number | undefined,
  allocation: Allocation,
  planner: SizePlanner,
  alpha: number,
): { halfWidth: number; size: number | null } | null {
  if (halfWidth === undefined) return null;
  return { halfWidth, size: sizeForHalfWidth(allocation, planner, halfWidth, alpha) };
}
