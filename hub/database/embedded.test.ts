import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { EmbeddedDatabase } from './embedded.ts';
import { openEmbedded } from './embedded.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-embedded-'));
let opened: EmbeddedDatabase | null = null;
afterAll(async () => {
  await opened?.pglite.close();
  opened?.unlock();
  rmSync(folder, { recursive: true, force: true });
});

it('syncs the log to the disk before a commit is answered, once per commit', async () => {
  opened = await openEmbedded({ dataDir: folder });
  const { pglite } = opened;
  const setting = async (name: string) =>
    Object.values((await pglite.query<Record<string, string>>(`SHOW ${name}`)).rows[0] ?? {})[0];
  expect([
    await setting('fsync'),
    await setting('wal_sync_method'),
    await setting('synchronous_commit'),
  ]).toEqual(['on', 'fsync', 'on']);
  const module = pglite.Module as unknown as {
    NODEFS: { stream_ops: { fsync(stream: { nfd: number; node: { mode: number } }): number } };
  };
  const layer = module.NODEFS.stream_ops;
  // The real one reaches the system: a descriptor that is not open is refused by it.
  expect(() => layer.fsync({ nfd: 1_000_000, node: { mode: 0o100600 } })).toThrow('EBADF');
  const toDisk = layer.fsync;
  let synced = 0;
  layer.fsync = (stream) => {
    synced += 1;
    return toDisk(stream);
  };
  await pglite.exec('CREATE TABLE t (a int)');
  const before = synced;
  for (let count = 0; count < 20; count += 1) await pglite.query('INSERT INTO t VALUES ($1)', [count]);
  expect(synced - before).toBe(20);
  const reading = synced;
  await pglite.query('SELECT count(*) FROM t');
  expect(synced).toBe(reading);
});
