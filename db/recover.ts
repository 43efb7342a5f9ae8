/**
 * Recovery of a damaged store: reads every row that can still be read into a new store, checks the chains, replays the
 * projections, and keeps the damaged file beside the new one.
 *
 * Invariant: an event that can be read is never dropped unless the hub holds it. Events behind a gap cannot stay in
 * their ledger; they go on in a new one with the same ids, as after a fork.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sha256Hex } from '../shared/domain/canonical.ts';
import type { LedgerId, PersonId } from '../shared/domain/ids.ts';
import type { ChainHead, Envelope, WireEvent } from '../shared/domain/ledger.ts';
import { GENESIS, openEvent, verifyChain } from '../shared/domain/ledger.ts';
import type { WritableStore } from './connection.ts';
import {
  closeStore,
  findRow,
  inTransaction,
  listRows,
  openDamaged,
  openStore,
  runSql,
} from './connection.ts';
import type { SessionFacts } from './fork.ts';
import { continueLedger } from './fork.ts';
import type { LedgerRecord } from './queries/ledger.ts';
import {
  findCurrentLedger,
  findLedger,
  insertLedger,
  isOriginLedger,
  listLedgers,
  selectLedger,
} from './queries/ledger.ts';
import { rebuildProjections } from './replay.ts';
import type { SalvagedRow } from './salvage.ts';
import { salvageKeyed, salvageRows } from './salvage.ts';

export interface Recovery {
  /** Where the damaged file is kept. */
  damagedPath: string;
  /** Rows read, by table. */
  salvaged: Record<string, number>;
  /** What is missing or had to be changed, as sentences; empty when everything was saved. */
  problems: string[];
}

/** What recovery needs to begin a ledger: randomness and time are the caller's. */
export interface RecoveryFacts {
  newLedgerId(): LedgerId;
  session(): SessionFacts;
  /** Part of the damaged file's new name: a time without colons. */
  stamp: string;
}

/** In the order in which they refer to each other. Projections are not read: they are made again. */
const tables = [
  'setting',
  'ledger',
  'ledger_event',
  'refusal',
  'content',
  'erased',
  'feed_entry',
  'feed_cursor',
  'source',
  'draft',
  'queue_place',
  'taxonomy_draft',
  'import_rejected',
] as const;

/**
 * Recovers the store at `path`, which must not be open. The damaged file stays in its place until the new store is
 * whole. Throws `StorageError` when another instance holds it, or the folder cannot be written.
 */
export function recoverStore(path: string, facts: RecoveryFacts): Recovery {
  const damagedPath = join(dirname(path), `${basename(path, '.db')}.damaged-${facts.stamp}.db`);
  const fresh = `${path}.recovering`;
  const recovery: Recovery = { damagedPath, salvaged: {}, problems: [] };
  for (const suffix of suffixes) rmSync(fresh + suffix, { force: true });
  const store = openStore(fresh);
  try {
    inTransaction(store, () => {
      copyAll(path, store, recovery);
      for (const ledger of listLedgers(store)) mendLedger(store, ledger, facts, recovery);
      selectSomeLedger(store);
      // Where entries may be missing, the feed is read from its beginning; until then what is here goes on serving.
      if (recovery.problems.length > 0) runSql(store, 'DELETE FROM feed_cursor');
      rebuildProjections(store);
    });
  } finally {
    closeStore(store);
  }
  moveFiles(path, damagedPath);
  moveFiles(fresh, path);
  return recovery;
}

const suffixes = ['', '-wal', '-shm'] as const;

function moveFiles(from: string, to: string): void {
  for (const suffix of suffixes) if (existsSync(from + suffix)) renameSync(from + suffix, to + suffix);
}

function copyAll(path: string, store: WritableStore, recovery: Recovery): void {
  let damaged: WritableStore;
  try {
    damaged = openDamaged(path) as WritableStore;
  } catch {
    recovery.problems.push('The damaged file could not be opened at all: the new store is empty.');
    return;
  }
  try {
    for (const table of tables) {
      if (isNewer(damaged, table)) continue;
      const { rows, isComplete } = (keyed.has(table) ? salvageKeyed : salvageRows)(damaged, table);
      const kept = rows.filter((row) => isSound(table, row) && insertRow(store, table, row)).length;
      recovery.salvaged[table] = kept;
      if (!isComplete) recovery.problems.push(`Part of the table "${table}" could not be read.`);
      if (kept < rows.length) {
        recovery.problems.push(`${rows.length - kept} rows of the table "${table}" are damaged.`);
      }
    }
  } finally {
    closeStore(damaged);
  }
}

/** Tables without rowids. */
const keyed = new Set<string>(['taxonomy_draft', 'import_rejected']);

/** Versions of the store that brought tables along. */
const tablesSince: Record<string, number> = { erased: 3, taxonomy_draft: 5, import_rejected: 5 };

/** Whether the file was written before this table was made; where that cannot be read, it is looked for. */
function isNewer(damaged: WritableStore, table: string): boolean {
  const since = tablesSince[table];
  if (since === undefined) return false;
  try {
    const version = findRow<{ user_version: number }>(damaged, 'PRAGMA user_version')?.user_version ?? 0;
    return version > 0 && version < since;
  } catch {
    return false;
  }
}

/** Columns that hold JSON, by table: a row whose JSON is damaged would stop a replay. */
const jsonColumns: Record<string, string> = {
  setting: 'value',
  ledger_event: 'envelope',
  feed_entry: 'payload',
  source: 'spec',
  draft: 'draft',
  taxonomy_draft: 'draft',
  import_rejected: 'row',
};

function isSound(table: string, row: SalvagedRow): boolean {
  if (table === 'content') return sha256Hex(String(row['text'])) === row['digest'];
  const column = jsonColumns[table];
  if (column === undefined || row[column] === null) return true;
  try {
    JSON.parse(String(row[column]));
    return true;
  } catch {
    return false;
  }
}

/** False when the row does not fit its table: damage may look like anything. */
function insertRow(store: WritableStore, table: string, row: SalvagedRow): boolean {
  if (table === 'setting' && row['key'] === 'store.isCleanlyClosed') return true;
  if (table === 'ledger_event') insertLostLedger(store, row);
  const names = Object.keys(row);
  const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  try {
    return runSql(store, sql, Object.values(row)) === 1;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')) {
      return false;
    }
    throw error;
  }
}

/** The row of the ledger itself may be lost while its events are not: they tell whose it is. */
function insertLostLedger(store: WritableStore, row: SalvagedRow): void {
  const id = String(row['ledger_id']) as LedgerId;
  if (findLedger(store, id) !== null) return;
  const { actor } = JSON.parse(String(row['envelope'])) as Envelope;
  const current = findCurrentLedger(store);
  insertLedger(store, { id, personId: actor as PersonId, role: 'reviewer', hubId: null });
  if (current !== null) selectLedger(store, current.id);
}

type EventRow = WireEvent & { seq: number; state: string };

/** A ledger ends with its last event that verifies; what came after it goes on in a new ledger. */
function mendLedger(
  store: WritableStore,
  ledger: LedgerRecord,
  facts: RecoveryFacts,
  recovery: Recovery,
): void {
  const rows = listRows<EventRow>(
    store,
    'SELECT seq, envelope, hash, body, salt, state FROM ledger_event WHERE ledger_id = ? ORDER BY seq',
    [ledger.id],
  );
  const head = lastGood(ledger.id, rows);
  const rest = rows.filter((row) => row.seq > head.seq);
  if (rest.length === 0 && head.seq >= ledger.acknowledged.seq) return;
  runSql(store, 'DELETE FROM ledger_event WHERE ledger_id = ? AND seq > ?', [ledger.id, head.seq]);
  runSql(store, 'UPDATE ledger SET acknowledged_seq = ?, acknowledged_hash = ? WHERE ledger_id = ?', [
    Math.min(head.seq, ledger.acknowledged.seq),
    head.seq < ledger.acknowledged.seq ? head.hash : ledger.acknowledged.hash,
    ledger.id,
  ]);
  const owed = rest.filter((row) => row.state !== 'acknowledged' && row.state !== 'refused');
  const whole = owed.filter((row) => openEvent(row).ok);
  recovery.problems.push(
    `Ledger ${ledger.id} is whole up to event ${head.seq}; ${whole.length} later events go on in a new ledger.`,
  );
  if (whole.length < owed.length) {
    recovery.problems.push(`${owed.length - whole.length} events that no hub has are damaged themselves.`);
  }
  if (ledger.continuedBy !== null) return;
  continueLedger(store, ledger.id, head.seq, facts.newLedgerId(), facts.session(), whole);
}

function lastGood(id: LedgerId, rows: readonly EventRow[]): ChainHead {
  let head: ChainHead = { seq: 0, hash: GENESIS };
  for (const row of rows) {
    const verified = verifyChain(id, head, [row]);
    if (!verified.ok) return head;
    head = verified.head;
  }
  return head;
}

function selectSomeLedger(store: WritableStore): void {
  const last = listLedgers(store).findLast(
    (one) => one.continuedBy === null && !isOriginLedger(store, one.id),
  );
  if (findCurrentLedger(store) === null && last !== undefined) selectLedger(store, last.id);
}
