/**
 * The audit that an import makes: everything that the files hold, drawn as any other sample is, so that it can be drawn
 * again from the same files.
 */
import type { AuditPlan } from '../../../shared/domain/audit.ts';
import type { AuditId, SourceId } from '../../../shared/domain/ids.ts';
import type { ScorecardRef } from '../../../shared/domain/scorecard.ts';
import type { Source, SourceSpec } from '../../../shared/domain/source.ts';
import type { ComposedReview } from '../../../shared/imports/compose-import.ts';
import type { ComposedDraw } from '../../../shared/sampling/compose-draw.ts';
import { listSources } from '../../../db/queries/sources.ts';
import { isoNow } from '../clock.ts';
import type { BackendContext } from '../context.ts';
import { drawAudit } from '../sources/draw-audit.ts';

/** More models than this are no strata: each would speak for a handful of answers. */
const mostModels = 50;
/** What a plan can say about reviewers of an overlap item. */
const mostReviewers = 20;

/** The source of these files: the one that was added before, or one to be added. */
export async function sourceOf(
  { store, sources, ids, clock }: BackendContext,
  spec: SourceSpec,
  name: string,
): Promise<{ source: Source; isNew: boolean }> {
  const opened = await sources.open(spec);
  const known = listSources(store).find(
    (one) => one.fingerprint === opened.fingerprint && JSON.stringify(one.spec) === JSON.stringify(spec),
  );
  if (known !== undefined) return { source: known, isNew: false };
  const source = { id: ids.uuidv7() as SourceId, name, spec, ...opened, addedAt: isoNow(clock) };
  return { source, isNew: true };
}

export interface CensusRequest {
  source: Source;
  title: string;
  dueAt: string | null;
  scorecard: ScorecardRef;
  reviews: readonly ComposedReview[];
}

/** Draws every trace of the source. Throws as `drawAudit` does. */
export async function drawCensus(
  { sources, ids, clock }: BackendContext,
  request: CensusRequest,
): Promise<ComposedDraw> {
  const { source, title, dueAt, scorecard, reviews } = request;
  const found = await sources.dimensions(source.spec);
  const hasModels = found.some(
    (one) => one.dimension === 'model' && one.distinct > 1 && one.distinct <= mostModels,
  );
  const most = mostOnOneItem(reviews);
  const plan: AuditPlan = {
    title,
    source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
    filter: { dimensions: [] },
    dimensions: hasModels ? ['model'] : [],
    allocation: { rule: 'proportional', size: source.traceCount, minPerStratum: 0, takeAllBelow: 0 },
    // Which items several people had is known, not drawn: all of them may, and the report counts those that do.
    overlap: {
      size: most > 1 ? source.traceCount : 0,
      reviewersPerItem: Math.min(Math.max(2, most), mostReviewers),
    },
    seed: ids.seedHex(),
    selection: 'bottomK',
    scorecard,
    thresholds: [],
    ciMethod: 'kgStar',
    alpha: 0.05,
    // What the people elsewhere could see nobody here knows; whoever reviews on here does so blind.
    blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
    ...(dueAt === null ? {} : { dueAt }),
  };
  return drawAudit(sources, source.spec, ids.uuidv7() as AuditId, plan, isoNow(clock));
}

function mostOnOneItem(reviews: readonly ComposedReview[]): number {
  const counts = new Map<string, number>();
  let most = 0;
  for (const { trace } of reviews) {
    const count = (counts.get(trace) ?? 0) + 1;
    counts.set(trace, count);
    most = Math.max(most, count);
  }
  return most;
}
