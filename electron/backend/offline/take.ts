/**
 * Takes audits along: sends what waits, fetches what is mine, and proves that all of it is here.
 *
 *   asking ──▶ sending ──▶ fetching ──all here──▶ proving ──every byte as drawn──▶ done
 *                              ▲                     │
 *                              └──damaged, missing───┘ once
 *
 * Must not know how texts travel or are hashed. Invariants: what is told is what is on the disk at that moment; what is here
 * is never fetched again; leaving at any point loses nothing, and the next take goes on from there.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import { inTransaction } from '../../../db/connection.ts';
import { catalogueOf } from '../../../db/queries/deliberation.ts';
import { putTaken } from '../../../db/queries/taken.ts';
import { findAudit } from '../../../db/queries/audits.ts';
import { changesOf } from '../changes.ts';
import { isoNow } from '../clock.ts';
import type { BackendContext } from '../context.ts';
import { notFound, WorkbenchError } from '../errors.ts';
import { getSelf } from '../self.ts';
import { HubFailure } from '../sync/failure.ts';
import { countTold } from './count-told.ts';
import { fetchAgain } from './fetch-again.ts';
import type { HubItem } from './hub-word.ts';
import { askAudits, askMine, storeEnds } from './hub-word.ts';
import { isOfHub, rememberTold, updateSpeed } from './list-audits.ts';
import type { AuditHead, OwnItem, OwnWork } from './own-work.ts';
import { listUnknownForms, readOwnWork, sum } from './own-work.ts';
import { readAgain } from './prove-texts.ts';

export interface TakeStep {
  phase: 'sending' | 'fetching' | 'proving' | 'done';
  auditId: AuditId | null;
  done: number;
  total: number;
  bytes: number;
  totalBytes: number;
}

/** Entries of a page while somebody watches: the bar moves at least once in so many texts. */
const pageEntries = 40;
/** Between two looks at what has come in, milliseconds: one costs a few, also among ten thousand texts. */
const quietMs = 40;
/** Rounds that wait for what the hub named and its feed has not told yet. */
const mostRounds = 3;
/** Texts between two steps of the proof. */
const provedAtOnce = 10;

interface Trip {
  context: BackendContext;
  heads: AuditHead[];
  /** What the hub says is mine; audits of this computer alone have no key. */
  told: Map<AuditId, HubItem[]>;
  /** Audits that the hub told of, or is to tell of. */
  ofHub: ReadonlySet<AuditId>;
  /** Digests that a step has found here. */
  here: Set<string>;
  signal: AbortSignal;
}

/** Runs to the end, or throws what stands in the way. Leaving the iteration ends it. */
export async function* takeAlong(
  context: BackendContext,
  auditIds: readonly AuditId[],
  signal: AbortSignal,
): AsyncGenerator<TakeStep> {
  const trip = await plan(context, [...new Set(auditIds)], signal);
  if (trip.ofHub.size > 0) {
    rememberTold(context, { mine: trip.told }, listWorks(trip));
    yield* fetchAll(trip);
    yield* waitForRest(trip);
  }
  requireForms(trip);
  const wrong = yield* prove(trip);
  if (wrong.length > 0) yield* mend(trip, wrong);
  store(trip);
  const now = tally(trip);
  yield { ...now, phase: 'done', auditId: null, done: now.total, bytes: now.totalBytes };
}

async function plan(context: BackendContext, auditIds: AuditId[], signal: AbortSignal): Promise<Trip> {
  const { store, sync } = context;
  const known = auditIds.map((id) => findAudit(store, id)).filter((one) => one !== null);
  const ofHub = new Set(auditIds.filter((id) => findAudit(store, id) === null || isOfHub(store, id)));
  const trip: Trip = { context, heads: known, told: new Map(), ofHub, here: new Set(), signal };
  if (ofHub.size === 0) return trip;
  try {
    const calls = await sync.calls();
    const told = await askMine(calls, [...ofHub], signal);
    const listed = known.length === auditIds.length ? [] : await askAudits(calls, signal);
    const heads = auditIds.map((id) => [...known, ...listed].find((one) => one.id === id));
    if (heads.includes(undefined)) throw notFound('This audit');
    return { ...trip, heads: heads.filter((one) => one !== undefined), told };
  } catch (error) {
    throw unreachable(error, trip);
  }
}

function listWorks({ context: { store }, heads, told }: Trip): OwnWork[] {
  const { id } = getSelf(store).person;
  return heads.map((audit) => readOwnWork(store, audit, id, told.get(audit.id) ?? null));
}

/** How much is on the disk now, of all that is mine. */
function tally(trip: Trip): Omit<TakeStep, 'phase' | 'auditId'> {
  const items = listWorks(trip).flatMap((one) => one.items);
  const here = items.filter((one) => one.isHere);
  const bytesOf = (of: readonly OwnItem[]): number => sum(of.map((one) => one.bytes));
  return { done: here.length, total: items.length, bytes: bytesOf(here), totalBytes: bytesOf(items) };
}

/** The same, cheaply, while texts come in: nothing is read again of what the hub named. */
function glance(trip: Trip): Omit<TakeStep, 'phase' | 'auditId'> {
  const { store } = trip.context;
  if (trip.heads.some((one) => !trip.told.has(one.id))) return tally(trip);
  return countTold(store, [...trip.told.values()].flat(), trip.here);
}

/** One round of sync, watched: what waits goes first, then the feed comes in to its end. */
async function* fetchAll(trip: Trip): AsyncGenerator<TakeStep> {
  const { context, signal } = trip;
  const { sync, events, clock } = context;
  const began = { at: clock.now().getTime(), bytes: tally(trip).bytes };
  const watch = new AbortController();
  const leave = (): void => watch.abort();
  signal.addEventListener('abort', leave);
  const round = sync.runNow({ pageEntries }).finally(leave);
  // Whoever leaves waits for nothing; a store that closes meanwhile must not end the process.
  round.catch(() => {});
  try {
    for await (const _ of changesOf(events, watch.signal, quietMs)) {
      const phase = sync.status().phase === 'pulling' ? 'fetching' : 'sending';
      yield { ...glance(trip), phase, auditId: null };
    }
  } finally {
    leave();
    signal.removeEventListener('abort', leave);
  }
  signal.throwIfAborted();
  const { error } = await round;
  if (error !== null) throw unreachable(new WorkbenchError('HUB_UNREACHABLE', error), trip);
  const now = tally(trip);
  yield { ...now, phase: 'fetching', auditId: null };
  const tookMs = clock.now().getTime() - began.at;
  const came = now.bytes - began.bytes;
  if (came >= 50_000 && tookMs > 0) updateSpeed(context.store, (came * 1000) / tookMs);
}

/** What the hub named may be younger than the feed's last page: it comes with the next. */
async function* waitForRest(trip: Trip): AsyncGenerator<TakeStep> {
  for (let rounds = 1; ; rounds += 1) {
    const missing = listWorks(trip).flatMap((one) => one.items.filter((item) => !item.isHere));
    if (missing.length === 0) return;
    if (rounds > mostRounds) throw incomplete(tally(trip));
    await mendTexts(
      trip,
      missing.map((one) => one.itemId),
    );
    const { done, total } = tally(trip);
    if (done < total) {
      await pause(rounds === 1 ? 0 : 500, undefined, { signal: trip.signal });
      yield* fetchAll(trip);
    }
  }
}

/** Reads everything again; answers what is not as it was drawn. */
async function* prove(trip: Trip): AsyncGenerator<TakeStep, Wrong[]> {
  const works = listWorks(trip);
  const total = works.flatMap((one) => one.items).length;
  const totalBytes = sum(works.flatMap((one) => one.items.map((item) => item.bytes)));
  const wrong: Wrong[] = [];
  let done = 0;
  let bytes = 0;
  for (const { audit, items } of works) {
    yield { phase: 'proving', auditId: audit.id, done, total, bytes, totalBytes };
    for await (const read of readAgain(trip.context.store, audit.id, items)) {
      trip.signal.throwIfAborted();
      done += 1;
      bytes += read.bytes;
      if (read.state !== 'whole') wrong.push({ auditId: audit.id, itemId: read.itemId });
      if (done % provedAtOnce === 0) {
        yield { phase: 'proving', auditId: audit.id, done, total, bytes, totalBytes };
      }
    }
  }
  return wrong;
}

interface Wrong {
  auditId: AuditId;
  itemId: ItemId;
}

/** What is damaged is fetched once more, and everything is read again. */
async function* mend(trip: Trip, wrong: readonly Wrong[]): AsyncGenerator<TakeStep> {
  const ofHub = wrong.filter((one) => trip.ofHub.has(one.auditId)).map((one) => one.itemId);
  if (ofHub.length > 0) {
    yield { ...tally(trip), phase: 'fetching', auditId: null };
    await mendTexts(trip, ofHub);
  }
  const still = yield* prove(trip);
  if (still.length === 0) return;
  const words =
    still.length === 1 ? 'One answer on this computer is' : `${still.length} answers on this computer are`;
  throw new WorkbenchError('STORAGE_CORRUPT', {
    what: `${words} damaged: read again, not what was drawn, and not to be had again.`,
    remedy: 'The others can be judged. Skip these with "broken item", and tell the lead of the audit.',
  });
}

async function mendTexts(trip: Trip, itemIds: readonly ItemId[]): Promise<void> {
  try {
    await fetchAgain(trip.context.store, await trip.context.sync.client(), itemIds);
  } catch (error) {
    throw unreachable(error, trip);
  }
}

/** What was proved, as of now; and until when the hub lets it be kept. */
function store(trip: Trip): void {
  const { store: to, clock } = trip.context;
  const { id } = getSelf(to).person;
  inTransaction(to, () => {
    for (const [, items] of trip.told) storeEnds(to, false, items);
    for (const { audit, items } of listWorks(trip)) {
      const itemIds = items.map((one) => one.itemId);
      const bytes = sum(items.map((one) => one.bytes));
      putTaken(to, audit.id, id, { takenAt: isoNow(clock), bytes, itemIds });
    }
  });
  trip.context.events.notify();
}

function requireForms({ context, heads }: Trip): void {
  const catalogue = catalogueOf(context.store);
  const unknown = heads.flatMap((one) => listUnknownForms(one, catalogue));
  if (unknown.length === 0) return;
  throw new WorkbenchError('NOT_FOUND', {
    what: unknown.join(' '),
    remedy: 'Update Assay while there is a network; without it these answers cannot be scored.',
  });
}

function incomplete({ done, total }: { done: number; total: number }): WorkbenchError {
  return new WorkbenchError('HUB_UNREACHABLE', {
    what: `${total - done} of ${total} answers have not come, although the hub names them as yours.`,
    remedy: 'What is here can be judged. Try again in a minute; if it stays so, tell those who run the hub.',
  });
}

/** Says what is missing, and that what is here can be judged. */
function unreachable(error: unknown, trip: Trip): unknown {
  const isHubs =
    error instanceof HubFailure || (error instanceof WorkbenchError && error.code === 'HUB_UNREACHABLE');
  if (!isHubs) return error;
  if (error instanceof HubFailure && error.kind === 'signed_out') {
    return new WorkbenchError('UNAUTHORIZED', error.problem);
  }
  const { done, total } = tally(trip);
  const missing = total - done;
  return new WorkbenchError('HUB_UNREACHABLE', {
    what:
      missing === 0
        ? `${error.problem.what} All ${total} answers that are known here are on this computer; whether there are new ones, only the hub can say.`
        : `${error.problem.what} ${missing} of ${total} answers are still missing on this computer.`,
    remedy: remedyOf(done, missing),
  });
}

function remedyOf(done: number, missing: number): string {
  if (missing === 0) return 'Judge on: nothing that is known to be yours is missing.';
  if (done === 0) return 'Take them with you when there is a network: it goes on where it stopped.';
  return 'What is here can be judged. Take the rest with you when there is a network: it goes on where it stopped.';
}
