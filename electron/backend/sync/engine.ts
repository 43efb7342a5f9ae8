/**
 * The sync engine: one loop that pushes what waits and pulls what is new, and the small status that the window shows.
 *
 *                        nudge (≤ 2 s after a commit) · every 60 s · now
 *   no_hub ──connect──▶ idle ────────────────────────────────────────▶ pushing ──nothing waits──▶ pulling ──┐
 *     ▲                  ▲ ▲                                              │                          │      │
 *     │                  │ └──────────────────── everything read ─────────┼──────────────────────────┼──────┘
 *     │ disconnect       │                                                ▼                          ▼
 *   any state         connect ◀── signed_out ◀────────── 401 ─────────────┤                          │
 *                        │                                                │                          │
 *                        └─────── halted ◀────────── refused for good ────┤                          │
 *                                 waiting ◀───────── no usable answer ────┴──────────────────────────┘
 *
 *   waiting ──backoff over · now──▶ pushing          halted, signed_out ──now──▶ pushing
 *
 * Must not know how rows look or how the window draws. Invariant: at most one round runs; no transaction is open while
 * a request is under way; whatever happens here, work on this device goes on.
 */
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { WritableStore } from '../../../db/connection.ts';
import { countEventStates } from '../../../db/queries/outbox.ts';
import type { Problem } from '../../../shared/contract/errors.ts';
import type { SyncStatus } from '../../../shared/contract/status.ts';
import type { EventId, LedgerId } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { ChangeHub } from '../changes.ts';
import type { Clock } from '../clock.ts';
import { isoNow } from '../clock.ts';
import { toDeclared } from '../errors.ts';
import type { IdSource } from '../ids.ts';
import type { SecretStore } from '../secrets.ts';
import { backoffMs } from './backoff.ts';
import type { HubSetting } from './connection.ts';
import { findHub, findLastSyncedAt, normaliseHubUrl, tokenName, updateLastSyncedAt } from './connection.ts';
import { HubFailure, noHub, signedOut } from './failure.ts';
import type { HubCalls, HubClient } from './hub-client.ts';
import { createHubClient } from './hub-client.ts';
import type { HubFetchLimits } from './hub-fetch.ts';
import type { PlacesMemory } from './places.ts';
import type { Naming } from './membership.ts';
import { findForeignLedger, listOwnLedgers, signIn, signOut } from './membership.ts';
import type { Round } from './round.ts';
import { runRound } from './round.ts';
import { setbackOf } from './setback.ts';
import type { SyncEngine } from './sync-engine.ts';
import type { Verification } from './verify.ts';
import { verifyLedgers } from './verify.ts';

export interface SyncEngineOptions {
  store: WritableStore;
  clock: Clock;
  ids: IdSource;
  secrets: SecretStore;
  log: Logger;
  events: ChangeHub;
  fetch?: typeof globalThis.fetch;
  /** Uniform on [0, 1): spreads retries. */
  random?: () => number;
  /** As sessions name this program. */
  app?: string;
  timings?: Partial<SyncTimings>;
  limits?: HubFetchLimits;
}

export interface SyncTimings {
  /** From the first commit after a round to the next round, milliseconds. */
  debounceMs: number;
  /** Between rounds when nothing happens here. */
  intervalMs: number;
}

/** An engine that does nothing until `start` or `connect`. */
export function createSyncEngine(options: SyncEngineOptions): SyncEngine {
  return new Engine(options);
}

interface Connection {
  hub: HubSetting;
  client: HubClient;
  abort: AbortController;
  late: Map<LedgerId, EventId[]>;
  places: PlacesMemory;
  /** A verification found that the hub lacks what it acknowledged: the next round asks where it stands. */
  mustCompare: boolean;
}

/** What a connection remembers from round to round. */
const freshMemory = (): Pick<Connection, 'late' | 'places'> => ({
  late: new Map(),
  places: { isUnknown: false },
});

type State = Pick<SyncStatus, 'phase' | 'isOnline' | 'nextAttemptAt' | 'error'>;

class Engine implements SyncEngine {
  readonly #options: SyncEngineOptions;
  readonly #naming: Naming;
  readonly #timings: SyncTimings;
  #state: State = { phase: 'no_hub', isOnline: null, nextAttemptAt: null, error: null };
  #connection: Connection | null = null;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #isNudged = false;
  #isClosed = false;
  /** Over once the connection of the last run is taken up; only then is it known whether there is one. */
  #resumed: Promise<void> = Promise.resolve();
  /** The end of everything begun so far: rounds and changes of the connection come one after another. */
  #last: Promise<unknown> = Promise.resolve();
  /** A round that has been asked for and has not begun. */
  #next: Promise<void> | null = null;
  /** Entries of a page in the next round, where it is watched. */
  #pageEntries: number | undefined;

  constructor(options: SyncEngineOptions) {
    this.#options = options;
    this.#timings = { debounceMs: 2_000, intervalMs: 60_000, ...options.timings };
    const { clock, ids, app = 'assay' } = options;
    this.#naming = { clock, ids, app, device: hostname() };
  }

  status(): SyncStatus {
    const { store } = this.#options;
    const { waiting, refused, acknowledged } = countEventStates(store);
    const hub = findHub(store);
    return {
      ...this.#state,
      hubUrl: hub?.isConnected === true ? hub.url : null,
      waiting,
      refused,
      acknowledged,
      lastSyncedAt: findLastSyncedAt(store),
    };
  }

  start(): void {
    this.#resumed = this.#inTurn(() => this.#resume());
    void this.#request();
  }

  nudge(): void {
    // The first of many commits sets the time; the others must not put it off.
    if (this.#isNudged) return;
    this.#isNudged = true;
    if (this.#state.phase === 'idle') this.#schedule(this.#timings.debounceMs);
  }

  async runNow({ pageEntries }: { pageEntries?: number } = {}): Promise<SyncStatus> {
    this.#pageEntries = pageEntries;
    await this.#request();
    return this.status();
  }

  async connect(url: string, token: string): Promise<{ person: Person; hubId: string }> {
    const address = normaliseHubUrl(url);
    const abort = new AbortController();
    const client = this.#clientOf(address, token, abort.signal);
    const me = await client.calls.me();
    const person = me.person as Person;
    const foreign = await findForeignLedger(this.#options.store, client.calls);
    this.#connection?.abort.abort();
    await this.#inTurn(async () => {
      const { store, secrets } = this.#options;
      const before = await secrets.get(tokenName);
      await secrets.set(tokenName, token);
      try {
        const hub = signIn(store, this.#naming, { url: address, hubId: me.hubId, person, foreign });
        this.#connection = { hub, client, abort, ...freshMemory(), mustCompare: false };
      } catch (error) {
        await (before === null ? secrets.remove(tokenName) : secrets.set(tokenName, before));
        await this.#resume();
        throw error;
      }
      this.#failures = 0;
      this.#change({ phase: 'idle', isOnline: true, nextAttemptAt: null, error: null });
    });
    void this.#request();
    return { person, hubId: me.hubId };
  }

  async disconnect(): Promise<SyncStatus> {
    this.#connection?.abort.abort();
    await this.#inTurn(async () => {
      this.#connection = null;
      signOut(this.#options.store);
      await this.#options.secrets.remove(tokenName);
      this.#change({ phase: 'no_hub', isOnline: null, nextAttemptAt: null, error: null });
    });
    return this.status();
  }

  async calls(): Promise<HubCalls> {
    return (await this.client()).calls;
  }

  async client(): Promise<HubClient> {
    await this.#resumed;
    if (this.#state.phase === 'signed_out') throw signedOut();
    if (this.#connection === null) throw noHub();
    return this.#connection.client;
  }

  async verify(): Promise<Verification & { checkedAt: string }> {
    const { store, clock } = this.#options;
    await this.runNow();
    const connection = this.#connection;
    if (connection === null) throw noHub();
    const found = await verifyLedgers(store, connection.client.calls, listOwnLedgers(store, connection.hub));
    connection.mustCompare = found.hubEvents < found.localEvents;
    return { ...found, checkedAt: isoNow(clock) };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#connection?.abort.abort();
    await this.#last;
  }

  /** A round that has not begun yet serves everybody who asks for one. */
  #request(): Promise<void> {
    this.#next ??= this.#inTurn(() => this.#round());
    return this.#next;
  }

  /** Takes up the connection that the settings and secrets hold. */
  async #resume(): Promise<void> {
    const hub = findHub(this.#options.store);
    if (hub === null || !hub.isConnected || this.#isClosed) return;
    const token = await this.#findToken();
    if (token === null) return this.#change({ ...this.#state, phase: 'signed_out', error: tokenIsGone });
    const abort = new AbortController();
    const client = this.#clientOf(hub.url, token, abort.signal);
    this.#connection = { hub, client, abort, ...freshMemory(), mustCompare: false };
    this.#change({ ...this.#state, phase: 'idle' });
  }

  async #findToken(): Promise<string | null> {
    try {
      return await this.#options.secrets.get(tokenName);
    } catch (error) {
      this.#options.log.error(
        { type: error instanceof Error ? error.name : typeof error },
        'no secret to be had',
      );
      return null;
    }
  }

  async #round(): Promise<void> {
    this.#next = null;
    const connection = this.#connection;
    if (connection === null || this.#isClosed) return;
    const { store, log, clock } = this.#options;
    const pageEntries = this.#pageEntries;
    this.#pageEntries = undefined;
    const isOver = (): boolean => connection.abort.signal.aborted;
    clearTimeout(this.#timer);
    this.#isNudged = false;
    try {
      const round: Round = {
        store,
        log,
        naming: this.#naming,
        hub: connection.hub,
        client: connection.client,
        late: connection.late,
        places: connection.places,
        ...(pageEntries === undefined ? {} : { pageEntries }),
        isOver,
        enter: (phase) => this.#change({ ...this.#state, phase, nextAttemptAt: null }),
        onProgress: () => this.#options.events.notify(),
      };
      await runRound(round, connection.mustCompare);
      if (isOver()) return;
      connection.mustCompare = false;
      this.#failures = 0;
      updateLastSyncedAt(store, isoNow(clock));
      this.#change({ phase: 'idle', isOnline: true, nextAttemptAt: null, error: null });
      this.#schedule(this.#isNudged ? this.#timings.debounceMs : this.#timings.intervalMs);
    } catch (error) {
      if (!isOver()) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const { log, ids, clock } = this.#options;
    const failure = error instanceof HubFailure ? error : null;
    const told: Problem = failure?.problem ?? (toDeclared(error, log, () => ids.uuidv7()).data as Problem);
    log.warn({ kind: failure?.kind ?? 'own', what: failure?.message }, 'sync did not get through');
    const setback = setbackOf(failure);
    const isOnline = setback.isOnline ?? this.#state.isOnline;
    if (setback.phase !== 'waiting') {
      return this.#change({ phase: setback.phase, isOnline, nextAttemptAt: null, error: told });
    }
    this.#failures += 1;
    const random = (this.#options.random ?? Math.random)();
    const waitMs = backoffMs(this.#failures, random, failure?.retryAfterMs);
    const dueAt = new Date(clock.now().getTime() + waitMs);
    this.#schedule(waitMs);
    return this.#change({ phase: 'waiting', isOnline, nextAttemptAt: dueAt.toISOString(), error: told });
  }

  #change(state: State): void {
    this.#state = state;
    this.#options.events.notify();
  }

  /** The next round is due in `ms`. */
  #schedule(ms: number): void {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#request(), ms);
    this.#timer.unref();
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    const next = this.#last.then(act);
    this.#last = next.catch(() => {});
    return next;
  }

  #clientOf(url: string, token: string, signal: AbortSignal): HubClient {
    const { fetch = globalThis.fetch, limits } = this.#options;
    return createHubClient({ url, token, signal, fetch, ...(limits === undefined ? {} : { limits }) });
  }
}

const tokenIsGone: Problem = {
  what: 'This computer does not hold the token of the hub any more.',
  remedy: 'Sign in again. Everything you do is kept here and sent afterwards.',
};
