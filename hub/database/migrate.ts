/**
 * Brings a hub's database to this version's schema, in one transaction that only one process can be in.
 *
 * Invariant: the schema version moves in the same transaction as the schema; a database from a newer version is never
 * touched.
 */
import { type Kysely, sql } from 'kysely';
import { HubFailure } from '../failure.ts';
import type { HubIds } from '../outside.ts';
import { first } from '../migrations/001-first.ts';
import { secondLook } from '../migrations/002-second-look.ts';
import { traces } from '../migrations/003-traces.ts';
import { work } from '../migrations/004-work.ts';
import { access } from '../migrations/005-access.ts';
import { reviewBench } from '../migrations/006-review-bench.ts';
import { adjudication } from '../migrations/007-adjudication.ts';
import type { HubTables } from './tables.ts';

const migrations = [first, secondLook, traces, work, access, reviewBench, adjudication];

/** Any constant that nothing else in the database uses as an advisory lock. */
const migrationLock = 7_265_431_009;

/** The schema that this version works with. */
export const schemaVersion = migrations.at(-1)?.version ?? 0;

/** Creates or upgrades the schema; throws `HubFailure` for a database from a newer version. */
export async function migrate(db: Kysely<HubTables>, ids: HubIds): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const found = await applyMigrations(tx, schemaVersion);
    if (found === 0) {
      const values = [
        { key: 'hub_id', value: ids.uuid() },
        { key: 'feed_epoch', value: ids.uuid() },
        { key: 'schema_version', value: String(schemaVersion) },
      ];
      await tx.insertInto('hub_meta').values(values).execute();
    } else if (found < schemaVersion) {
      const value = String(schemaVersion);
      await tx.updateTable('hub_meta').set({ value }).where('key', '=', 'schema_version').execute();
    }
    // Permanent: the keys of every trace rest on it.
    const sampleSeed = Buffer.from(ids.secret(), 'base64url').subarray(0, 16).toString('hex');
    await tx
      .insertInto('hub_meta')
      .values({ key: 'sample_seed', value: sampleSeed })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
  });
}

/** Makes the tables of a schema version without any of its rows, for a restore; `tx` is a transaction. */
export async function makeSchema(tx: Kysely<HubTables>, version: number): Promise<void> {
  await applyMigrations(tx, version);
}

/** Answers the version that was there before; 0 for an empty database. */
async function applyMigrations(tx: Kysely<HubTables>, until: number): Promise<number> {
  await sql`SELECT pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(tx);
  await sql`CREATE TABLE IF NOT EXISTS hub_meta (key text PRIMARY KEY, value text NOT NULL)`.execute(tx);
  const found = await readVersion(tx);
  if (found > schemaVersion) throw newer(found);
  for (const migration of migrations) {
    if (migration.version <= found || migration.version > until) continue;
    for (const statement of migration.statements) await sql.raw(statement).execute(tx);
  }
  return found;
}

async function readVersion(tx: Kysely<HubTables>): Promise<number> {
  const row = await tx
    .selectFrom('hub_meta')
    .select('value')
    .where('key', '=', 'schema_version')
    .executeTakeFirst();
  return row === undefined ? 0 : Number(row.value);
}

function newer(found: number): HubFailure {
  return new HubFailure('DATABASE_NEWER', {
    what: `This hub's database was made by a newer version of Assay (schema ${found}, this version knows ${schemaVersion}).`,
    remedy:
      'Start it with that newer version, or restore a backup from before the upgrade. Nothing was changed.',
  });
}
