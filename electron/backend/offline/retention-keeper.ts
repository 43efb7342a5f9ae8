/**
 * Ends the keeping of texts on this device, also without a network: at the start, once an hour, after each sync, and
 * before an item is shown (docs/decisions/0021-retention-on-the-device.md).
 *
 * Must not know how a deadline came about. Invariants: a text that an audit overseen here still needs stays; reviews,
 * drafts and everything else that was said about a text stay; a clock that is in doubt erases nothing.
 */
import type { Logger } from 'pino';
import type { Digest } from '../../../shared/domain/ids.ts';
import type { ReadableStore, WritableStore } from '../../../db/connection.ts';
import { inTransaction } from '../../../db/connection.ts';
import { findContent } from '../../../db/queries/contents.ts';
import type { Holder } from '../../../db/queries/deadlines.ts';
import { findDeadline, listHolders, listPassed } from '../../../db/queries/deadlines.ts';
import { eraseItemText } from '../../../db/queries/items.ts';
import { findLastEventAt } from '../../../db/queries/ledger.ts';
import { findSetting, updateSetting } from '../../../db/queries/settings.ts';
import { copyKeptUntil } from '../../../shared/domain/retention.ts';
import type { ChangeHub } from '../changes.ts';
import type { Clock } from '../clock.ts';
import { endSpooledTexts, sweepSpools } from '../imports/spool-retention.ts';
import { findLastSyncedAt } from '../sync/connection.ts';
import type { ClockRecord } from './clock-trust.ts';
import { clockRecord, readClock } from './clock-trust.ts';

export interface RetentionKeeper {
  /** Erases what is due now; answers how many texts went. */
  check(): number;
  /** The same for one text, which is about to be shown. */
  checkText(contentDigest: Digest): void;
  close(): void;
}

export interface KeeperOptions {
  store: WritableStore;
  clock: Clock;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  events: ChangeHub;
}

const settingKey = 'retention.clock';
const everyMs = 3_600_000;

/** Checks at once, then by itself until it is closed. */
export function createRetentionKeeper({ store, clock, log, events }: KeeperOptions): RetentionKeeper {
  let record = readRecord(store);
  let seenSync = findLastSyncedAt(store);

  /** The time now, or null while the clock is in doubt. */
  const readTrusted = (): string | null => {
    const now = clock.now();
    const wasTrusted = record?.doubt === null;
    record = readClock(record, now, findLastSyncedAt(store));
    if (record.doubt !== null && wasTrusted)
      log.warn({ ...record }, 'the clock is in doubt: no text is erased');
    return record.doubt === null ? now.toISOString() : null;
  };
  const spools = createSpoolKeeper(store, log);
  const check = (): number => {
    const now = readTrusted();
    updateSetting(store, settingKey, record);
    const due = now === null ? [] : listPassed(store, now).filter((one) => isDue(store, one, now));
    if (due.length > 0) {
      inTransaction(store, () => {
        for (const digest of due) eraseItemText(store, digest);
      });
      spools.note();
    }
    spools.check();
    if (due.length === 0) return 0;
    log.info({ texts: due.length }, 'erased texts whose retention ended');
    events.notify();
    return due.length;
  };
  const checkQuietly = (): void => {
    try {
      check();
    } catch (error) {
      logFailure(log, error);
    }
  };

  checkQuietly();
  const timer = setInterval(checkQuietly, everyMs).unref();
  const leave = events.subscribe(() => {
    // A sync may bring a text again that went here, and tells that the clock can be trusted.
    const synced = findLastSyncedAt(store);
    if (synced === seenSync) return;
    seenSync = synced;
    checkQuietly();
  });
  return {
    check,
    checkText: (contentDigest) => {
      const until = findDeadline(store, contentDigest);
      if (until !== null && until <= clock.now().toISOString()) check();
    },
    close: () => {
      clearInterval(timer);
      leave();
    },
  };
}

/** Files of imports hold the same texts. What fails there is tried again at the next check, and keeps nobody from working. */
function createSpoolKeeper(store: ReadableStore, log: KeeperOptions['log']) {
  // Also at the start: the process may have ended between the store and the files beside it.
  let isDue = true;
  const quietly = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      logFailure(log, error);
    }
  };
  // Nothing is imported yet when a store is opened.
  quietly(() => sweepSpools(store));
  return {
    /** A text was erased here. */
    note: () => void (isDue = true),
    check: () => {
      if (!isDue) return;
      quietly(() => {
        const texts = endSpooledTexts(store);
        isDue = false;
        if (texts > 0) log.info({ texts }, 'took erased texts out of imported files');
      });
    },
  };
}

function logFailure(log: KeeperOptions['log'], error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  log.error({ failure: error instanceof Error ? error.name : typeof error, code }, 'retention failed');
}

/** The record of the last run; events that were made after its last check count as readings too. */
function readRecord(store: ReadableStore): ClockRecord | null {
  const read = clockRecord.safeParse(findSetting(store, settingKey));
  const lastEventAt = findLastEventAt(store);
  if (!read.success) return lastEventAt === null ? null : { seenAt: lastEventAt, doubt: null };
  if (lastEventAt === null || read.data.doubt !== null || lastEventAt <= read.data.seenAt) return read.data;
  return { seenAt: lastEventAt, doubt: null };
}

/** Whether a text whose deadline has passed really goes: nobody who has it may need it any more. */
export function isDue(store: ReadableStore, digest: string, now: string): boolean {
  const text = findContent(store, digest);
  const holders = listHolders(store, digest);
  const wish = text === null ? undefined : wishOf(text);
  return (
    holders.length > 0 &&
    holders.every((one) => isOver(one, { wish, now, until: findDeadline(store, digest) }))
  );
}

/** An open audit lets go of a copy only when the text says so; one that is overseen here, not before its close. */
function isOver(
  holder: Holder,
  { wish, now, until }: { wish: string | undefined; now: string; until: string | null },
): boolean {
  const isClosed = holder.state === 'closed';
  if (!isClosed && holder.hasManifest) return false;
  const wished = copyKeptUntil({ retainUntil: wish, drawnAt: holder.drawnAt, ruleEndsMs: null });
  if (wished !== null && wished <= now) return true;
  return isClosed && until !== null && until !== wish && until <= now;
}

/** A damaged text says nothing. */
function wishOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { retainUntil?: string }).retainUntil;
  } catch {
    return undefined;
  }
}
