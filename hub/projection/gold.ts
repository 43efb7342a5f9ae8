/**
 * Gold items: known answers, and where they are mixed in. Only the hub does either.
 *
 * Invariant: a mixed queue has places 1, 2, 3 … without gaps, and a gold item has the id that the item of its trace would
 * have, so that nothing but its answers, which are kept from reviewers, tells it apart.
 */
import { itemIdOf } from '../../shared/domain/audit.ts';
import type { GoldPlace } from '../../shared/domain/extra-work.ts';
import { listCalibrationIds } from '../store/calibration.ts';
import { listMissing } from '../store/contents.ts';
import { findGold, insertGold, insertGoldItems, listGoldItems, retireGold } from '../store/gold.ts';
import { insertItems, listItems, updatePositions } from '../store/items.ts';
import type { Decision } from '../store/ledgers.ts';
import { findOwn } from './audits.ts';
import { isByHub } from './by-hub.ts';
import { applied, pending, refuse } from './decision.ts';
import type { RuleInput } from './rule.ts';

const notTheHub = refuse('WRONG_ROLE', 'Only the hub itself keeps gold items.');

const digestsOf = (one: Pick<GoldPlace, 'contentDigest' | 'sealedDigest'>): string[] =>
  one.sealedDigest === null ? [one.contentDigest] : [one.contentDigest, one.sealedDigest];

export async function projectGoldAdded({
  context,
  event,
  body,
}: RuleInput<'gold.added@1'>): Promise<Decision> {
  if (!(await isByHub(context, event))) return notTheHub;
  if ((await findGold(context.hub, body.goldId)) !== null) return refuse('DUPLICATE_ID');
  if ((await listMissing(context.hub, digestsOf(body))).length > 0) return pending;
  const { by, ...answer } = body;
  await insertGold(context.hub, {
    ...answer,
    addedAt: event.envelope.at,
    addedBy: by ?? null,
    retiredAt: null,
  });
  return applied;
}

/** Where it is mixed in already, it stays. */
export async function projectGoldRetired(input: RuleInput<'gold.retired@1'>): Promise<Decision> {
  const { context, event, body } = input;
  if (!(await isByHub(context, event))) return notTheHub;
  if ((await findGold(context.hub, body.goldId)) === null) return refuse('UNKNOWN_GOLD');
  await retireGold(context.hub, body.goldId, event.envelope.at);
  return applied;
}

export async function projectGoldMixed(input: RuleInput<'audit.goldMixed@1'>): Promise<Decision> {
  const { context, event, body } = input;
  if (!(await isByHub(context, event))) return notTheHub;
  const own = await findOwn(context, event, body.auditId);
  if ('refusal' in own) return own.refusal;
  const { audit } = own;
  if (audit.state !== 'drawn' || (await listGoldItems(context.hub, audit.id)).length > 0) {
    return refuse('AUDIT_STATE', 'Gold is mixed in once, after the draw and before items are given out.');
  }
  const queue = await listItems(context.hub, audit.id);
  const taken = new Set(queue.map((item) => item.id)).union(await listCalibrationIds(context.hub, audit.id));
  for (const place of body.items) {
    const gold = await findGold(context.hub, place.goldId);
    if (gold === null) return refuse('UNKNOWN_GOLD');
    const isFree = !taken.has(place.itemId);
    if (!isFree || place.itemId !== itemIdOf(audit.id, gold.traceId)) {
      return refuse('UNKNOWN_ITEM', `Item ${place.itemId} is not that of gold item ${place.goldId}.`);
    }
    taken.add(place.itemId);
  }
  if ((await listMissing(context.hub, body.items.flatMap(digestsOf))).length > 0) return pending;
  await mix(input, queue);
  context.changes.touchAudit(audit.id);
  return applied;
}

async function mix(
  { context, body }: RuleInput<'audit.goldMixed@1'>,
  queue: Awaited<ReturnType<typeof listItems>>,
): Promise<void> {
  const { hub } = context;
  const order = [
    ...queue.map((item) => ({ id: item.id, place: item.position, isGold: 0 })),
    ...body.items.map((item) => ({ id: item.itemId as string, place: item.after, isGold: 1 })),
  ].toSorted((a, b) => a.place - b.place || a.isGold - b.isGold);
  const positions = new Map(order.map((one, at) => [one.id, at + 1]));
  await updatePositions(
    hub,
    queue.map((item) => ({ id: item.id, position: positions.get(item.id) ?? item.position })),
  );
  await insertItems(
    hub,
    body.items.map((item) => ({
      id: item.itemId,
      audit_id: body.auditId,
      position: positions.get(item.itemId) ?? 0,
      content_digest: item.contentDigest,
      sealed_digest: item.sealedDigest,
    })),
  );
  await insertGoldItems(hub, body.auditId, body.items);
}
