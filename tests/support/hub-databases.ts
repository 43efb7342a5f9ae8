/**
 * Runs the same tests against the embedded database and, where the machine has one, a real PostgreSQL. What is skipped
 * says why.
 */
import { afterAll, beforeAll, describe } from 'vitest';
import type { DatabasePlace } from '../../hub/database/open.ts';
import type { PostgresServer } from './postgres-server.ts';
import { inMemory, usePostgres } from './databases.ts';
import { findPostgres } from './postgres-server.ts';

export interface TestDatabases {
  /** A fresh database. Embedded ones are in memory. */
  next(): DatabasePlace;
  /** Whether several hubs may use one database at once. */
  isShareable: boolean;
}

/** `define` is called once per kind of database. */
export function describeOnEachDatabase(title: string, define: (databases: TestDatabases) => void): void {
  describe(`${title}, embedded database`, () => {
    define({ next: inMemory, isShareable: false });
  });
  const found = findPostgres();
  if ('missing' in found) {
    describe.skip(`${title}, PostgreSQL (skipped: ${found.missing})`, () => {
      define({ next: () => ({ databaseUrl: '' }), isShareable: true });
    });
    return;
  }
  describe(`${title}, PostgreSQL`, () => {
    let server: Pick<PostgresServer, 'createDatabase' | 'stop'> | null = null;
    beforeAll(async () => {
      server = await usePostgres(found.bin);
    });
    afterAll(async () => {
      await server?.stop();
    });
    define({
      next: () => {
        if (server === null) throw new Error('PostgreSQL is not running');
        return { databaseUrl: server.createDatabase() };
      },
      isShareable: true,
    });
  });
}
