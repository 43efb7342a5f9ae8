/** Frames: exact counts by stratum, and what an allocation would draw from them. Must not know SQL. */
import type { Allocation } from '../../../shared/domain/audit.ts';
import type { SourceId } from '../../../shared/domain/ids.ts';
import type { SourceSpec } from '../../../shared/domain/source.ts';
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
import { findSource } from '../../../db/queries/sources.ts';
import type { BackendContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { planOverlap, planSample, plannerOf } from '../../../shared/sampling/plan-sample.ts';
import { changedSource } from '../sources/source-error.ts';
import { base } from './workbench-base.ts';

/** Two-sided error of the interval that the planner shows. */
const plannedAlpha = 0.05;

/** Spec of a source whose files are those that were added; NOT_FOUND or SOURCE_CHANGED otherwise. */
export async function getSpec(context: BackendContext, id: SourceId): Promise<SourceSpec> {
  const source = findSource(context.store, id);
  if (source === null) throw notFound('The source');
  const { fingerprint } = await context.sources.open(source.spec);
  if (fingerprint !== source.fingerprint) throw changedSource(source.spec, source.name);
  return source.spec;
}

export const framesHandlers = {
  count: base.frames.count.handler(async ({ input, context }) =>
    context.sources.countFrame(await getSpec(context, input.sourceId), input.filter, input.dimensions),
  ),

  preview: base.frames.preview.handler(async ({ input, context }) => {
    const { filter, dimensions, allocation, overlap } = input;
    const spec = await getSpec(context, input.sourceId);
    const frame = await context.sources.countFrame(spec, filter, dimensions);
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
