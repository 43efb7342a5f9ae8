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
import type { Review } from '../../shared/domain/review.ts';
import { listAudits } from '../store/audits.ts';
import { listCalibrationIds } from '../store/calibration.ts';
import type { NewEntry } from '../store/feed.ts';
import {
  appendEntries,
  deleteEntries,
  everybody,
  listLatest,
  listToldToAll,
  listViewers,
  putViewer,
} from '../store/feed.ts';
import { listPeople } from '../store/people.ts';
import { listForEverybody } from '../store/deliberation.ts';
import { listReviews, listSkips } from '../store/reviews.ts';
import type { WritableHub } from '../store/write.ts';
import type { FeedChanges, ItemPlace } from './changes.ts';
import type { AuditRows } from './entries.ts';
import {
  listDeliberated,
  listVisible,
  partOf,
  readAudit,
  reviewEntry,
  seesPractice,
  skipEntry,
} from './entries.ts';
import type { Level } from './visibility.ts';
import { isLess, levelOf } from './visibility.ts';
import type { Visible } from './visible.ts';
import { toVisible } from './visible.ts';

/** Publishes what was collected; audits that changed as a whole are compared as a whole. */
export async function publishChanges(hub: WritableHub, changes: FeedChanges): Promise<void> {
  await publishImported(hub, changes.people);
  await publishForEverybody(hub, [...changes.forEverybody]);
  await takeBack(hub, changes.refused);
  if (changes.audits.size > 0) {
    const people = (await listPeople(hub)).filter(signsIn);
    for (const auditId of changes.audits) await refreshAudit(hub, auditId, people);
  }
  for (const auditId of changes.listAuditsOfRows()) {
    // A comparison has told the new reviews already.
    const isCompared = changes.audits.has(auditId);
    const fresh = isCompared ? [] : (changes.reviews.get(auditId) ?? []);
    const ids = [...new Set([...fresh, ...(changes.retold.get(auditId) ?? [])])];
    const reviews = ids.length === 0 ? [] : await listReviews(hub, auditId, { ids });
    const skips = changes.skips.get(auditId) ?? new Map<string, ItemPlace>();
    await publishRows(hub, auditId, reviews, skips);
    if (!isCompared) await refreshComplete(hub, auditId, reviews, skips);
    await publishSecondLooks(hub, auditId, [...(changes.secondLooks.get(auditId)?.values() ?? [])]);
  }
  for (const [auditId, said] of changes.deliberation) {
    if (!changes.audits.has(auditId)) await publishSaid(hub, auditId, said);
  }
}

/** Who is known by imported reviews alone reads no feed. */
const signsIn = (person: Person): boolean => person.isImported !== true;

/** Who came with an import; whoever everybody was told of already is not told again. */
async function publishImported(hub: WritableHub, people: readonly Person[]): Promise<void> {
  if (people.length === 0) return;
  const ids = people.map((one) => one.id);
  const known = await listToldToAll(hub, 'person', ids);
  for (const person of people) if (!known.has(person.id)) await publishPerson(hub, person);
}

/** Versions, scorecards and proposals; what everybody was told already is not told again. */
async function publishForEverybody(hub: WritableHub, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return;
  const known = await listToldToAll(hub, 'deliberation', eventIds);
  const fresh = (await listForEverybody(hub, eventIds)).filter((one) => !known.has(one.eventId));
  await appendEntries(
    hub,
    fresh.map((entry) => {
      const { kind, id, payload } = toVisible('deliberation', entry.eventId, entry);
      return { audience: everybody, op: 'put', kind, id, audit_id: null, payload };
    }),
  );
}

/** What was refused, as gone, to whose device has filed it on its own. */
async function takeBack(hub: WritableHub, refused: FeedChanges['refused']): Promise<void> {
  await appendEntries(
    hub,
    refused.map(({ personId, auditId, eventId: id }) => {
      return { audience: personId, op: 'remove', kind: 'deliberation', id, audit_id: auditId, payload: null };
    }),
  );
}

/** New entries about items, reading these items alone; `said`: event and item. */
async function publishSaid(
  hub: WritableHub,
  auditId: string,
  said: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = await readAudit(hub, auditId, [...new Set(said.values())]);
  if (rows === null) return;
  const entries: NewEntry[] = [];
  for (const { personId, level } of await listViewers(hub, auditId)) {
    const visible = listDeliberated(rows, personId, level).filter((one) => said.has(one.id));
    entries.push(...visible.map((one) => put(personId, auditId, one)));
  }
  await appendEntries(hub, entries);
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
async function refreshAudit(hub: WritableHub, auditId: string, people: readonly Person[]): Promise<void> {
  const rows = await readAudit(hub, auditId);
  if (rows === null) return;
  const before = new Map((await listViewers(hub, auditId)).map((one) => [one.personId, one.level]));
  for (const person of people) {
    const was = before.get(person.id) ?? 'none';
    const now = levelOf(person, rows.audit, partOf(rows, person.id));
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
  const latest = await listLatest(hub, personId, auditId);
  const takesBack = isLess(level.now, level.was) ? 'all' : level.now === 'complete' ? 'changed' : 'gone';
  await tellDifference(hub, { auditId, personId }, { visible, latest, takesBack });
}

/**
 * Tells a person what differs between the latest that they were told and what is visible to them now. `takesBack`: which
 * earlier entries are deleted. An owner may have been told more under the same key before, so theirs go when they change.
 */
async function tellDifference(
  hub: WritableHub,
  { auditId, personId }: { auditId: string; personId: string },
  of: {
    visible: readonly Visible[];
    latest: Awaited<ReturnType<typeof listLatest>>;
    takesBack: 'all' | 'changed' | 'gone';
  },
): Promise<void> {
  const told = of.latest.filter((one) => one.op === 'put');
  const keys = new Set(of.visible.map(keyOf));
  const gone = told.filter((one) => !keys.has(keyOf(one)));
  const known = new Map(
    of.takesBack === 'all' ? [] : told.map((one): [string, string | null] => [keyOf(one), one.payload]),
  );
  const changed = of.visible.filter((one) => known.get(keyOf(one)) !== one.payload);
  const outdated = changed.filter((one) => known.has(keyOf(one)));
  if (of.takesBack === 'all') await deleteEntries(hub, personId, auditId);
  else await deleteEntries(hub, personId, auditId, of.takesBack === 'gone' ? gone : [...gone, ...outdated]);
  await appendEntries(hub, [
    ...changed.map((one) => put(personId, auditId, one)),
    ...gone.map((one) => remove(personId, auditId, one)),
  ]);
}

/**
 * Tells owners what reviews and skips changed of complete items, comparing these items alone: until anything else than
 * reviews comes, an item that is complete stays so. The first complete item opens the audit to them.
 */
async function refreshComplete(
  hub: WritableHub,
  auditId: string,
  reviews: readonly Review[],
  skips: ReadonlyMap<string, ItemPlace>,
): Promise<void> {
  const touched = [...reviews, ...skips.values()].map((one) => one.itemId);
  const owners = (await listPeople(hub)).filter((person) => person.role === 'owner' && signsIn(person));
  if (owners.length === 0 || touched.length === 0) return;
  const rows = await readAudit(hub, auditId, [...new Set(touched)]);
  if (rows === null || rows.audit.state === 'closed' || rows.complete.size === 0) return;
  const levels = new Map((await listViewers(hub, auditId)).map((one) => [one.personId, one.level]));
  const isNew = (person: Person): boolean => levels.get(person.id) !== 'complete';
  if (owners.some(isNew)) await refreshAudit(hub, auditId, owners.filter(isNew));
  const changed = [...reviews.map((one) => one.id), ...skips.keys()];
  for (const { id: personId } of owners.filter((person) => !isNew(person))) {
    const visible = listVisible(rows, personId, 'complete').filter((one) => isToldByItem(one.kind));
    const ids = [...new Set([...visible.map((one) => one.id), ...changed])];
    const latest = (await listLatest(hub, personId, auditId, ids)).filter((one) => isToldByItem(one.kind));
    await tellDifference(hub, { auditId, personId }, { visible, latest, takesBack: 'changed' });
  }
}

/** Relabels have the ids of skips; the audit's header is not compared with a few items. */
const isToldByItem = (kind: string): boolean => kind !== 'audit' && kind !== 'relabel';

/**
 * Reviews and skips by themselves: told to their person and to those who see everybody's; owners are told of others' with
 * the items that these complete. A skip that does not stand is
 * told as gone: the device that made it has set it on its own.
 */
async function publishRows(
  hub: WritableHub,
  auditId: string,
  reviews: readonly Review[],
  touched: ReadonlyMap<string, ItemPlace>,
): Promise<void> {
  const skips = touched.size === 0 ? [] : await listSkips(hub, auditId);
  const standing = new Map<string, Skip>(skips.map((skip) => [skipKey(skip.itemId, skip.personId), skip]));
  const practised = await listCalibrationIds(hub, auditId);
  const entries: NewEntry[] = [];
  for (const { personId, level } of await listViewers(hub, auditId)) {
    if (level === 'none') continue;
    const seesOthers = level === 'full' || level === 'revealed';
    const sees = (author: string, itemId: string): boolean =>
      practised.has(itemId) ? seesPractice(level, personId, author) : seesOthers || author === personId;
    for (const review of reviews) {
      if (sees(review.personId, review.itemId)) entries.push(put(personId, auditId, reviewEntry(review)));
    }
    for (const [key, on] of touched) {
      if (!sees(on.personId, on.itemId)) continue;
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
  const rows = await readAudit(hub, auditId, [...new Set(refused.map((one) => one.itemId))]);
  if (rows === null) return;
  const levels = new Map((await listViewers(hub, auditId)).map((one) => [one.personId, one.level]));
  const entries: NewEntry[] = [];
  for (const [personId, places] of Map.groupBy(refused, (one) => one.personId)) {
    const level = levels.get(personId) ?? 'none';
    if (level === 'none') continue;
    const visible = listVisible(rows, personId, level).filter((one) => one.kind === 'secondLook');
    const looks = new Map(visible.map((one) => [one.id, one]));
    for (const { itemId: id } of places) {
      const look = looks.get(id);
      entries.push(
        look === undefined
          ? remove(personId, auditId, { kind: 'secondLook', id })
          : put(personId, auditId, look),
      );
    }
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
