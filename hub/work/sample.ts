/**
 * From a plan to a sample, without storing anything: watermark, counts, sizes, selection and the manifest that proves it,
 * all about the same rows.
 *
 * Invariant: what is composed here is what a device would compose of the same traces; the hub alone chooses seed, source
 * and watermark.
 */
import type { AuditPlan, Manifest } from '../../shared/domain/audit.ts';
import type { AuditId, Digest } from '../../shared/domain/ids.ts';
import type { HubPlan } from '../../shared/domain/template.ts';
import type { ComposedDraw } from '../../shared/sampling/compose-draw.ts';
import { composeDraw } from '../../shared/sampling/compose-draw.ts';
import { planSample } from '../../shared/sampling/plan-sample.ts';
import {
  requireFrame,
  requireRegistration,
  requireScorecard,
} from '../../shared/sampling/require-registration.ts';
import { withFrameReader } from '../frames/open-reader.ts';
import type { DrawAnswer, FrameReader } from '../frames/reader.ts';
import { catalogueOf } from '../store/deliberation.ts';
import { findSource } from '../store/sources.ts';
import type { SourceRecord } from '../store/sources.ts';
import type { ReadableHub } from '../store/write.ts';
import { notFound } from '../routes/fail.ts';

export interface SampleRequest {
  auditId: AuditId;
  plan: HubPlan;
  /** Of this audit, or the hub's permanent one where it rotates. */
  seed: string;
  drawnAt: string;
}

export interface Sampled extends ComposedDraw {
  source: SourceRecord;
  answer: DrawAnswer;
}

/** Draws and composes. Throws `Fault`: INVALID_INPUT, EMPTY_FRAME, INFEASIBLE_PLAN. */
export async function sampleFrame(
  db: ReadableHub,
  source: SourceRecord,
  sampleSeed: string,
  request: SampleRequest,
): Promise<Sampled> {
  // Before the reader, which may hold the only connection of an embedded database.
  const catalogue = await catalogueOf(db);
  return withFrameReader(db, source, { sampleSeed }, async (reader) => {
    const { auditId, drawnAt, seed } = request;
    const plan = freeze(request.plan, source, seed, await reader.fingerprint(), reader.watermark);
    requireRegistration(plan, requireScorecard(plan, catalogue));
    const { filter, dimensions, selection } = plan;
    const frame = { filter, dimensions, watermark: reader.watermark };
    const strata = planSample(plan.allocation, (await reader.count(frame)).strata);
    const sizes = sizesOf(strata);
    const answer = await reader.draw({ ...frame, selection, seed, sizes });
    const verdicts = await reader.verdicts(frame);
    const { drawn, rotation } = answer;
    const rotated = selection === 'rotating' ? { rotation } : {};
    const composed = composeDraw({ auditId, plan, strata, verdicts, drawn, drawnAt, ...rotated });
    requireFrame(composed.manifest);
    return { ...composed, source, answer };
  });
}

/** Ids of the traces that the plan of a manifest draws now. */
export async function sampleAgain(
  db: ReadableHub,
  sampleSeed: string,
  manifest: Manifest,
): Promise<Set<string>> {
  const { auditId, plan, strata } = manifest;
  const source = await getSource(db, plan.source.id);
  return withFrameReader(db, source, { sampleSeed }, async (reader: FrameReader) => {
    const { filter, dimensions, selection, seed } = plan;
    const answer = await reader.draw({
      filter,
      dimensions,
      selection,
      seed,
      watermark: plan.source.watermark ?? null,
      sizes: sizesOf(strata),
      again: { auditId, after: new Map(strata.map((one) => [one.key, one.rotation?.after ?? null])) },
    });
    return new Set(answer.drawn.map((one) => one.traceId));
  });
}

/** Throws NOT_FOUND for a source that this hub does not have. */
export async function getSource(db: ReadableHub, id: string): Promise<SourceRecord> {
  const source = await findSource(db, id);
  if (source === null) throw notFound('There is no such source at this hub.');
  return source;
}

function sizesOf(strata: readonly { key: string; drawn: number }[]): Map<string, number> {
  return new Map(strata.filter((one) => one.drawn > 0).map((one) => [one.key, one.drawn]));
}

function freeze(
  { sourceId, ...plan }: HubPlan,
  source: SourceRecord,
  seed: string,
  fingerprint: Digest,
  watermark: number | null,
): AuditPlan {
  const drawnFrom = { id: sourceId, name: source.name, fingerprint };
  return {
    ...plan,
    source: watermark === null ? drawnFrom : { ...drawnFrom, watermark },
    seed,
  };
}

/** What was asked for, of a plan that was frozen: to tell whether the same is asked again. */
export function hubPlanOf({ source, seed: _seed, ...plan }: AuditPlan): HubPlan {
  return { ...plan, sourceId: source.id };
}
