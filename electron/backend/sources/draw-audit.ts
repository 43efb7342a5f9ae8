/**
 * Draws the sample of an audit: frame counts, allocation, selection by permanent random numbers, masking, sealing,
 * overlap and queue order, and the manifest that proves it. Must not know the store.
 *
 * Invariant: the same plan over the same traces gives the same items, whatever the file format, order or machine; only
 * masked text leaves this function.
 */
import type { AuditPlan, Manifest, ManifestItem } from '../../../shared/domain/audit.ts';
import { itemIdOf, manifest as manifestSchema } from '../../../shared/domain/audit.ts';
import { sealTrace } from '../../../shared/domain/blinding.ts';
import { canonicalJson, sha256Hex } from '../../../shared/domain/canonical.ts';
import { facetsOf } from '../../../shared/domain/facets.ts';
import type { AuditId, Digest } from '../../../shared/domain/ids.ts';
import type { SourceSpec } from '../../../shared/domain/source.ts';
import { maskTrace, noRules } from '../../../shared/privacy/mask.ts';
import type { PlannedStratum } from '../../../shared/sampling/plan-sizes.ts';
import { chooseOverlap } from '../../../shared/sampling/overlap.ts';
import { compareKeys } from '../../../shared/sampling/prn.ts';
import { queueOrder } from '../../../shared/sampling/queue-order.ts';
import type { DrawnTrace, SourceEngine } from './engine.ts';
import { overlapTooSmall, planSample } from './plan-sample.ts';
import { changedSource } from './source-error.ts';

export interface DrawnContent {
  digest: Digest;
  text: string;
}

export interface DrawnAudit {
  manifest: Manifest;
  /** Texts of items and sealed facts by digest; the manifest's own text is not among them. */
  contents: DrawnContent[];
}

const contentOf = (value: unknown): DrawnContent => {
  const text = canonicalJson(value);
  return { digest: sha256Hex(text), text };
};

interface PreparedItem extends Omit<ManifestItem, 'position' | 'isOverlap'> {
  contents: DrawnContent[];
}

function prepareItem(auditId: AuditId, plan: AuditPlan, drawn: DrawnTrace, of: PlannedStratum): PreparedItem {
  const { open, sealed } = sealTrace(maskTrace(drawn.trace, noRules).trace, plan.blinding);
  const content = contentOf(open);
  const sealedContent = sealed === null ? null : contentOf(sealed);
  return {
    id: itemIdOf(auditId, drawn.trace.id),
    traceId: drawn.trace.id,
    stratum: drawn.stratum,
    key: drawn.key,
    rank: drawn.rank,
    inclusionProbability: of.drawn / of.population,
    weight: of.population / of.drawn,
    contentDigest: content.digest,
    sealedDigest: sealedContent?.digest ?? null,
    // Of the trace as it is logged: the manifest is not shown to reviewers before the close.
    facets: facetsOf(drawn.trace, plan.dimensions),
    contents: sealedContent === null ? [content] : [content, sealedContent],
  };
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

/**
 * Draws `plan` from the files of `spec`. Throws `SourceError`: EMPTY_FRAME, INFEASIBLE_PLAN, SOURCE_CHANGED,
 * SOURCE_UNREADABLE.
 * @param drawnAt ISO time that the manifest carries
 */
export async function drawAudit(
  engine: SourceEngine,
  spec: SourceSpec,
  auditId: AuditId,
  plan: AuditPlan,
  drawnAt: string,
): Promise<DrawnAudit> {
  const { filter, dimensions, seed } = plan;
  const frame = await engine.countFrame(spec, filter, dimensions);
  const strata = planSample(plan.allocation, frame.strata);
  const sizes = new Map(strata.filter((one) => one.drawn > 0).map((one) => [one.key, one.drawn]));
  const drawn = await engine.draw(spec, filter, dimensions, seed, sizes);
  const verdicts = await engine.countVerdicts(spec, filter, dimensions);
  const byKey = new Map(strata.map((one) => [one.key, one]));
  const items = drawn
    .toSorted((a, b) => compareKeys({ id: a.trace.id, key: a.key }, { id: b.trace.id, key: b.key }))
    .map((one) => prepareItem(auditId, plan, one, byKey.get(one.stratum) as PlannedStratum));
  const overlap = overlapOf(plan, items);
  const places = placesOf(items);
  const manifest = manifestSchema.parse({
    v: 1,
    auditId,
    plan,
    frameSize: frame.frameSize,
    strata: strata.map((one) => {
      const counted = verdicts.get(one.key);
      return counted === undefined ? one : { ...one, verdicts: counted };
    }),
    items: items.map(({ contents: _contents, ...item }) => ({
      ...item,
      isOverlap: overlap.has(item.traceId),
      position: places.get(item.traceId),
    })),
    drawnAt,
  });
  // Last, so that it also notices files that changed between the count and the draw.
  const { fingerprint } = await engine.open(spec);
  if (fingerprint !== plan.source.fingerprint) throw changedSource(spec, plan.source.name);
  return { manifest, contents: items.flatMap((item) => item.contents) };
}
