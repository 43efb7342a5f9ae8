/**
 * Draws an audit at the hub and gives it out: plan, sample, calibration round, gold and assignments, as events of the hub's own ledger in
 * one transaction.
 *
 * Invariants: an audit is there with everything or not at all; asking again with its id answers what was drawn and draws
 * nothing; two draws of one rotating source never take the same traces.
 */
import { randomBytes } from 'node:crypto';
import type { Assignment } from '../../shared/domain/audit.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import type { AuditId, Digest, PersonId } from '../../shared/domain/ids.ts';
import type { HubPlan } from '../../shared/domain/template.ts';
import { assignItems } from '../../shared/sampling/assign.ts';
import { requireScorecard } from '../../shared/sampling/require-registration.ts';
import { isoNow } from '../outside.ts';
import type { OwnEvent } from '../own-ledger.ts';
import { appendOwn } from '../own-ledger.ts';
import type { RequestFailure } from '../routes/fail.ts';
import { fail } from '../routes/fail.ts';
import { catalogueOf } from '../store/deliberation.ts';
import { findAudit } from '../store/audits.ts';
import { listCalibrationIds } from '../store/calibration.ts';
import { insertContents, restoreContents } from '../store/contents.ts';
import { listGoldItems } from '../store/gold.ts';
import { listItems } from '../store/items.ts';
import { recordDrawn } from '../store/rotation.ts';
import { listPeople } from '../store/people.ts';
import type { SourceRecord } from '../store/sources.ts';
import type { ReadableHub, WritableHub } from '../store/write.ts';
import { inWrite } from '../store/write.ts';
import type { CalibrationRound } from './calibration.ts';
import { chooseCalibration, noteOfRound } from './calibration.ts';
import type { MixedGold } from './mixed-gold.ts';
import { mixGold } from './mixed-gold.ts';
import { requireReviewers } from './reviewers.ts';
import type { Sampled } from './sample.ts';
import { getSource, hubPlanOf, sampleFrame } from './sample.ts';
import type { WorkWorld } from './world.ts';
import { ownFacts, tellingFaults } from './world.ts';

export interface DrawOrder {
  auditId: AuditId;
  plan: HubPlan;
  leadId: PersonId;
  reviewerIds: readonly PersonId[];
  /** Gold items to mix in, at most. */
  gold: number;
  templateId?: string;
  /** Runs in the transaction of the draw, once it is certain: for rows that belong to it. */
  alsoStore?: (hub: WritableHub) => Promise<void>;
}

export interface Drawn {
  auditId: AuditId;
  manifestDigest: Digest;
  itemCount: number;
  goldCount: number;
  /** Items of the calibration round; 0 where there is none. */
  calibrationCount: number;
  /** What the lead should know of it; null where there is nothing to tell. */
  note: string | null;
}

/**
 * Plans, draws and gives out. Throws INVALID_INPUT, NOT_FOUND, EMPTY_FRAME, INFEASIBLE_PLAN; and CONFLICT where the id is
 * that of another audit.
 */
export async function drawAtHub(world: WorkWorld, order: DrawOrder): Promise<Drawn> {
  const { db } = world.database;
  const known = await findDrawn(db, order);
  if (known !== null) return known;
  const source = await getSource(db, order.plan.sourceId);
  return tellingFaults(async () => {
    requireScorecard(order.plan, await catalogueOf(db));
    const now = isoNow(world.clock);
    const reviewerIds = await requireReviewers(db, order.reviewerIds, now, 'reviewerIds');
    const measuredIds = await listMeasured(db, reviewerIds, order.leadId);
    return drawUnlessBeaten(world, { ...order, reviewerIds, measuredIds }, source);
  });
}

/** How often another draw of the same source may come between before this one shuts others out. */
const mostAttempts = 3;

/**
 * A frame is read without holding up other writers, and read again when another draw of the source came between. A
 * rotating selection of traces that are here reads little, and the next one hangs on it: it is made under the lock.
 */
async function drawUnlessBeaten(world: WorkWorld, order: CheckedOrder, source: SourceRecord): Promise<Drawn> {
  const { db, sampleSeed } = world.database;
  const isRotating = order.plan.selection === 'rotating';
  const request = {
    auditId: order.auditId,
    plan: order.plan,
    seed: isRotating ? sampleSeed : randomBytes(16).toString('hex'),
    drawnAt: isoNow(world.clock),
  };
  const attempts = isRotating && source.kind === 'ingested' ? 0 : mostAttempts;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const sampled = await sampleFrame(db, source, sampleSeed, request);
    try {
      return await inWrite(db, async (hub) => storeDraw(world, hub, order, sampled));
    } catch (error) {
      if (!(error instanceof Beaten)) throw error;
      if (source.kind === 'warehouse' && attempt === mostAttempts) throw error.failure;
    }
  }
  return inWrite(db, async (hub) =>
    storeDraw(world, hub, order, await sampleFrame(hub, source, sampleSeed, request)),
  );
}

/** Another draw of the same source was stored first. */
class Beaten extends Error {
  readonly failure: RequestFailure;
  constructor(failure: RequestFailure) {
    super('another draw came between', { cause: failure });
    this.failure = failure;
  }
}

async function storeDraw(
  world: WorkWorld,
  hub: WritableHub,
  order: CheckedOrder,
  sampled: Sampled,
): Promise<Drawn> {
  const known = await findDrawn(hub, order);
  if (known !== null) return known;
  const { auditId } = order;
  const { manifest, contents, source, answer } = sampled;
  await recordDrawn(hub, { auditId, source, plan: manifest.plan, answer, at: manifest.drawnAt }).catch(
    (error: unknown) => {
      throw isConflict(error) ? new Beaten(error) : error;
    },
  );
  const text = canonicalJson(manifest);
  const manifestDigest = sha256Hex(text);
  const round = await chooseCalibration(hub, { manifest, reviewerIds: order.reviewerIds });
  const gold = await mixGold(hub, {
    manifest,
    traces: answer.drawn.map((one) => one.trace),
    reviewerIds: order.measuredIds,
    count: order.gold,
    takenIds: round.traceIds,
  });
  const texts = [...contents, ...gold.contents, ...round.contents, { digest: manifestDigest, text }];
  await insertContents(hub, texts);
  await restoreContents(hub, texts);
  await appendOwn(hub, eventsOf(order, sampled, manifestDigest, { gold, round }), ownFacts(world));
  await order.alsoStore?.(hub);
  return {
    auditId,
    manifestDigest,
    itemCount: manifest.items.length,
    goldCount: gold.places.length,
    ...toldOf(manifest.plan, round.places.length),
  };
}

function toldOf(
  { calibration }: Pick<HubPlan, 'calibration'>,
  calibrationCount: number,
): Pick<Drawn, 'calibrationCount' | 'note'> {
  return { calibrationCount, note: noteOfRound(calibration, calibrationCount) };
}

function isConflict(error: unknown): error is RequestFailure {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'CONFLICT';
}

/** A draw with those who get its gold items. */
type CheckedOrder = DrawOrder & { measuredIds: readonly PersonId[] };

/**
 * Who can be measured by gold: whoever leads an audit is told which items are gold, and whoever may list gold sees what
 * is missing from the list.
 */
async function listMeasured(
  db: ReadableHub,
  reviewerIds: readonly PersonId[],
  leadId: PersonId,
): Promise<PersonId[]> {
  const people = await listPeople(db);
  const reviewers = new Set(people.filter((one) => one.role === 'reviewer').map((one) => one.id));
  return reviewerIds.filter((id) => id !== leadId && reviewers.has(id));
}

function eventsOf(
  order: CheckedOrder,
  { manifest }: Sampled,
  manifestDigest: Digest,
  { gold, round }: { gold: MixedGold; round: CalibrationRound },
): OwnEvent[] {
  const { auditId, leadId, templateId } = order;
  const subject = { auditId };
  const { plan, items } = manifest;
  const origin = templateId === undefined ? {} : { templateId };
  const events: OwnEvent[] = [
    { key: 'audit.planned@1', subject, body: { auditId, plan, isDemo: false, leadId, ...origin } },
    { key: 'audit.drawn@1', subject, body: { auditId, manifestDigest, itemCount: items.length } },
  ];
  if (round.places.length > 0) {
    events.push({
      key: 'audit.calibrationSet@1',
      subject,
      body: { auditId, items: round.places, by: leadId },
    });
  }
  if (gold.places.length > 0) {
    events.push({ key: 'audit.goldMixed@1', subject, body: { auditId, items: gold.places } });
  }
  const golden = gold.places.map(({ itemId }): Assignment => ({ itemId, personIds: [...order.measuredIds] }));
  const assignments = [...deal(order, manifest), ...golden];
  return [...events, { key: 'audit.assigned@1', subject, body: { auditId, assignments, by: leadId } }];
}

function deal({ reviewerIds }: DrawOrder, { plan, items }: Sampled['manifest']): Assignment[] {
  const dealt = assignItems({
    seed: plan.seed,
    items,
    reviewerIds,
    reviewersPerOverlapItem: plan.overlap.reviewersPerItem,
  });
  return dealt.map((one) => ({
    itemId: one.itemId as Assignment['itemId'],
    personIds: one.reviewerIds as PersonId[],
  }));
}

/** What was drawn under this id before; null where nothing was. */
async function findDrawn(hub: ReadableHub, order: DrawOrder): Promise<Drawn | null> {
  const { auditId } = order;
  const audit = await findAudit(hub, auditId);
  if (audit === null) return null;
  // A template may have been changed since; that week is drawn all the same.
  const isSame =
    order.templateId !== undefined || canonicalJson(hubPlanOf(audit.plan)) === canonicalJson(order.plan);
  if (audit.leadId !== order.leadId || audit.manifestDigest === null || !isSame) {
    throw fail('CONFLICT', {
      what: 'There is another audit with this id.',
      where: `audit ${auditId}`,
      remedy: 'Leave the id out, or choose a new one.',
    });
  }
  const goldCount = (await listGoldItems(hub, auditId)).length;
  const itemCount = (await listItems(hub, auditId)).length - goldCount;
  const { manifestDigest, plan } = audit;
  const practised = await listCalibrationIds(hub, auditId);
  return { auditId, manifestDigest, itemCount, goldCount, ...toldOf(plan, practised.size) };
}
