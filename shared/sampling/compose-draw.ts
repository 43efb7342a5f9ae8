/**
 * From what was counted and drawn to the manifest that proves it and the contents it names: masking, sealing, overlap and
 * queue order. Must not know where traces come from: files of a device and the tables of a hub come here alike.
 *
 * Invariant: the same plan over the same drawn traces gives the same manifest, byte by byte, on every machine; only
 * masked text leaves this function.
 */
import type { AuditPlan, Manifest, ManifestItem, ManifestStratum } from '../domain/audit.ts';
import { itemIdOf, manifest as manifestSchema } from '../domain/audit.ts';
import { sealTrace } from '../domain/blinding.ts';
import { canonicalJson, sha256Hex } from '../domain/canonical.ts';
import { facetsOf } from '../domain/facets.ts';
import type { AuditId, Digest } from '../domain/ids.ts';
import type { Trace } from '../domain/trace.ts';
import { chooseOverlap } from './overlap.ts';
import { overlapTooSmall } from './plan-sample.ts';
import type { PlannedStratum } from './plan-sizes.ts';
import { compareKeys } from './prn.ts';
import { queueOrder } from './queue-order.ts';

export interface DrawnTrace {
  /** Key of its stratum. */
  stratum: string;
  /** Lowercase hex SHA-256 of `seed:sample:id`. */
  key: Digest;
  /** 1-based, within the stratum. */
  rank: number;
  trace: Trace;
}

export interface DrawnContent {
  digest: Digest;
  text: string;
}

/** Traces of the whole frame by judge and verdict, of one stratum. */
export type VerdictCounts = NonNullable<ManifestStratum['verdicts']>;

export interface ComposeRequest {
  auditId: AuditId;
  /** Frozen: with its seed, source and watermark. */
  plan: AuditPlan;
  /** Every stratum of the frame with the size that the plan gives it. */
  strata: readonly PlannedStratum[];
  /** By stratum key; strata in which no judge said anything that can be counted have none. */
  verdicts: ReadonlyMap<string, VerdictCounts>;
  drawn: readonly DrawnTrace[];
  /** ISO time that the manifest carries. */
  drawnAt: string;
  /** Where the selection of each stratum began and ended; of rotating selections only. */
  rotation?: ReadonlyMap<string, NonNullable<ManifestStratum['rotation']>>;
  /** Runs over each trace before it is stored; a hub's traces are masked already. */
  mask?: (trace: Trace) => Trace;
}

export interface ComposedDraw {
  manifest: Manifest;
  /** Texts of items and sealed facts by digest; the manifest's own text is not among them. */
  contents: DrawnContent[];
}

/** Composes manifest and contents. Throws `Fault` INFEASIBLE_PLAN for an overlap that cannot reach every stratum. */
export function composeDraw(request: ComposeRequest): ComposedDraw {
  const { auditId, plan, strata, verdicts, drawnAt, rotation } = request;
  const byKey = new Map(strata.map((one) => [one.key, one]));
  const items = request.drawn
    .toSorted((a, b) => compareKeys({ id: a.trace.id, key: a.key }, { id: b.trace.id, key: b.key }))
    .map((one) => prepareItem(request, one, byKey.get(one.stratum) as PlannedStratum));
  const overlap = overlapOf(plan, items);
  const places = placesOf(items);
  const manifest = manifestSchema.parse({
    v: 1,
    auditId,
    plan,
    frameSize: strata.reduce((sum, one) => sum + one.population, 0),
    strata: strata.map((one) => {
      const counted = verdicts.get(one.key);
      const rotated = rotation?.get(one.key);
      return {
        ...one,
        ...(counted === undefined ? {} : { verdicts: counted }),
        ...(rotated === undefined ? {} : { rotation: rotated }),
      };
    }),
    items: items.map(({ contents: _contents, ...item }) => ({
      ...item,
      isOverlap: overlap.has(item.traceId),
      position: places.get(item.traceId),
    })),
    drawnAt,
  });
  return { manifest, contents: items.flatMap((item) => item.contents) };
}

interface PreparedItem extends Omit<ManifestItem, 'position' | 'isOverlap'> {
  contents: DrawnContent[];
}

function prepareItem(
  { auditId, plan, mask }: ComposeRequest,
  drawn: DrawnTrace,
  of: PlannedStratum,
): PreparedItem {
  const { content, sealed } = contentsOf(mask?.(drawn.trace) ?? drawn.trace, plan);
  return {
    id: itemIdOf(auditId, drawn.trace.id),
    traceId: drawn.trace.id,
    stratum: drawn.stratum,
    key: drawn.key,
    rank: drawn.rank,
    inclusionProbability: of.drawn / of.population,
    weight: of.population / of.drawn,
    contentDigest: content.digest,
    sealedDigest: sealed?.digest ?? null,
    // Of the trace as it is logged: the manifest is not shown to reviewers before the close.
    facets: facetsOf(drawn.trace, plan.dimensions),
    contents: sealed === null ? [content] : [content, sealed],
  };
}

/** A masked trace as an item holds it: what reviewers see, and what blinding keeps from them. */
export function contentsOf(
  masked: Trace,
  { blinding }: Pick<AuditPlan, 'blinding'>,
): { content: DrawnContent; sealed: DrawnContent | null } {
  const { open, sealed } = sealTrace(masked, blinding);
  return { content: contentOf(open), sealed: sealed === null ? null : contentOf(sealed) };
}

function contentOf(value: unknown): DrawnContent {
  const text = canonicalJson(value);
  return { digest: sha256Hex(text), text };
}

/** Places in the queue (1-based) by trace id: any prefix is a stratified random sample. */
function placesOf(items: readonly PreparedItem[]): Map<string, number> {
  const keyed = items.map((item) => ({
    id: item.traceId as string,
    key: item.key as string,
    stratum: item.stratum,
  }));
  return new Map(queueOrder(keyed).map((item, at) => [item.id, at + 1]));
}

function overlapOf(plan: AuditPlan, items: readonly PreparedItem[]): ReadonlySet<string> {
  const chosen = chooseOverlap({
    seed: plan.seed,
    items: items.map((item) => ({ id: item.traceId, stratum: item.stratum })),
    total: plan.overlap.size,
  });
  if (!chosen.ok) throw overlapTooSmall(chosen.requiredN, plan.overlap.size);
  return new Set(chosen.itemIds);
}
