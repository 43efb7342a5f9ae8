/** Asks for items to be judged anew by people who judged them, knowing nothing of what they said before. */
import type { RelabelItem } from '../../shared/domain/extra-work.ts';
import type { AuditId, ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { Person } from '../../shared/domain/person.ts';
import { partOf, readAudit } from '../feed/entries.ts';
import { appendOwn } from '../own-ledger.ts';
import { fail } from '../routes/fail.ts';
import { listAssignmentRows, listItems } from '../store/items.ts';
import { listPeople } from '../store/people.ts';
import { listOpenRelabels } from '../store/relabels.ts';
import { listJudged } from '../store/reviews.ts';
import { listSecondLooks } from '../store/second-looks.ts';
import type { ReadableHub } from '../store/write.ts';
import { inWrite } from '../store/write.ts';
import { getAudit, mustBeOpen } from './audits.ts';
import type { WorkWorld } from './world.ts';
import { ownFacts } from './world.ts';

export interface RelabelOrder {
  auditId: AuditId;
  itemIds: ItemId[];
  /** Null: whoever judged each of them. */
  personIds: PersonId[] | null;
  reason: string;
}

export interface RelabelAnswer {
  requested: number;
  /** Items and people of whom it was not asked: not judged yet, given away since, or asked already. */
  leftOut: number;
}

/** Throws FORBIDDEN for whoever reviews in the audit, NOT_FOUND for a foreign item, CONFLICT unless it is open. */
export async function requestRelabel(
  world: WorkWorld,
  person: Person,
  order: RelabelOrder,
): Promise<RelabelAnswer> {
  const { auditId } = order;
  return inWrite(world.database.db, async (hub) => {
    const audit = await getAudit(hub, auditId);
    await mustNotBeBlind(hub, person, audit.leadId === person.id, auditId);
    mustBeOpen(audit);
    await mustHold(hub, order);
    const { items, leftOut } = await choosePairs(hub, order);
    const requested = items.reduce((sum, one) => sum + one.personIds.length, 0);
    if (requested === 0) return { requested, leftOut };
    const body = { auditId, requestId: world.ids.uuid(), reason: order.reason, items, by: person.id };
    await appendOwn(hub, [{ key: 'relabel.requested@1', subject: { auditId }, body }], ownFacts(world));
    return { requested, leftOut };
  });
}

/** Leads run their own audits, admins all of them; an owner any in which they do not review themselves. */
async function mustNotBeBlind(
  hub: ReadableHub,
  person: Person,
  isLead: boolean,
  auditId: AuditId,
): Promise<void> {
  if (isLead || person.role === 'admin') return;
  const rows = person.role === 'owner' ? await readAudit(hub, auditId) : null;
  if (rows !== null && !partOf(rows, person.id).takesPart) return;
  throw fail('FORBIDDEN', {
    what: 'Only the lead of an audit, admins, and owners who do not review in it may do this.',
    where: `audit ${auditId}`,
    remedy: 'Ask the lead of this audit.',
  });
}

async function mustHold(hub: ReadableHub, { auditId, itemIds }: RelabelOrder): Promise<void> {
  const items = new Set((await listItems(hub, auditId)).map((item) => item.id));
  const stray = itemIds.find((id) => !items.has(id));
  if (stray === undefined) return;
  throw fail('NOT_FOUND', {
    what: 'This audit has no such item.',
    where: `item ${stray}`,
    remedy: 'Choose items of this audit.',
  });
}

const key = (itemId: string, personId: string): string => `${itemId} ${personId}`;

async function choosePairs(
  hub: ReadableHub,
  { auditId, itemIds, personIds }: RelabelOrder,
): Promise<{ items: RelabelItem[]; leftOut: number }> {
  const imported = new Set<string>(
    (await listPeople(hub)).filter((one) => one.isImported === true).map((one) => one.id),
  );
  const judged = (await listJudged(hub, auditId)).filter((one) => !imported.has(one.personId));
  const judges = Map.groupBy(judged, (one) => one.itemId);
  const asked = new Set((await listOpenRelabels(hub, auditId)).map((one) => key(one.itemId, one.personId)));
  // A review of what was given away since would be late.
  const rows = (await listAssignmentRows(hub, auditId)).filter((row) => row.is_current);
  const has = new Set(rows.map((row) => key(row.item_id, row.person_id)));
  for (const look of await listSecondLooks(hub, auditId)) has.add(key(look.itemId, look.personId));
  const items: RelabelItem[] = [];
  let leftOut = 0;
  for (const itemId of new Set(itemIds)) {
    const judgedBy = (judges.get(itemId) ?? []).map((one) => one.personId as PersonId);
    const wanted = personIds === null ? judgedBy : [...new Set(personIds)];
    const able = wanted.filter(
      (id) => judgedBy.includes(id) && has.has(key(itemId, id)) && !asked.has(key(itemId, id)),
    );
    if (able.length > 0) items.push({ itemId, personIds: able });
    leftOut += Math.max(wanted.length, 1) - able.length;
  }
  return { items, leftOut };
}
