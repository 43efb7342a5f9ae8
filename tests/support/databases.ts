/** Fresh databases for one test file: on what the whole run shares where it does, else on servers of its own. */
import { readFileSync } from 'node:fs';
import { inject } from 'vitest';
import type { DatabasePlace } from '../../hub/database/open.ts';
import type { PostgresServer } from './postgres-server.ts';
import { databasesOf, startPostgres } from './postgres-server.ts';

let blank: Blob | null = null;

/** A fresh database in memory. */
export function inMemory(): DatabasePlace & { dataDir: null } {
  const path = inject('blankDatabase') as string | null | undefined;
  if (path === null || path === undefined) return { dataDir: null };
  blank ??= new Blob([readFileSync(path)]);
  return { dataDir: null, blank };
}

/** A server to make databases on; `stop` takes them away again. A shared one cannot be restarted. */
export async function usePostgres(bin: string): Promise<Pick<PostgresServer, 'createDatabase' | 'stop'>> {
  const shared = inject('sharedPostgres') as { bin: string; port: number } | null | undefined;
  return shared === null || shared === undefined ? startPostgres(bin) : databasesOf(shared);
}
