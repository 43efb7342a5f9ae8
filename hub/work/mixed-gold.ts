/**
 * Chooses gold items for an audit and makes them look like its own. Must not decide who may know of them.
 *
 * Invariants: no reviewer gets gold whose trace they have or had before, or whose answers they gave or were told; what is stored of a
 * gold item is sealed by this audit's blinding and says of its arrival what the items beside it say.
 */
import { randomBytes } from 'node:crypto';
import type { Manifest } from '../../shared/domain/audit.ts';
import { itemIdOf } from '../../shared/domain/audit.ts';
import type { SealedFacts } from '../../shared/domain/blinding.ts';
import { unsealTrace } from '../../shared/domain/blinding.ts';
import type { GoldPlace } from '../../shared/domain/extra-work.ts';
import type { AuditId, PersonId } from '../../shared/domain/ids.ts';
import type { Trace } from '../../shared/domain/trace.ts';
import type { DrawnContent } from '../../shared/sampling/compose-draw.ts';
import { contentsOf } from '../../shared/sampling/compose-draw.ts';
import { goldOrder, goldPlaces } from '../../shared/sampling/mix-gold.ts';
import { listContents } from '../store/contents.ts';
import type { Gold } from '../store/gold.ts';
import { listGold } from '../store/gold.ts';
import type { ReadableHub } from '../store/write.ts';

export interface MixedGold {
  places: GoldPlace[];
  contents: DrawnContent[];
}

export interface MixRequest {
  manifest: Manifest;
  /** Traces of the sample, masked: what gold has to look like. */
  traces: readonly Trace[];
  reviewerIds: readonly PersonId[];
  count: number;
  /** Traces that are not to be taken, besides those of the sample. */
  takenIds?: ReadonlySet<string>;
}

/**
 * At most `count` gold items of the audit's scorecard, each for all of the reviewers, so that everybody is measured by the
 * same ones; fewer where fewer will do. Chance comes from a secret that is kept nowhere.
 */
export async function mixGold(hub: ReadableHub, request: MixRequest): Promise<MixedGold> {
  const { manifest, reviewerIds, count } = request;
  if (count === 0 || reviewerIds.length === 0) return { places: [], contents: [] };
  const secret = randomBytes(16).toString('hex');
  const chosen = await chooseGold(hub, { ...request, secret });
  const afters = goldPlaces(
    secret,
    chosen.map((one) => one.gold.goldId),
    manifest.items.length,
  );
  const mixed: MixedGold = { places: [], contents: [] };
  for (const [at, { gold, trace }] of chosen.entries()) {
    const after = afters[at] ?? 0;
    const { content, sealed } = contentsOf(disguise(trace, neighbour(request, after)), manifest.plan);
    mixed.contents.push(content, ...(sealed === null ? [] : [sealed]));
    mixed.places.push({
      itemId: itemIdOf(manifest.auditId, gold.traceId),
      goldId: gold.goldId,
      contentDigest: content.digest,
      sealedDigest: sealed?.digest ?? null,
      after,
    });
  }
  return mixed;
}

export interface ChosenGold {
  gold: Gold;
  trace: Trace;
}

/** Active gold of the audit's scorecard that none of these people had, was shown or answered, by chance of `secret`. */
export async function chooseGold(
  hub: ReadableHub,
  { manifest, reviewerIds, count, takenIds, secret }: Omit<MixRequest, 'traces'> & { secret: string },
): Promise<ChosenGold[]> {
  const active = new Map((await listGold(hub, manifest.plan.scorecard)).map((one) => [one.goldId, one]));
  const taken = new Set<string>(manifest.items.map((item) => item.traceId)).union(takenIds ?? new Set());
  const earlier = await listAuditsOf(hub, reviewerIds);
  const chosen: ChosenGold[] = [];
  for (const id of goldOrder(secret, [...active.keys()])) {
    if (chosen.length === count) break;
    const gold = active.get(id) as Gold;
    if (taken.has(gold.traceId) || reviewerIds.some((one) => one === gold.addedBy)) continue;
    const itemIds = earlier.map((auditId) => itemIdOf(auditId, gold.traceId));
    if (await hasHad(hub, itemIds, reviewerIds)) continue;
    const trace = await findTrace(hub, gold);
    if (trace === null) continue;
    taken.add(gold.traceId);
    chosen.push({ gold, trace });
  }
  return chosen;
}

/** Audits in which any of these people has or had a part. */
async function listAuditsOf(hub: ReadableHub, personIds: readonly string[]): Promise<AuditId[]> {
  const rows = await hub
    .selectFrom('assignment')
    .select('audit_id')
    .where('person_id', 'in', personIds)
    .union(hub.selectFrom('second_look').select('audit_id').where('person_id', 'in', personIds))
    .execute();
  return rows.map((row) => row.audit_id as AuditId);
}

async function hasHad(
  hub: ReadableHub,
  itemIds: readonly string[],
  personIds: readonly string[],
): Promise<boolean> {
  if (itemIds.length === 0) return false;
  const rows = await hub
    .selectFrom('assignment')
    .select('item_id')
    .where('item_id', 'in', itemIds)
    .where('person_id', 'in', personIds)
    .union(
      hub
        .selectFrom('second_look')
        .select('item_id')
        .where('item_id', 'in', itemIds)
        .where('person_id', 'in', personIds),
    )
    // Whoever had a part in those audits was told the answers of their calibration rounds.
    .union(hub.selectFrom('calibration_item').select('item_id').where('item_id', 'in', itemIds))
    .limit(1)
    .execute();
  return rows.length > 0;
}

/** The whole trace of a gold item; null once its text was erased. */
export async function findTrace(
  hub: ReadableHub,
  { contentDigest, sealedDigest }: Pick<Gold, 'contentDigest' | 'sealedDigest'>,
): Promise<Trace | null> {
  const texts = await listContents(
    hub,
    sealedDigest === null ? [contentDigest] : [contentDigest, sealedDigest],
  );
  const open = texts.get(contentDigest);
  if (open === undefined) return null;
  const sealed = sealedDigest === null ? undefined : texts.get(sealedDigest);
  return unsealTrace(
    JSON.parse(open) as Trace,
    sealed === undefined ? null : (JSON.parse(sealed) as SealedFacts),
  );
}

/** The sampled trace that comes right before a place of the queue. */
function neighbour({ manifest, traces }: MixRequest, after: number): Trace | undefined {
  const item = manifest.items.find((one) => one.position === Math.max(after, 1));
  return traces.find((one) => one.id === item?.traceId);
}

/** Fields that say how a trace came here and how long it stays, not what was answered. */
const ofArrival = ['source', 'redaction', 'contentApproval', 'retainUntil', 'provenance'] as const;

function disguise(gold: Trace, like: Trace | undefined): Trace {
  if (like === undefined) return gold;
  const disguised: Record<string, unknown> = { ...gold };
  for (const field of ofArrival) {
    if (like[field] === undefined) delete disguised[field];
    else disguised[field] = like[field];
  }
  return disguised as Trace;
}
