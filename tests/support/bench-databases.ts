/** Runs a bench on the embedded database in a folder, then on a real PostgreSQL where the machine has one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabasePlace } from '../../hub/database/open.ts';
import { findPostgres, startPostgres } from './postgres-server.ts';

export async function benchOnEachDatabase(
  bench: string,
  measure: (database: string, place: DatabasePlace) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    await measure('embedded', { dataDir: join(folder, 'hub') });
    const found = findPostgres();
    if ('missing' in found) {
      console.log(JSON.stringify({ bench, skipped: found.missing }));
      return;
    }
    const server = await startPostgres(found.bin);
    try {
      await measure('PostgreSQL', { databaseUrl: server.createDatabase() });
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
