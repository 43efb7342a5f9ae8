/**
 * Keeps every refused request (401, 403, 429) for those who look after the hub: alike ones within seconds as one row
 * with a count, written in batches.
 *
 * Must not know why something was refused. Invariant: whatever is sent at the hub, rows per minute and memory stay below
 * a limit; beyond it refusals are still counted, only no longer told apart. Neither address nor token is kept, only the
 * pattern of the route.
 */
import type { FastifyBaseLogger } from 'fastify';
import { codeOf } from '../failure.ts';
import type { Clock } from '../outside.ts';
import { isoNow } from '../outside.ts';
import type { RefusalRow } from '../store/refusals.ts';
import { deleteRefusalsBefore, insertRefusals } from '../store/refusals.ts';
import type { ReadableHub } from '../store/write.ts';

export interface Refusal {
  personId: string | null;
  ip: string;
  method: string;
  route: string;
  status: number;
  code: string;
}

/** Rows that one minute may add; what comes beyond is merged by status and code. */
const rowsPerMinute = 600;
const flushMs = 10_000;
const keepMs = 90 * 24 * 3600 * 1000;
const purgeEveryMs = 3600 * 1000;

export class RefusalLog {
  readonly #db: ReadableHub;
  readonly #clock: Clock;
  readonly #log: FastifyBaseLogger;
  #waiting = new Map<string, RefusalRow>();
  #minute = { start: 0, rows: 0 };
  #timer: NodeJS.Timeout | null = null;
  #purgedAt = 0;
  #flushing: Promise<void> = Promise.resolve();

  constructor(db: ReadableHub, clock: Clock, log: FastifyBaseLogger) {
    this.#db = db;
    this.#clock = clock;
    this.#log = log;
  }

  record(refusal: Refusal): void {
    const now = this.#clock.now().getTime();
    if (Math.abs(now - this.#minute.start) >= 60_000) this.#minute = { start: now, rows: 0 };
    if (!this.#count(refusal)) {
      const isFull = this.#minute.rows >= rowsPerMinute || this.#waiting.size >= rowsPerMinute;
      const { status, code } = refusal;
      const merged = { personId: null, ip: '*', method: '*', route: '*', status, code };
      if (!isFull || !this.#count(merged)) this.#add(isFull ? merged : refusal);
    }
    this.#timer ??= setTimeout(() => void this.flush(), flushMs).unref();
  }

  /** Writes what waits; what cannot be written now waits on. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#write());
    return this.#flushing;
  }

  async close(): Promise<void> {
    await this.flush();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  /** Counts one like those that wait already; false when there is none. */
  #count(refusal: Refusal): boolean {
    const known = this.#waiting.get(keyOf(refusal));
    if (known !== undefined) known.count += 1;
    return known !== undefined;
  }

  #add(refusal: Refusal): void {
    this.#minute.rows += 1;
    const { personId, ...rest } = refusal;
    this.#waiting.set(keyOf(refusal), { ...rest, person_id: personId, at: isoNow(this.#clock), count: 1 });
  }

  async #write(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const rows = this.#waiting;
    if (rows.size === 0) return;
    this.#waiting = new Map();
    try {
      await insertRefusals(this.#db, [...rows.values()]);
      const now = this.#clock.now().getTime();
      if (Math.abs(now - this.#purgedAt) < purgeEveryMs) return;
      this.#purgedAt = now;
      await deleteRefusalsBefore(this.#db, new Date(now - keepMs).toISOString());
    } catch (error) {
      this.#log.warn({ code: codeOf(error), rows: rows.size }, 'refusals could not be kept');
      if (this.#waiting.size === 0) this.#waiting = rows;
    }
  }
}

const keyOf = (refusal: Refusal): string =>
  JSON.stringify([refusal.personId, refusal.ip, refusal.method, refusal.route, refusal.status, refusal.code]);
