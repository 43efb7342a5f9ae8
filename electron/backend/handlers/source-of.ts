/**
 * Where a source is: files of this computer, or traces of the hub. Its id tells which; whoever counts need not know.
 *
 * Invariant: a source of this computer never asks the hub, so that it works offline.
 */
import type { z } from 'zod';
import type { workbench } from '../../../shared/contract/workbench.ts';
import type { AuditPlan, FrameFilter } from '../../../shared/domain/audit.ts';
import type { SourceId } from '../../../shared/domain/ids.ts';
import type { Source, SourceSpec } from '../../../shared/domain/source.ts';
import type { Dimension } from '../../../shared/domain/trace.ts';
import { findSource } from '../../../db/queries/sources.ts';
import type { BackendContext } from '../context.ts';
import { notFound, WorkbenchError } from '../errors.ts';
import { changedSource } from '../sources/source-error.ts';
import { askHub } from './hand-on.ts';

type Answer<P extends { '~orpc': { outputSchema?: unknown } }> = z.infer<
  Extract<P['~orpc']['outputSchema'], z.ZodType>
>;
type Counted = Answer<typeof workbench.frames.count>;
type Dimensions = Answer<typeof workbench.sources.dimensions>;

const again = 'Try again when the hub answers; files of this computer can be planned with meanwhile.';

/** Spec of a source whose files are those that were added; NOT_FOUND or SOURCE_CHANGED otherwise. */
export async function getSpec(context: BackendContext, id: SourceId): Promise<SourceSpec> {
  const source = findSource(context.store, id);
  if (source === null) throw notFound('The source');
  return requireUnchanged(context, source);
}

/** Exact counts of a frame by stratum, counted where its traces are. */
export async function countFrame(
  context: BackendContext,
  frame: { sourceId: SourceId; filter: FrameFilter; dimensions: Dimension[] },
): Promise<Counted> {
  const { sourceId, filter, dimensions } = frame;
  const source = findSource(context.store, sourceId);
  if (source === null) {
    requireHub(context);
    // Exactly these: whoever previews has more in hand, which the hub would refuse.
    const asked = { sourceId, filter, dimensions };
    const { frameSize, strata, note } = await askHub(context, (hub) => hub.frames.count, asked, again);
    return { frameSize, strata, note };
  }
  requireLocal({ filter });
  return context.sources.countFrame(await requireUnchanged(context, source), filter, dimensions);
}

/** Dimensions of a source that have at least two values. */
export async function listDimensions(context: BackendContext, sourceId: SourceId): Promise<Dimensions> {
  const source = findSource(context.store, sourceId);
  if (source !== null) return context.sources.dimensions(await requireUnchanged(context, source));
  requireHub(context);
  const found = await askHub(context, (hub) => hub.traces.sources.dimensions, { sourceId }, again);
  return found.map(({ dimension, distinct, values }) => ({ dimension, distinct, values }));
}

/** Whether the source of a plan is one of the hub's; false while the hub cannot be asked. */
export async function isOfHub(
  context: BackendContext,
  { source }: Pick<AuditPlan, 'source'>,
): Promise<boolean> {
  if (findSource(context.store, source.id) !== null) return false;
  // Only traces of a hub have places in it.
  if (source.watermark !== undefined) return true;
  try {
    const held = await askHub(context, (hub) => hub.traces.sources.list, undefined, again);
    return held.some((one) => one.id === source.id);
  } catch (error) {
    if (error instanceof WorkbenchError) return false;
    throw error;
  }
}

/** Files do not know which of their traces were drawn before: only a hub does, of its own sources. */
export function requireLocal(plan: Pick<AuditPlan, 'filter'> & Partial<Pick<AuditPlan, 'selection'>>): void {
  const isRotating = plan.selection === 'rotating';
  if (!isRotating && plan.filter.excludesAudited !== true) return;
  throw new WorkbenchError('INFEASIBLE_PLAN', {
    what: 'Files do not know which of their traces were drawn before.',
    where: isRotating ? 'selection' : 'filter',
    remedy: 'Leave it out, or plan with a source of the hub, which does.',
  });
}

async function requireUnchanged(context: BackendContext, source: Source): Promise<SourceSpec> {
  const { fingerprint } = await context.sources.open(source.spec);
  if (fingerprint !== source.fingerprint) throw changedSource(source.spec, source.name);
  return source.spec;
}

/** Without a hub, a source that is not on this computer is nowhere. */
function requireHub({ sync }: BackendContext): void {
  if (sync.status().hubUrl === null) throw notFound('The source');
}
