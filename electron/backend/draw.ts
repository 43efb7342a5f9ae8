/**
 * From a plan to an open audit: checks the plan, draws, deals, and stores everything in one transaction. Used by the
 * Plan screen, the command line and the demo alike.
 *
 * Invariant: an audit is there with its manifest, items and assignments, or not at all.
 */
import type { Assignment, AuditPlan, Manifest } from '../../shared/domain/audit.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import { refOf } from '../../shared/domain/catalogue.ts';
import type { CalibrationPlace } from '../../shared/domain/extra-work.ts';
import type { AuditId, Digest, PersonId } from '../../shared/domain/ids.ts';
import type { Source } from '../../shared/domain/source.ts';
import { assignItems } from '../../shared/sampling/assign.ts';
import {
  requireFrame,
  requireRegistration,
  requireScorecard,
} from '../../shared/sampling/require-registration.ts';
import { inTransaction } from '../../db/connection.ts';
import type { Content } from '../../db/queries/contents.ts';
import { catalogueOf } from '../../db/queries/deliberation.ts';
import { insertContent } from '../../db/queries/contents.ts';
import { findSource } from '../../db/queries/sources.ts';
import { isoNow } from './clock.ts';
import type { BackendContext } from './context.ts';
import { WorkbenchError } from './errors.ts';
import { isOfHub, requireLocal } from './handlers/source-of.ts';
import { announce, appendOwn, getSelf } from './self.ts';
import { drawAudit } from './sources/draw-audit.ts';

export interface DrawRequest {
  plan: AuditPlan;
  reviewerIds: PersonId[];
  isDemo: boolean;
  /** Makes the calibration round that the plan asks for, of what was not drawn. */
  round?: (manifest: Manifest) => { items: CalibrationPlace[]; contents: Content[] };
}

export interface Drawn {
  auditId: AuditId;
  manifestDigest: Digest;
  itemCount: number;
}

/** Plans, draws, assigns. Throws typed errors: unknown source or scorecard, changed files, empty frame, infeasible. */
export async function drawAndStore(context: BackendContext, request: DrawRequest): Promise<Drawn> {
  const { store, clock, ids, sources } = context;
  const source = await requireSource(context, request.plan);
  requireLocal(request.plan);
  requireRound(request);
  const card = requireScorecard(request.plan, catalogueOf(store));
  // Frozen with what the version is: a hub may have another of its number.
  const plan = { ...request.plan, scorecard: refOf(card) };
  requireRegistration(plan, card);
  await requireUnchanged(context, source);
  const before = getSelf(store).person.id;
  const auditId = ids.uuidv7() as AuditId;
  const { manifest, contents } = await drawAudit(sources, source.spec, auditId, plan, isoNow(clock));
  requireFrame(manifest);
  const drawn = inTransaction(store, () => {
    // Signing in while the files were read may have given this person another id.
    const now = getSelf(store).person.id;
    const reviewerIds = request.reviewerIds.map((id) => (id === before ? now : id));
    return storeDraw(context, { ...request, plan, reviewerIds }, manifest, contents);
  });
  announce(context);
  return drawn;
}

/** Draws the plan of a manifest again, storing nothing. */
export async function drawAgain(context: BackendContext, manifest: Manifest): Promise<Manifest> {
  const { plan, auditId, drawnAt } = manifest;
  const source = await requireSource(context, plan);
  await requireUnchanged(context, source);
  return (await drawAudit(context.sources, source.spec, auditId, plan, drawnAt)).manifest;
}

function storeDraw(
  context: BackendContext,
  request: DrawRequest,
  manifest: Manifest,
  contents: readonly Content[],
): Drawn {
  const { store } = context;
  const { auditId } = manifest;
  const text = canonicalJson(manifest);
  const manifestDigest = sha256Hex(text);
  const itemCount = manifest.items.length;
  for (const content of contents) insertContent(store, content);
  insertContent(store, { digest: manifestDigest, text });
  const subject = { auditId };
  appendOwn(context, 'audit.planned@1', subject, { auditId, plan: request.plan, isDemo: request.isDemo });
  appendOwn(context, 'audit.drawn@1', subject, { auditId, manifestDigest, itemCount });
  const round = request.round?.(manifest);
  if (round !== undefined) {
    for (const content of round.contents) insertContent(store, content);
    appendOwn(context, 'audit.calibrationSet@1', subject, { auditId, items: round.items });
  }
  appendOwn(context, 'audit.assigned@1', subject, {
    auditId,
    assignments: deal(manifest, request.reviewerIds),
  });
  return { auditId, manifestDigest, itemCount };
}

function deal(manifest: Manifest, reviewerIds: readonly PersonId[]): Assignment[] {
  const { seed, overlap } = manifest.plan;
  const dealt = assignItems({
    seed,
    items: manifest.items,
    reviewerIds,
    reviewersPerOverlapItem: overlap.reviewersPerItem,
  });
  return dealt.map((one) => ({
    itemId: one.itemId as Assignment['itemId'],
    personIds: one.reviewerIds as PersonId[],
  }));
}

async function requireSource(context: BackendContext, plan: AuditPlan): Promise<Source> {
  const source = findSource(context.store, plan.source.id);
  if (source === null) throw (await isOfHub(context, plan)) ? drawnAtHub(plan) : notHere(plan);
  if (source.fingerprint !== plan.source.fingerprint) throw changed(source);
  return source;
}

/** Items with known answers are the hub's: from files on this computer nobody can make a round. */
function requireRound({ plan, round }: DrawRequest): void {
  if (plan.calibration === undefined || round !== undefined) return;
  throw new WorkbenchError('INFEASIBLE_PLAN', {
    what: 'A calibration round is made of gold items, which the hub keeps: it cannot be drawn from files on this computer.',
    where: 'plan.calibration',
    remedy: 'Leave the calibration round out, or draw at the hub.',
  });
}

function notHere({ source }: AuditPlan): WorkbenchError {
  return new WorkbenchError('NOT_FOUND', {
    what: `The source "${source.name}" is not on this computer.`,
    remedy: 'Add its files on the Plan screen, or draw on the computer that has them.',
  });
}

function drawnAtHub({ source }: AuditPlan): WorkbenchError {
  return new WorkbenchError('CONFLICT', {
    what: `"${source.name}" is a source of the hub: its samples are drawn there, not on this computer.`,
    where: 'source',
    remedy: 'Draw it at the hub: on the Plan screen, or by `assay draw --hub-source`.',
  });
}

async function requireUnchanged(context: BackendContext, source: Source): Promise<void> {
  const { fingerprint } = await context.sources.open(source.spec);
  if (fingerprint !== source.fingerprint) throw changed(source);
}

function changed(source: Source): WorkbenchError {
  return new WorkbenchError('SOURCE_CHANGED', {
    what: `The files of "${source.name}" are not those that were added.`,
    where: source.spec.paths.join(', '),
    remedy: 'Add the files again as a new source and plan with that, or put the old files back.',
  });
}
