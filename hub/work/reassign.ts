/**
 * Gives the open items of somebody who is away to others. Work that was done stays with whoever did it; work that still
 * comes from the one who was away is late, not lost.
 *
 * Invariant: one event says what changed hands and why; nobody gets an item that they have or had.
 */
import type { Assignment, Audit } from '../../shared/domain/audit.ts';
import type { AuditId, PersonId } from '../../shared/domain/ids.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { Reassigned } from '../../shared/sampling/reassign.ts';
import { reassignItems } from '../../shared/sampling/reassign.ts';
import { isoNow } from '../outside.ts';
import { appendOwn } from '../own-ledger.ts';
import { fail } from '../routes/fail.ts';
import { listTold } from '../store/calibration.ts';
import { listGoldItems } from '../store/gold.ts';
import { listAssignmentRows, toAssignments } from '../store/items.ts';
import { listReviews, listSkips } from '../store/reviews.ts';
import { listSecondLooks } from '../store/second-looks.ts';
import type { ReadableHub } from '../store/write.ts';
import { inWrite } from '../store/write.ts';
import { getLedAudit, mustBeOpen } from './audits.ts';
import { requireReviewers } from './reviewers.ts';
import type { WorkWorld } from './world.ts';
import { ownFacts } from './world.ts';

export interface ReassignOrder {
  auditId: AuditId;
  from: PersonId;
  to: PersonId[];
  reason: string;
}

export interface ReassignAnswer {
  moved: number;
  kept: number;
  /** Why items were kept; null where none was. */
  note: string | null;
  byPerson: { personId: PersonId; items: number }[];
}

/** Throws FORBIDDEN, NOT_FOUND, CONFLICT (not open) and INVALID_INPUT (people who cannot take work). */
export async function reassign(
  world: WorkWorld,
  person: Person,
  order: ReassignOrder,
): Promise<ReassignAnswer> {
  return inWrite(world.database.db, async (hub) => {
    const audit = await getLedAudit(hub, person, order.auditId);
    mustBeOpen(audit);
    const to = await requireTakers(hub, order, isoNow(world.clock));
    const standing = await readStanding(hub, audit, order.from);
    const { assignments, kept, ...rest } = deal(standing, { ...order, to });
    if (assignments.length > 0) {
      const { auditId, reason } = order;
      const body = { auditId, assignments: assignments as Assignment[], reason, by: person.id };
      await appendOwn(hub, [{ key: 'audit.assigned@1', subject: { auditId }, body }], ownFacts(world));
    }
    const { openLooks } = standing;
    return {
      moved: rest.moved,
      kept: kept.length + openLooks,
      note: sayWhy(kept.length, openLooks),
      byPerson: rest.byPerson as ReassignAnswer['byPerson'],
    };
  });
}

async function requireTakers(
  hub: ReadableHub,
  { from, to }: ReassignOrder,
  now: string,
): Promise<PersonId[]> {
  const takers = await requireReviewers(hub, to, now, 'to');
  if (!takers.includes(from)) return takers;
  throw fail('INVALID_INPUT', {
    what: 'Items cannot be given to the person whom they are taken from.',
    where: 'to',
    remedy: 'Choose other people.',
  });
}

interface Standing {
  audit: Audit;
  assignments: Assignment[];
  /** Who has or had each item. */
  everIds: ReadonlyMap<string, ReadonlySet<string>>;
  /** `item person` of what is reviewed or skipped. */
  done: ReadonlySet<string>;
  golden: ReadonlySet<string>;
  /** Second looks of the person that are still to come. */
  openLooks: number;
}

async function readStanding(hub: ReadableHub, audit: Audit, from: PersonId): Promise<Standing> {
  const rows = await listAssignmentRows(hub, audit.id);
  const looks = await listSecondLooks(hub, audit.id);
  const reviews = await listReviews(hub, audit.id);
  const everIds = new Map<string, Set<string>>();
  const held = [
    ...rows.map((row) => [row.item_id, row.person_id] as const),
    ...[...looks, ...reviews].map((one) => [one.itemId, one.personId] as const),
    // Silent gold measures nobody who was told its answers.
    ...(await listTold(hub, audit.id)).map((one) => [one.itemId, one.personId] as const),
  ];
  for (const [itemId, personId] of held) {
    const ever = everIds.get(itemId) ?? new Set<string>();
    everIds.set(itemId, ever.add(personId));
  }
  const done = new Set<string>();
  for (const { itemId, personId } of [...reviews, ...(await listSkips(hub, audit.id))]) {
    done.add(`${itemId} ${personId}`);
  }
  return {
    audit,
    assignments: toAssignments(rows),
    everIds,
    done,
    golden: new Set((await listGoldItems(hub, audit.id)).map((one) => one.itemId)),
    openLooks: looks.filter((look) => look.personId === from && !done.has(`${look.itemId} ${from}`)).length,
  };
}

function deal(standing: Standing, { from, to }: ReassignOrder): Reassigned {
  const { audit, assignments, everIds, done, golden } = standing;
  const isOpen = (itemId: string, personId: string): boolean => !done.has(`${itemId} ${personId}`);
  const loads = new Map<string, number>(to.map((id) => [id, 0]));
  for (const { itemId, personIds } of assignments) {
    for (const id of personIds) {
      const load = loads.get(id);
      if (load !== undefined && isOpen(itemId, id)) loads.set(id, load + 1);
    }
  }
  const items = assignments
    .filter(({ itemId, personIds }) => personIds.includes(from) && isOpen(itemId, from))
    .map(({ itemId, personIds }) => ({
      itemId,
      holderIds: personIds,
      everIds: [...(everIds.get(itemId) ?? [])],
      isDispensable: golden.has(itemId),
    }));
  return reassignItems({ seed: audit.plan.seed, from, to, items, loads });
}

const count = (n: number, one: string, many: string): string => (n === 1 ? `1 ${one}` : `${n} ${many}`);

function sayWhy(kept: number, openLooks: number): string | null {
  const reasons: string[] = [];
  if (kept > 0) {
    reasons.push(
      `${count(kept, 'item stays', 'items stay')}: each of these people has or had ${kept === 1 ? 'it' : 'them'} already, and reviews must be independent.`,
    );
  }
  if (openLooks > 0) {
    reasons.push(
      `${count(openLooks, 'second look stays', 'second looks stay')}: who judges again was drawn once for the whole audit.`,
    );
  }
  return reasons.length === 0 ? null : reasons.join(' ');
}
