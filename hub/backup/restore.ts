/**
 * Makes a hub again from a backup, in an empty place only. The hub keeps its identity, so that devices know it; its feed
 * begins a new epoch, so that they read it anew and send again what the backup lacked.
 *
 * Invariant: everything is checked before anything is kept: the file by its sums, the ledgers by their chains. A restore
 * that fails leaves the place as empty as it was. Tables that are not what the ledgers say are kept and counted: it may be
 * the only backup that somebody has.
 */
import { createReadStream, existsSync } from 'node:fs';
import { sql } from 'kysely';
import type { LedgerId } from '../../shared/domain/ids.ts';
import type { WireEvent } from '../../shared/domain/ledger.ts';
import { GENESIS, verifyChain } from '../../shared/domain/ledger.ts';
import { makeSchema, migrate, schemaVersion } from '../database/migrate.ts';
import type { DatabasePlace } from '../database/open.ts';
import { openUnmigrated } from '../database/open.ts';
import { HubFailure } from '../failure.ts';
import type { HubIds } from '../outside.ts';
import { compareWithReplay } from '../replay.ts';
import { putMeta } from '../store/meta.ts';
import type { WritableHub } from '../store/write.ts';
import { listTables } from './catalogue.ts';
import type { BackupEnd, BackupSummary } from './format.ts';
import { checkBackup, readBackup, unreadable } from './read-backup.ts';

export interface RestoreSummary extends BackupSummary {
  /** Chains that were verified, and their events. */
  ledgers: number;
  events: number;
  /**
   * Rows and decisions that a replay of the ledgers does not give: 0 in a backup that nobody changed. Null where it was not
   * asked: an older schema, which knew less, or too many events to compare in memory.
   */
  differences: number | null;
}

/** Most events of a backup whose tables are held against a replay. */
const mostReplayed = 200_000;

/** Restores a backup into an empty database or folder. Throws `HubFailure`, having changed nothing. */
export async function restore(place: DatabasePlace, file: string, ids: HubIds): Promise<RestoreSummary> {
  if (!existsSync(file)) throw unreadable(file, 'there is no such file');
  const summary = await checkBackup(createReadStream(file), file);
  const { db, close } = await openUnmigrated(place);
  try {
    const verified = await db.transaction().execute(async (tx) => {
      const hub = tx as WritableHub;
      await mustBeEmpty(hub, place);
      await makeSchema(hub, summary.schemaVersion);
      await clearTables(hub);
      await insertAll(hub, file);
      const chains = await verifyLedgers(hub, file);
      await putMeta(hub, 'feed_epoch', ids.uuid());
      return chains;
    });
    await migrate(db, ids);
    const canReplay = summary.schemaVersion === schemaVersion && verified.events <= mostReplayed;
    const differences = canReplay ? (await compareWithReplay(db, summary.hubId)).length : null;
    return { ...summary, ...verified, differences };
  } finally {
    await close();
  }
}

async function mustBeEmpty(hub: WritableHub, place: DatabasePlace): Promise<void> {
  const tables = await listTables(hub);
  if (tables.length === 0) return;
  const where = 'dataDir' in place ? (place.dataDir ?? 'memory') : 'DATABASE_URL';
  throw new HubFailure('DATABASE_NOT_EMPTY', {
    what: `There is something in this database already (${tables.slice(0, 3).join(', ')} …). A restore never overwrites.`,
    where,
    remedy:
      'Restore into an empty database or another folder, look at it, then use it in place of the old one.',
  });
}

/** What the schema itself put there comes again with the backup. */
async function clearTables(hub: WritableHub): Promise<void> {
  for (const table of (await listTables(hub)).toReversed())
    await sql`DELETE FROM ${sql.table(table)}`.execute(hub);
}

async function insertAll(hub: WritableHub, file: string): Promise<void> {
  const known = new Set(await listTables(hub));
  for await (const part of readBackup(createReadStream(file), file)) {
    if (part.type === 'header') {
      const strange = part.header.tables.find((table) => !known.has(table));
      if (strange !== undefined)
        throw unreadable(file, `it holds a table ${strange}, which its version has not`);
    } else if (part.type === 'rows') await insertRows(hub, part.table, part.lines);
    else await setSequences(hub, part.end);
  }
}

async function insertRows(hub: WritableHub, table: string, lines: readonly string[]): Promise<void> {
  const name = sql.table(table);
  const rows = `[${lines.join(',')}]`;
  await sql`INSERT INTO ${name} OVERRIDING SYSTEM VALUE
    SELECT * FROM json_populate_recordset(NULL::${name}, ${rows}::text::json)`.execute(hub);
}

async function setSequences(hub: WritableHub, { sequences }: BackupEnd): Promise<void> {
  for (const [name, last] of Object.entries(sequences)) {
    if (last !== null) await sql`SELECT setval(${name}::regclass, ${last}::bigint)`.execute(hub);
  }
}

const eventsAtOnce = 1000;

/** Every ledger's chain from its first event to its head. */
async function verifyLedgers(hub: WritableHub, file: string): Promise<{ ledgers: number; events: number }> {
  const ledgers = await hub.selectFrom('ledger').select(['id', 'seq', 'hash']).execute();
  let events = 0;
  for (const ledger of ledgers) {
    let head: Parameters<typeof verifyChain>[1] = { seq: 0, hash: GENESIS };
    for (;;) {
      const rows = await hub
        .selectFrom('ledger_event')
        .select(['envelope', 'hash', 'body', 'salt'])
        .where('ledger_id', '=', ledger.id)
        .where('seq', '>', head.seq)
        .orderBy('seq')
        .limit(eventsAtOnce)
        .execute();
      const verified = verifyChain(ledger.id as LedgerId, head, rows as WireEvent[]);
      if (!verified.ok) throw unreadable(file, `ledger ${ledger.id} breaks at event ${verified.seq}`);
      head = verified.head;
      events += rows.length;
      if (rows.length < eventsAtOnce) break;
    }
    if (head.seq !== ledger.seq || head.hash !== ledger.hash) {
      throw unreadable(file, `ledger ${ledger.id} has not the head that it should have`);
    }
  }
  return { ledgers: ledgers.length, events };
}
