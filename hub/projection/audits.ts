/** What leads do: plan, draw, assign, close. */
import type { Audit, AuditPlan, Manifest } from '../../shared/domain/audit.ts';
import { itemIdOf, manifest } from '../../shared/domain/audit.ts';
import { sealedFacts } from '../../shared/domain/blinding.ts';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import { findScorecard } from '../../shared/domain/catalogue.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import { laterState } from '../../shared/domain/projection.ts';
import { trace } from '../../shared/domain/trace.ts';
import { checkPhaseOne } from '../../shared/report/verify-draw.ts';
import { findContent, listMissing } from '../store/contents.ts';
import { listTexts, listWithoutText } from '../store/erased.ts';
import { insertItems, listItems, putAssignments } from '../store/items.ts';
import { deleteOvertaken } from '../store/second-looks.ts';
import type { Decision } from '../store/ledgers.ts';
import type { WritableHub } from '../store/write.ts';
import { inChunks } from '../store/write.ts';
import { isByHub } from './by-hub.ts';
import type { PlacedEvent, ProjectionContext } from './context.ts';
import { applied, pending, refuse } from './decision.ts';
import type { RuleInput } from './rule.ts';

/** Leads and admins run audits; owners have items of one judged anew under a new version of a taxonomy. */
function mayRun({ role }: PlacedEvent, { bridge }: Pick<AuditPlan, 'bridge'>): boolean {
  return role === 'lead' || role === 'admin' || (role === 'owner' && bridge !== undefined);
}

export async function projectPlanned(
  input: RuleInput<'audit.planned@1' | 'audit.planned@2'>,
): Promise<Decision> {
  const { context, event, body, effect } = input;
  const { bridge } = body.plan;
  if (!mayRun(event, body.plan))
    return refuse('WRONG_ROLE', 'Planning an audit needs the role lead or admin.');
  if (bridge !== undefined) {
    // What knows only the first version would take the items for a sample of the frame.
    if (event.envelope.kindVersion < 2) return refuse('BAD_BODY', 'A bridge is planned by audit.planned@2.');
    const earlier = await context.findAudit(bridge.auditId as AuditId);
    if (earlier === null) return refuse('UNKNOWN_AUDIT', 'The hub does not know the audit that it bridges.');
    if (earlier.plan.bridge !== undefined) {
      return refuse(
        'NOT_PLANNED',
        'A relabel is no sample of a frame, so that nothing can be drawn from it.',
      );
    }
  }
  const other = whyAnothersForm(body.plan, await context.getCatalogue());
  if (other !== null) return refuse('CONFLICT', other);
  if ((await context.findAudit(effect.audit.id)) !== null) return refuse('AUDIT_EXISTS');
  if (body.leadId !== undefined && body.leadId !== event.owner) {
    if (!(await isByHub(context, event))) {
      return refuse('NOT_YOURS', 'Only the hub itself plans an audit that somebody else leads.');
    }
    if (!(await context.isPerson(body.leadId))) return refuse('UNKNOWN_PERSON');
  }
  await context.insertAudit(effect.audit);
  return applied;
}

/**
 * Why the hub cannot read labels of an audit that was planned with a version published alone, as a sentence: here another
 * version has its number. Null where the plan means the hub's, or one that is not known yet.
 */
function whyAnothersForm({ scorecard }: Pick<AuditPlan, 'scorecard'>, catalogue: Catalogue): string | null {
  const { id, version } = scorecard;
  const known = findScorecard({ id, version }, catalogue);
  if (known === null || findScorecard(scorecard, catalogue) !== null) return null;
  return `It was planned with another version ${version} of "${known.title}" than the one that this hub has. The audit stays on the device that planned it.`;
}

/** The audit, if this person may run it; otherwise why not. */
export async function findOwn(
  context: ProjectionContext,
  event: PlacedEvent,
  auditId: AuditId,
): Promise<{ audit: Audit } | { refusal: Decision }> {
  const wrongRole = { refusal: refuse('WRONG_ROLE', 'Running an audit needs the role lead or admin.') };
  const mayEver = mayRun(event, {}) || event.role === 'owner';
  if (!mayEver) return wrongRole;
  const audit = await context.findAudit(auditId);
  if (audit === null) return { refusal: refuse('UNKNOWN_AUDIT') };
  if (!mayRun(event, audit.plan)) return wrongRole;
  const isOwn = audit.leadId === event.owner || event.role === 'admin';
  return isOwn ? { audit } : { refusal: refuse('NOT_YOURS') };
}

export async function projectDrawn(input: RuleInput<'audit.drawn@1'>): Promise<Decision> {
  const { context, event, body, effect } = input;
  const own = await findOwn(context, event, effect.auditId);
  if ('refusal' in own) return own.refusal;
  const { audit } = own;
  if (audit.state !== 'planned') return refuse('AUDIT_STATE', 'The audit has been drawn already.');
  const text = await findContent(context.hub, effect.manifestDigest);
  if (text === null) return pending;
  const read = readManifest(text, audit, body.itemCount);
  if ('problem' in read) return refuse('BAD_MANIFEST', read.problem);
  const stray = await findStray(context, read.manifest);
  if (stray !== null) return refuse('BAD_MANIFEST', stray);
  const digests = read.manifest.items.flatMap((item) => [
    item.contentDigest,
    item.sealedDigest ?? item.contentDigest,
  ]);
  // A text that was erased after the draw was there when it counted.
  const isDecided = event.decided !== undefined;
  const missing = await (isDecided ? listMissing : listWithoutText)(context.hub, digests);
  if (missing.length > 0) return pending;
  const fault = await findBadContent(context.hub, read.manifest, event.decided);
  if (fault !== null) return refuse('BAD_CONTENT', fault);
  await insertItems(
    context.hub,
    read.manifest.items.map((item) => ({
      id: item.id,
      audit_id: audit.id,
      position: item.position,
      content_digest: item.contentDigest,
      sealed_digest: item.sealedDigest,
    })),
  );
  const { manifestDigest, at: drawnAt } = effect;
  await context.updateAudit({ ...audit, state: laterState(audit.state, 'drawn'), manifestDigest, drawnAt });
  return applied;
}

/** Why the items of a bridge audit are not those of the audit that it bridges, as a sentence; null when they are. */
async function findStray(context: ProjectionContext, of: Manifest): Promise<string | null> {
  const { bridge } = of.plan;
  const [fault] = checkPhaseOne(of);
  if (bridge === undefined || fault !== undefined) return fault ?? null;
  const earlier = bridge.auditId as AuditId;
  const items = new Map((await listItems(context.hub, earlier)).map((item) => [item.id as string, item]));
  const stray = of.items.find((item) => {
    const known = items.get(itemIdOf(earlier, item.traceId));
    return known?.content_digest !== item.contentDigest || known.sealed_digest !== item.sealedDigest;
  });
  return stray === undefined ? null : `item ${stray.id} is none of the audit that it bridges`;
}

function readManifest(
  text: string,
  audit: Audit,
  itemCount: number,
): { manifest: Manifest } | { problem: string } {
  const parsed = manifest.safeParse(parseJson(text));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it is not a manifest'}` };
  }
  const read = parsed.data;
  // Devices hash the manifest they are sent: only the canonical text gives the digest that the event names.
  if (canonicalJson(parseJson(text)) !== text) return { problem: 'it is not canonical JSON' };
  if (read.auditId !== audit.id) return { problem: 'it is of another audit' };
  if (canonicalJson(read.plan) !== canonicalJson(audit.plan)) {
    return { problem: 'its plan is not the one that was frozen before the draw' };
  }
  if (read.items.length !== itemCount)
    return { problem: `it has ${read.items.length} items, not ${itemCount}` };
  const positions = new Set(read.items.map((item) => item.position));
  if (positions.size !== read.items.length) return { problem: 'two items have the same place in the queue' };
  const stray = read.items.find((item) => item.id !== itemIdOf(audit.id, item.traceId));
  if (stray !== undefined) return { problem: `item ${stray.id} is not that of its trace` };
  const ids = new Set(read.items.map((item) => item.id));
  return ids.size === read.items.length ? { manifest: read } : { problem: 'it names an item twice' };
}

/** The first item whose texts are not its trace and its sealed facts, as a sentence; null when all are. */
async function findBadContent(
  hub: WritableHub,
  of: Manifest,
  decided: Decision | undefined,
): Promise<string | null> {
  let isErased = false;
  for (const items of inChunks(of.items, 50)) {
    const digests = items.flatMap((item) => [item.contentDigest, item.sealedDigest ?? item.contentDigest]);
    const texts = await listTexts(hub, digests);
    for (const item of items) {
      if (texts.get(item.contentDigest) === null || texts.get(item.sealedDigest ?? '') === null) {
        isErased = true;
        continue;
      }
      const open = trace.safeParse(parseJson(texts.get(item.contentDigest) ?? ''));
      if (!open.success) return `The content of item ${item.id} is not a trace.`;
      if (open.data.id !== item.traceId) return `The content of item ${item.id} is another trace.`;
      if (item.sealedDigest === null) continue;
      const sealed = sealedFacts.safeParse(parseJson(texts.get(item.sealedDigest) ?? ''));
      if (!sealed.success) return `The sealed facts of item ${item.id} are not sealed facts.`;
    }
  }
  return isErased && decided?.reason === 'BAD_CONTENT' ? decided.detail : null;
}

export async function projectAssigned(input: RuleInput<'audit.assigned@1'>): Promise<Decision> {
  const { context, event, effect } = input;
  const own = await findOwn(context, event, effect.auditId);
  if ('refusal' in own) return own.refusal;
  const { audit } = own;
  if (audit.state !== 'drawn' && audit.state !== 'open') {
    return refuse('AUDIT_STATE', `An audit that is ${audit.state} cannot be given out.`);
  }
  const items = new Set((await listItems(context.hub, audit.id)).map((item) => item.id));
  for (const { itemId, personIds } of effect.assignments) {
    if (!items.has(itemId)) return refuse('UNKNOWN_ITEM', `Item ${itemId} is not in this audit.`);
    for (const id of personIds) {
      if (!(await context.isPerson(id))) return refuse('UNKNOWN_PERSON', `Person ${id} is not at this hub.`);
    }
  }
  await putAssignments(context.hub, audit.id, effect.assignments);
  await deleteOvertaken(context.hub, audit.id, effect.assignments);
  await context.updateAudit({ ...audit, state: laterState(audit.state, 'open') });
  return applied;
}

/** Closing what is closed changes nothing: a lead's two devices may both say it. */
export async function projectClosed(input: RuleInput<'audit.closed@1'>): Promise<Decision> {
  const { context, event, effect } = input;
  const own = await findOwn(context, event, effect.auditId);
  if ('refusal' in own) return own.refusal;
  const { audit } = own;
  if (audit.state === 'closed') return applied;
  await context.updateAudit({ ...audit, state: 'closed', closedAt: effect.at });
  return applied;
}

/** Undefined for what is not JSON: no schema accepts it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
