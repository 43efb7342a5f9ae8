/** Frames: exact counts by stratum, and what an allocation would draw from them. Must not know SQL. */
import type { SourceId } from '../../../shared/domain/ids.ts';
import type { SourceSpec } from '../../../shared/domain/source.ts';
import { kishSize } from '../../../shared/statistics/kg-star.ts';
import { findSource } from '../../../db/queries/sources.ts';
import type { BackendContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { assumedRate, expectedHalfWidth, planOverlap, planSample } from '../sources/plan-sample.ts';
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
    const planned = planSample(allocation, frame.strata);
    const overlaps = planOverlap(overlap.size, planned);
    const strata = planned.map((one) => ({
      ...one,
      weight: one.drawn > 0 ? one.population / one.drawn : null,
      overlap: overlaps.get(one.key) ?? 0,
      expectedHalfWidth: null,
      expectedRate: allocation.expectedRate ?? assumedRate,
    }));
    return {
      frameSize: frame.frameSize,
      strata,
      total: planned.reduce((sum, one) => sum + one.drawn, 0),
      overlapTotal: strata.reduce((sum, one) => sum + one.overlap, 0),
      kishN: kishSize(strata.flatMap((one) => Array.from({ length: one.drawn }, () => one.weight ?? 0))),
      expectedHalfWidth: expectedHalfWidth(allocation, planned, plannedAlpha),
      assumedRate: allocation.expectedRate ?? assumedRate,
      weightRatio: null,
      curve: [],
      target: null,
      toPass: [],
      warnings: [],
    };
  }),
};
