/**
 * The audits that can be taken along: from the store alone, or with the hub's word where it answers in time. Must not wait
 * for the hub longer than a person waits for a screen.
 */
import { z } from 'zod';
import type { TakenAudit } from '../../../shared/contract/offline.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { listAudits } from '../../../db/queries/audits.ts';
import { hasFeedEntry } from '../../../db/queries/feed.ts';
import { findSetting, updateSetting } from '../../../db/queries/settings.ts';
import { putTold } from '../../../db/queries/taken.ts';
import type { ReadableStore, WritableStore } from '../../../db/connection.ts';
import { isoNow } from '../clock.ts';
import type { BackendContext } from '../context.ts';
import { getSelf } from '../self.ts';
import { HubFailure } from '../sync/failure.ts';
import type { HubItem } from './hub-word.ts';
import { askAudits, askMine, storeEnds } from './hub-word.ts';
import type { AuditHead, OwnWork } from './own-work.ts';
import { listOpenHeads, readOwnWork, summarise } from './own-work.ts';

/** How long a screen waits for the hub, milliseconds. */
const patienceMs = 2_500;
/** Closed audits of which the hub is asked at once until when their texts may be kept. */
const mostClosed = 10;

export interface HubWord {
  /** Open audits that this person may see. */
  open: AuditHead[];
  /** Audits that the hub knows to be closed. */
  closed: ReadonlySet<AuditId>;
  mine: ReadonlyMap<AuditId, HubItem[]>;
}

/** The hub's word, or null where it does not answer in time. What it says about the end of copies is stored. */
export async function findHubWord(context: BackendContext): Promise<HubWord | null> {
  if (context.sync.status().phase === 'no_hub') return null;
  try {
    const calls = await context.sync.calls();
    const signal = AbortSignal.timeout(patienceMs);
    const audits = await askAudits(calls, signal);
    const open = audits.filter((one) => one.state === 'open');
    const closed = new Set(audits.filter((one) => one.state === 'closed').map((one) => one.id));
    const ended = listUnknownEnds(context, closed);
    const mine = await askMine(calls, [...open.map((one) => one.id), ...ended], signal);
    for (const [auditId, items] of mine) storeEnds(context.store, closed.has(auditId), items);
    rememberEnds(context, ended);
    return { open, closed, mine };
  } catch (error) {
    if (error instanceof HubFailure) return null;
    throw error;
  }
}

/** Every open audit in which this person has something to judge, as far as is known. */
export function listOwnWork(context: BackendContext, word: HubWord | null): OwnWork[] {
  const { store } = context;
  const { id } = getSelf(store).person;
  const here = listOpenHeads(store).filter((one) => word?.closed.has(one.id) !== true);
  const known = new Set(here.map((one) => one.id));
  const toCome = (word?.open ?? []).filter((one) => !known.has(one.id));
  const works = [...here, ...toCome].map((audit) =>
    readOwnWork(store, audit, id, word?.mine.get(audit.id) ?? null),
  );
  if (word !== null) rememberTold(context, word, works);
  return works.filter((one) => one.items.length > 0);
}

/** Remembers what is still to come, so that it is known without the hub. */
export function rememberTold(
  context: BackendContext,
  { mine }: Pick<HubWord, 'mine'>,
  works: readonly OwnWork[],
): void {
  const { store, clock } = context;
  const { id } = getSelf(store).person;
  for (const { audit, items } of works) {
    const told = mine.get(audit.id);
    if (told === undefined || items.every((one) => one.isHere)) continue;
    const list = told.map(({ itemId, contentDigest, bytes }) => ({ itemId, contentDigest, bytes }));
    putTold(store, audit.id, id, { items: list, toldAt: isoNow(clock) });
  }
}

/** What is due first comes first. */
export function summariseAll(store: ReadableStore, works: readonly OwnWork[]): TakenAudit[] {
  const speed = findSpeed(store);
  const dueOf = (one: TakenAudit): string => one.dueAt ?? '9999';
  return works
    .map((one) => summarise(one, speed))
    .toSorted((a, b) => dueOf(a).localeCompare(dueOf(b)) || a.title.localeCompare(b.title));
}

/** Whether the hub told of this audit; one that it never told of is this computer's own. */
export function isOfHub(store: ReadableStore, auditId: AuditId): boolean {
  return hasFeedEntry(store, 'audit', auditId);
}

const speedKey = 'offline.bytesPerSecond';

function findSpeed(store: ReadableStore): number | null {
  const read = z.number().gt(0).safeParse(findSetting(store, speedKey));
  return read.success ? read.data : null;
}

export function updateSpeed(store: WritableStore, bytesPerSecond: number): void {
  updateSetting(store, speedKey, bytesPerSecond);
}

const endsKey = 'offline.endsAskedOn';
const askedEnds = z.record(z.string(), z.iso.date());

/** Closed audits of this device about which the hub was not asked today. */
function listUnknownEnds({ store, clock }: BackendContext, closed: ReadonlySet<AuditId>): AuditId[] {
  const asked = askedEnds.catch({}).parse(findSetting(store, endsKey));
  const today = isoNow(clock).slice(0, 10);
  return listAudits(store)
    .filter((one) => closed.has(one.id) && asked[one.id] !== today)
    .slice(0, mostClosed)
    .map((one) => one.id);
}

function rememberEnds({ store, clock }: BackendContext, auditIds: readonly AuditId[]): void {
  if (auditIds.length === 0) return;
  const today = isoNow(clock).slice(0, 10);
  const asked = askedEnds.catch({}).parse(findSetting(store, endsKey));
  updateSetting(store, endsKey, { ...asked, ...Object.fromEntries(auditIds.map((id) => [id, today])) });
}
