import { PGlite } from '@electric-sql/pglite';
import Fastify from 'fastify';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { expect, it } from 'vitest';
import { schemaVersion } from '../database/migrate.ts';
import type { HubDatabase } from '../database/open.ts';
import type { HubTables } from '../database/tables.ts';
import { addHealthRoutes } from './health.ts';

it('asks the database once for all who ask at the same time whether the hub is ready', async () => {
  let queries = 0;
  const db = new Kysely<HubTables>({
    dialect: new PGliteDialect({ pglite: await PGlite.create() }),
    log: () => void (queries += 1),
  });
  await sql`CREATE TABLE hub_meta (key text, value text)`.execute(db);
  await db
    .insertInto('hub_meta')
    .values({ key: 'schema_version', value: String(schemaVersion) })
    .execute();
  const app = Fastify();
  addHealthRoutes(app, { db } as HubDatabase, () => false);
  queries = 0;
  const answers = await Promise.all(Array.from({ length: 200 }, () => app.inject('/readyz')));
  expect(new Set(answers.map((one) => one.statusCode))).toEqual(new Set([200]));
  expect(queries).toBeLessThan(20);
  await app.close();
  await db.destroy();
});
