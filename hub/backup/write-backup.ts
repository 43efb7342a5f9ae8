/**
 * Writes a backup of a hub's database as it was at one moment, as a stream: nothing of it has to fit into memory, and on
 * PostgreSQL the hub goes on working meanwhile.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { HubFailure } from '../failure.ts';
import { inSnapshot } from '../store/snapshot.ts';
import { findMeta } from '../store/meta.ts';
import type { ReadableHub } from '../store/write.ts';
import { listSequences, listTables } from './catalogue.ts';
import type { BackupEnd, BackupHeader, BackupSummary, TableSum } from './format.ts';
import { FORMAT } from './format.ts';

/** Takes a piece of text; resolves when the next may come. */
export type TakeText = (text: string) => Promise<void>;

/** Writes the whole backup, uncompressed; answers what it holds. */
export async function writeBackup(db: ReadableHub, takenAt: string, take: TakeText): Promise<BackupSummary> {
  return inSnapshot(db, async (hub) => {
    const head = await readHeader(hub, takenAt);
    await take(toLine(head));
    const tables: TableSum[] = [];
    for (const table of head.tables) tables.push(await writeTable(hub, table, take));
    const sequences = await listSequences(hub);
    await take(toLine({ end: true, tables, sequences } satisfies BackupEnd));
    const { hubId, schemaVersion } = head;
    return { hubId, schemaVersion, takenAt, tables };
  });
}

const toLine = (value: unknown): string => `${JSON.stringify(value)}\n`;

async function readHeader(hub: ReadableHub, takenAt: string): Promise<BackupHeader> {
  const tables = await listTables(hub);
  if (!tables.includes('hub_meta')) {
    throw new HubFailure('NO_HUB', {
      what: 'There is no hub in this database yet, so there is nothing to back up.',
      remedy: 'Check --data or DATABASE_URL; a hub is made by `assay hub start`.',
    });
  }
  const [hubId, version] = [await findMeta(hub, 'hub_id'), await findMeta(hub, 'schema_version')];
  const schemaVersion = Number(version);
  return { kind: 'assay hub backup', format: FORMAT, schemaVersion, hubId: hubId ?? '', takenAt, tables };
}

/** Few enough that rows with long texts fit into memory. */
const rowsAtOnce = 200;

async function writeTable(hub: ReadableHub, table: string, take: TakeText): Promise<TableSum> {
  await take(toLine({ table }));
  const hash = createHash('sha256');
  let count = 0;
  const cursor = sql.id('backup_rows');
  await sql`DECLARE ${cursor} NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS line FROM ${sql.table(table)} t`.execute(
    hub,
  );
  for (;;) {
    const { rows } = await sql<{ line: string }>`FETCH ${sql.lit(rowsAtOnce)} FROM ${cursor}`.execute(hub);
    const text = rows.map((row) => `${row.line}\n`).join('');
    hash.update(text);
    count += rows.length;
    if (text !== '') await take(text);
    if (rows.length < rowsAtOnce) break;
  }
  await sql`CLOSE ${cursor}`.execute(hub);
  return { table, rows: count, sha256: hash.digest('hex') };
}
