/**
 * Databases that all files of a run share, because making one costs seconds: a PostgreSQL server, and a blank embedded
 * database as a file. Only the whole suite makes them (`ASSAY_SHARES_DATABASES`); a file run alone makes its own.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { findPostgres, startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Null where each file starts its own. */
    sharedPostgres: { bin: string; port: number } | null;
    /** Path of a blank embedded database; null where each file makes its own. */
    blankDatabase: string | null;
  }
}

export async function setup(project: TestProject): Promise<(() => Promise<void>) | void> {
  if (process.env['ASSAY_SHARES_DATABASES'] !== '1') {
    project.provide('sharedPostgres', null);
    project.provide('blankDatabase', null);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'assay-blank-'));
  const blank = join(folder, 'blank.tar');
  const pglite = await PGlite.create();
  writeFileSync(blank, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()));
  await pglite.close();
  project.provide('blankDatabase', blank);
  const found = findPostgres();
  const server = 'bin' in found ? await startPostgres(found.bin) : null;
  project.provide(
    'sharedPostgres',
    server === null || 'missing' in found ? null : { bin: found.bin, port: server.port },
  );
  return async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
