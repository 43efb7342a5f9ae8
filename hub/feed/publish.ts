/**
 * Tells everybody concerned what a transaction changed, at new positions of the feed.
 *
 * Invariants: the latest entry under each (kind, id) of a person's feed is exactly what that person may see now; what
 * becomes visible later is told later; what is no longer to be seen is taken back and its earlier text deleted, so that
 * a device that reads from the beginning is never told it.
 */
import type { Person } from '../../shared/domain/person.ts';
import type { Skip } from '../../shared/domain/projection.ts';
import { skipKey } from '../../shared/domain/projection.ts';
import { listAudits } from '../store/audits.ts';
import type { NewEntry } from '../store/feed.ts';
import {
  appendEntries,
  deleteEntries,
  everybody,
  listLatest,
  listViewers,
  putViewer,
} from '../store/feed.ts';
import { listPeople } from '../store/people.ts';
import { listReviews, listSkips } from '../store/reviews.ts';
import { listSecondLooks } from '../store/second-looks.ts';
import type { WritableHub } from '../store/write.ts';
import type { FeedChanges, ItemPlace } from './changes.ts';
import type { AuditRows, Visible } from './entries.ts';
import { listVisible, readAudit, reviewEntry, secondLookEntry, skipEntry, toVisible } from './entries.ts';
import type { Level } from './visibility.ts';
import { isLess, levelOf } from './visibility.ts';

/** Publishes what was collected; audits that changed as a whole are compared as a whole. */
export async function publishChanges(hub: WritableHub, changes: FeedChanges): Promise<void> {
  if (changes.audits.size > 0) {
    const people = await listPeople(hub);
    for (const auditId of changes.audits) await refreshAudit(hub, auditId, people);
  }
  for (const auditId of changes.listAuditsOfRows()) {
    // A comparison has told the new reviews already.
    const fresh = changes.audits.has(auditId) ? [] : (changes.reviews.get(auditId) ?? []);
    const reviewIds = new Set([...fresh, ...(changes.retold.get(auditId) ?? [])]);
    await publishRows(hub, auditId, [...reviewIds], changes.skips.get(auditId) ?? new Map());
    await publishSecondLooks(hub, auditId, [...(changes.secondLooks.get(auditId)?.values() ?? [])]);
  }
}

/** Tells everybody of a person: new, renamed or in another role. */
export async function publishPerson(hub: WritableHub, person: Person): Promise<void> {
  const { kind, id, payload } = toVisible('person', person.id, person);
  await appendEntries(hub, [{ audience: everybody, op: 'put', kind, id, audit_id: null, payload }]);
}

/** Tells a person what they see of every audit now, after their role changed or began. */
export async function refreshPerson(hub: WritableHub, person: Person): Promise<void> {
  for (const audit of await listAudits(hub)) await refreshAudit(hub, audit.id, [person]);
}

/** Compares what each of `people` was told of an audit with what they may see now, and tells the difference. */
export async function refreshAudit(
  hub: WritableHub,
  auditId: string,
  people: readonly Person[],
): Promise<void> {
  const rows = await readAudit(hub, auditId);
  if (rows === null) return;
  const before = new Map((await listViewers(hub, auditId)).map((one) => [one.personId, one.level]));
  for (const person of people) {
    const was = before.get(person.id) ?? 'none';
    const now = levelOf(person, rows.audit, rows.participants.has(person.id));
    if (was === 'none' && now === 'none') continue;
    if (was !== now) await putViewer(hub, auditId, person.id, now);
    await refreshViewer(hub, rows, person.id, { was, now });
  }
}

async function refreshViewer(
  hub: WritableHub,
  rows: AuditRows,
  personId: string,
  level: { was: Level; now: Level },
): Promise<void> {
  const auditId = rows.audit.id;
  const visible = listVisible(rows, personId, level.now);
  const told = (await listLatest(hub, personId, auditId)).filter((one) => one.op === 'put');
  const keys = new Set(visible.map(keyOf));
  const gone = told.filter((one) => !keys.has(keyOf(one)));
  const known = new Map<string, string | null>();
  if (isLess(level.now, level.was)) await deleteEntries(hub, personId, auditId);
  else {
    await deleteEntries(hub, personId, auditId, gone);
    for (const one of told) known.set(keyOf(one), one.payload);
  }
  await appendEntries(hub, [
    ...visible
      .filter((one) => known.get(keyOf(one)) !== one.payload)
      .map((one) => put(personId, auditId, one)),
    ...gone.map((one) => remove(personId, auditId, one)),
  ]);
}

/**
 * Reviews and skips by themselves: told to their person and to those who see everybody's. A skip that does not stand is
 * told as gone: the device that made it has set it on its own.
 */
async function publishRows(
  hub: WritableHub,
  auditId: string,
  reviewIds: readonly string[],
  touched: ReadonlyMap<string, ItemPlace>,
): Promise<void> {
  const reviews = reviewIds.length === 0 ? [] : await listReviews(hub, auditId, reviewIds);
  const skips = touched.size === 0 ? [] : await listSkips(hub, auditId);
  const standing = new Map<string, Skip>(skips.map((skip) => [skipKey(skip.itemId, skip.personId), skip]));
  const entries: NewEntry[] = [];
  for (const { personId, level } of await listViewers(hub, auditId)) {
    if (level === 'none') continue;
    const sees = (author: string): boolean => level !== 'own' || author === personId;
    for (const review of reviews) {
      if (sees(review.personId)) entries.push(put(personId, auditId, reviewEntry(review)));
    }
    for (const [key, on] of touched) {
      if (!sees(on.personId)) continue;
      const skip = standing.get(key);
      const isGone = skip === undefined;
      entries.push(
        isGone
          ? remove(personId, auditId, { kind: 'skip', id: key })
          : put(personId, auditId, skipEntry(skip)),
      );
    }
  }
  await appendEntries(hub, entries);
}

/** Second looks that were refused, as they stand, to whoever gave them out. Others never heard of them. */
async function publishSecondLooks(
  hub: WritableHub,
  auditId: string,
  refused: readonly ItemPlace[],
): Promise<void> {
  if (refused.length === 0) return;
  const standing = new Map(
    (await listSecondLooks(hub, auditId)).map((look) => [look.itemId as string, look]),
  );
  const levels = new Map((await listViewers(hub, auditId)).map((one) => [one.personId, one.level]));
  const entries: NewEntry[] = [];
  for (const { itemId, personId } of refused) {
    const level = levels.get(personId) ?? 'none';
    if (level === 'none') continue;
    const look = standing.get(itemId);
    const isSeen = look !== undefined && (level !== 'own' || look.personId === personId);
    entries.push(
      isSeen
        ? put(personId, auditId, secondLookEntry(auditId, look))
        : remove(personId, auditId, { kind: 'secondLook', id: itemId }),
    );
  }
  await appendEntries(hub, entries);
}

const keyOf = (one: { kind: string; id: string }): string => `${one.kind}/${one.id}`;

function put(audience: string, auditId: string, { kind, id, payload }: Visible): NewEntry {
  return { audience, op: 'put', kind, id, audit_id: auditId, payload };
}

function remove(audience: string, auditId: string, { kind, id }: { kind: string; id: string }): NewEntry {
  return { audience, op: 'remove', kind, id, audit_id: auditId, payload: null };
}
