/**
 * Everything that one person may see of one audit, as feed entries, in an order in which nothing comes before what it
 * rests on: audit, manifest, calibration round, items with assignments, second looks, reviews, skips, relabels, gold,
 * deliberation.
 */
import type { Assignment, Audit, SecondLook } from '../../shared/domain/audit.ts';
import { withoutSeed } from '../../shared/domain/audit.ts';
import type { Relabel } from '../../shared/domain/extra-work.ts';
import type { Skip } from '../../shared/domain/projection.ts';
import { skipKey } from '../../shared/domain/projection.ts';
import type { Review } from '../../shared/domain/review.ts';
import type { AssignmentTable, ItemTable } from '../database/tables/reviews.ts';
import { findAudit } from '../store/audits.ts';
import type { CalibrationItem } from '../store/calibration.ts';
import { listCalibration, listMeasuredBy } from '../store/calibration.ts';
import type { GoldItem } from '../store/gold.ts';
import { listGoldItems } from '../store/gold.ts';
import { listAssignmentRows, listItems, toAssignments } from '../store/items.ts';
import { listOpenRelabels } from '../store/relabels.ts';
import { listReviews, listSkips } from '../store/reviews.ts';
import { listSecondLooks } from '../store/second-looks.ts';
import { listErasedOf } from '../store/erased.ts';
import type { ReadableHub } from '../store/write.ts';
import { listComplete } from './complete.ts';
import type { Deliberation } from './deliberation.ts';
import { listNormed, listSeen, readDeliberation } from './deliberation.ts';
import type { Level, Part } from './visibility.ts';
import type { Visible } from './visible.ts';
import { toVisible } from './visible.ts';

/** Payload of an item as it is stored; the texts are put in when it is read. */
export interface StoredItem {
  auditId: string;
  itemId: string;
  position: number;
  contentDigest: string;
  sealedDigest: string | null;
  /** A text of it was erased: told once more, because the device has it still. */
  isErased?: true;
}

/** Payload of a manifest as it is stored. */
export interface StoredManifest {
  digest: string;
}

/** The rows of one audit, read once for all who see it. */
export interface AuditRows {
  audit: Audit;
  items: ItemTable[];
  assignmentRows: AssignmentTable[];
  assignments: Assignment[];
  secondLooks: SecondLook[];
  reviews: Review[];
  skips: Skip[];
  /** What is still to be judged anew. */
  relabels: Relabel[];
  gold: GoldItem[];
  /** What everybody judges before the first of the sample. */
  calibration: CalibrationItem[];
  /** `item person` of calibration items that must not be told to somebody: silent gold measures them by the same trace. */
  kept: ReadonlySet<string>;
  /** Digests of its items whose text was erased. */
  erased: ReadonlySet<string>;
  /** Who has items of it, first-hand or for a second look, or reviewed one; practice is no part in it. */
  participants: Set<string>;
  /** Items that everybody who has them has judged. */
  complete: ReadonlySet<string>;
  deliberation: Deliberation;
}

/** `itemIds`: these alone, with what is said about them. */
export async function readAudit(
  hub: ReadableHub,
  auditId: string,
  itemIds?: readonly string[],
): Promise<AuditRows | null> {
  const audit = await findAudit(hub, auditId);
  if (audit === null) return null;
  const assignmentRows = await listAssignmentRows(hub, auditId, itemIds);
  const secondLooks = await listSecondLooks(hub, auditId, itemIds);
  const reviews = await listReviews(hub, auditId, { itemIds });
  const calibration = await listCalibration(hub, auditId, itemIds);
  const practised = new Set<string>(calibration.map((one) => one.itemId));
  const counted = reviews.filter((one) => !practised.has(one.itemId));
  const given = assignmentRows.flatMap((row) =>
    row.is_current ? [{ itemId: row.item_id, personId: row.person_id }] : [],
  );
  return {
    audit,
    items: await listItems(hub, auditId, itemIds),
    assignmentRows,
    assignments: toAssignments(assignmentRows),
    secondLooks,
    reviews,
    skips: await listSkips(hub, auditId, itemIds),
    relabels: await listOpenRelabels(hub, auditId, itemIds),
    gold: await listGoldItems(hub, auditId),
    calibration,
    kept: calibration.length === 0 ? new Set() : await listMeasuredBy(hub, auditId),
    erased: audit.state === 'closed' ? await listErasedOf(hub, auditId) : new Set(),
    participants: new Set([...given, ...secondLooks, ...counted].map((one) => one.personId)),
    complete: listComplete([...given, ...secondLooks], reviews),
    deliberation: await readDeliberation(hub, auditId, itemIds),
  };
}

/** What a person has to do with an audit, whole as it was read. */
export function partOf({ participants, complete, deliberation }: AuditRows, personId: string): Part {
  const norms = listNormed(deliberation, personId).size > 0;
  return { takesPart: participants.has(personId), hasComplete: complete.size > 0, norms };
}

/** Whether a person sees what somebody said of an item. */
function sightOf(
  rows: AuditRows,
  personId: string,
  level: Level,
): (itemId: string, author: string) => boolean {
  const open = level === 'complete' ? openItems(rows, personId) : nothing;
  const seesOthers = level === 'full' || level === 'revealed';
  return (itemId, author) => seesOthers || author === personId || open.has(itemId);
}

/** What a person may see of what was said. */
export function listDeliberated(rows: AuditRows, personId: string, level: Level): Visible[] {
  const seen = listSeen(rows.deliberation, { personId, level }, sightOf(rows, personId, level));
  return seen.map((entry) => toVisible('deliberation', entry.eventId, entry));
}

export function listVisible(rows: AuditRows, personId: string, level: Level): Visible[] {
  if (level === 'none') return [];
  const { audit } = rows;
  const seesOthers = level === 'full' || level === 'revealed';
  const open = level === 'complete' ? openItems(rows, personId) : nothing;
  const sees = sightOf(rows, personId, level);
  const own = ownItems(rows, personId).union(listNormed(rows.deliberation, personId));
  const items = rows.items.filter((item) => level === 'full' || own.has(item.id) || open.has(item.id));
  // Nobody is told of an audit that holds nothing for them any more.
  if (level !== 'full' && level !== 'revealed' && items.length === 0) return [];
  // Whoever judges blind is told the seed at the close: the keys that it gives tell gold from the sample.
  const visible: Visible[] = [toVisible('audit', audit.id, seesOthers ? audit : withoutSeed(audit))];
  if (seesOthers && audit.manifestDigest !== null) {
    const stored: StoredManifest = { digest: audit.manifestDigest };
    visible.push(toVisible('manifest', audit.id, stored));
  }
  const round = listRound(rows, personId, level);
  visible.push(...round.flatMap((one) => roundEntries(rows, one, seesOthers)));
  visible.push(...listGiven(rows, items, { sees, seesSealed: seesOthers }));
  for (const look of rows.secondLooks) {
    if (sees(look.itemId, look.personId)) visible.push(secondLookEntry(audit.id, look));
  }
  const practised = new Set<string>(rows.calibration.map((one) => one.itemId));
  for (const review of rows.reviews) {
    if (practised.has(review.itemId) && !seesPractice(level, personId, review.personId)) continue;
    // Of others' an owner sees what stands.
    const stands = seesOthers || review.personId === personId || review.isCurrent;
    if (stands && sees(review.itemId, review.personId)) visible.push(reviewEntry(review));
  }
  for (const skip of rows.skips) {
    if (practised.has(skip.itemId) && !seesPractice(level, personId, skip.personId)) continue;
    if (sees(skip.itemId, skip.personId)) visible.push(skipEntry(skip));
  }
  visible.push(...listRelabels(rows, personId, seesOthers), ...listGold(rows, personId, level, items));
  visible.push(...listDeliberated(rows, personId, level));
  return visible;
}

/** Each item with who has it right behind: what has come of a feed that breaks off can be judged. */
function listGiven(
  { audit, assignments, erased }: AuditRows,
  items: readonly ItemTable[],
  { sees, seesSealed }: { sees: (itemId: string, author: string) => boolean; seesSealed: boolean },
): Visible[] {
  const given = new Map<string, Visible>();
  for (const { itemId, personIds } of assignments) {
    const shown = personIds.filter((id) => sees(itemId, id));
    if (shown.length === 0) continue;
    given.set(itemId, toVisible('assignment', itemId, { auditId: audit.id, itemId, personIds: shown }));
  }
  const told = items.flatMap((item) => {
    const assignment = given.get(item.id);
    given.delete(item.id);
    const entry = toVisible('item', item.id, storedItem(item, seesSealed, erased));
    return assignment === undefined ? [entry] : [entry, assignment];
  });
  return [...told, ...given.values()];
}

const nothing: ReadonlySet<string> = new Set();

/** Complete items, but not those that this person is to judge anew. */
function openItems({ complete, relabels }: AuditRows, personId: string): ReadonlySet<string> {
  const asked = relabels.filter((one) => one.personId === personId).map((one) => one.itemId as string);
  return complete.difference(new Set(asked));
}

/** What somebody said in practice is for themselves and for who runs or watches the audit, before the close and after it. */
export function seesPractice(level: Level, personId: string, author: string): boolean {
  return level === 'full' || personId === author;
}

/** The calibration round as this person is told of it: whole for whoever runs or watches the audit. */
function listRound({ calibration, kept }: AuditRows, personId: string, level: Level): CalibrationItem[] {
  if (level === 'full') return calibration;
  return calibration.filter((one) => !kept.has(`${one.itemId} ${personId}`));
}

/** The item itself, and what is known of it: the answers come along, because feedback has to work without a network. */
function roundEntries({ erased }: AuditRows, of: CalibrationItem, seesSealed: boolean): Visible[] {
  const { contentDigest, sealedDigest, ...round } = of;
  const item: ItemTable = {
    id: of.itemId,
    audit_id: of.auditId,
    position: of.position,
    content_digest: contentDigest,
    sealed_digest: sealedDigest,
  };
  return [
    toVisible('item', of.itemId, storedItem(item, seesSealed, erased)),
    toVisible('calibration', of.itemId, round),
  ];
}

/** After the close nothing is asked any more: what comes then is late. */
function listRelabels({ audit, relabels }: AuditRows, personId: string, seesOthers: boolean): Visible[] {
  if (audit.state === 'closed') return [];
  return relabels
    .filter((one) => seesOthers || one.personId === personId)
    .map((one) => toVisible('relabel', skipKey(one.itemId, one.personId), { auditId: audit.id, ...one }));
}

/** Before the close nobody is told of gold who has any of the audit's gold to judge, whatever else they may see. */
function listGold(
  { audit, gold, assignmentRows }: AuditRows,
  personId: string,
  level: Level,
  items: readonly ItemTable[],
): Visible[] {
  if (level === 'own' || level === 'complete' || gold.length === 0) return [];
  const golden = new Set<string>(gold.map((one) => one.itemId));
  const judges = assignmentRows.some((row) => row.person_id === personId && golden.has(row.item_id));
  if (audit.state !== 'closed' && judges) return [];
  const shown = new Set(items.map((item) => item.id));
  return gold.filter((one) => shown.has(one.itemId)).map((one) => toVisible('gold', one.itemId, one));
}

/** Items that a reviewer keeps: those given to them now, also for a second look, and those they have reviewed. */
function ownItems(rows: AuditRows, personId: string): ReadonlySet<string> {
  const own = new Set<string>(
    rows.assignmentRows
      .filter((row) => row.is_current && row.person_id === personId)
      .map((row) => row.item_id),
  );
  for (const look of rows.secondLooks) if (look.personId === personId) own.add(look.itemId);
  for (const review of rows.reviews) if (review.personId === personId) own.add(review.itemId);
  return own;
}

function storedItem(item: ItemTable, seesSealed: boolean, erased: ReadonlySet<string>): StoredItem {
  const { content_digest: contentDigest, sealed_digest: sealedDigest } = item;
  const isErased = erased.has(contentDigest) || (sealedDigest !== null && erased.has(sealedDigest));
  return {
    auditId: item.audit_id,
    itemId: item.id,
    position: item.position,
    contentDigest,
    sealedDigest: seesSealed ? sealedDigest : null,
    ...(isErased ? { isErased: true } : {}),
  };
}

function secondLookEntry(auditId: string, { itemId, personId }: SecondLook): Visible {
  return toVisible('secondLook', itemId, { auditId, itemId, personId });
}

export function reviewEntry(review: Review): Visible {
  return toVisible('review', review.id, review);
}

export function skipEntry(skip: Skip): Visible {
  const { auditId, itemId, personId, reason, at } = skip;
  return toVisible('skip', skipKey(itemId, personId), { auditId, itemId, personId, reason, at });
}
