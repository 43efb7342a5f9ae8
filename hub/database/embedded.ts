/**
 * The embedded database: PostgreSQL inside this process (PGlite), in a folder.
 *
 * Invariants: a commit is on the disk before it is acknowledged, and survives a kill -9 and a power cut; only one process
 * has the folder open. PGlite starts with fsync off and its file layer has none, so both are put right here
 * (docs/decisions/0005-embedded-database-durability.md).
 */
import { existsSync, fsyncSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Extension } from '@electric-sql/pglite';
import { PGlite } from '@electric-sql/pglite';
import { HubFailure } from '../failure.ts';
import { lockFolder } from './folder-lock.ts';

/** What we need of Emscripten's file layer over Node's: an open file with its real descriptor. */
interface NodeFileLayer {
  stream_ops: { fsync?: (stream: { nfd: number; node: { mode: number } }) => number };
}

const directoryMode = 0o040000;

/** Hands PostgreSQL's fsync through to the operating system; without it PGlite answers "done" and does nothing. */
const fsyncReachesDisk: Extension = {
  name: 'fsyncReachesDisk',
  setup: (_pg, options: { preRun?: ((module: { NODEFS: NodeFileLayer }) => void)[] }) =>
    Promise.resolve({
      emscriptenOpts: { ...options, preRun: [...(options.preRun ?? []), addFsync] },
    }),
};

function addFsync(module: { NODEFS: NodeFileLayer }): void {
  module.NODEFS.stream_ops.fsync = ({ nfd, node }) => {
    try {
      fsyncSync(nfd);
    } catch (error) {
      // Some systems cannot sync a folder; PostgreSQL itself overlooks that.
      if ((node.mode & 0o170000) !== directoryMode) throw error;
    }
    return 0;
  };
}

/** `fdatasync`, the default, is empty in PGlite's C library; `fsync` is not. `-F` would turn syncing off. */
const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  '-c',
  'fsync=on',
  '-c',
  'wal_sync_method=fsync',
  '-c',
  'synchronous_commit=on',
];

export interface EmbeddedDatabase {
  pglite: PGlite;
  /** Gives the folder back; call after the database is closed. */
  unlock(): void;
}

/** A folder; or memory, where `blank` is a dump of a new database, which is read faster than one is made. */
export type EmbeddedPlace = { dataDir: string } | { dataDir: null; blank?: Blob };

/** Opens the database in `dataDir`, making it on first use; null keeps it in memory only. Throws `HubFailure`. */
export async function openEmbedded(place: EmbeddedPlace): Promise<EmbeddedDatabase> {
  if (place.dataDir === null) {
    const options = place.blank === undefined ? {} : { loadDataDir: place.blank };
    return { pglite: await PGlite.create(options), unlock: () => undefined };
  }
  const { dataDir } = place;
  makeFolder(dataDir);
  const unlock = lockFolder(dataDir);
  try {
    const folder = join(dataDir, 'postgres');
    if (!existsSync(folder)) await makeDatabase(dataDir, folder);
    return { pglite: await openFolder(folder), unlock };
  } catch (error) {
    unlock();
    if (error instanceof HubFailure) throw error;
    throw unusable(dataDir, error);
  }
}

/** First use: made beside its place and moved there when whole, so that a kill half-way leaves nothing half made. */
async function makeDatabase(dataDir: string, folder: string): Promise<void> {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith('postgres.new')) rmSync(join(dataDir, name), { recursive: true });
  }
  const draft = `${folder}.new`;
  const made = await openFolder(draft);
  await made.close();
  await syncTree(draft);
  renameSync(draft, folder);
  await sync(dataDir, true);
}

/** What initdb wrote has never been synced: it runs in memory. Many files at once, so that the disk can group them. */
async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const things = entries.filter((entry) => entry.isFile() || entry.isDirectory());
  for (let from = 0; from < things.length; from += thingsAtOnce) {
    await Promise.all(
      things
        .slice(from, from + thingsAtOnce)
        .map((entry) => sync(join(entry.parentPath, entry.name), entry.isDirectory())),
    );
  }
  await sync(folder, true);
}

const thingsAtOnce = 64;

async function sync(path: string, isFolder: boolean): Promise<void> {
  // Windows has no way to sync a folder, and syncs only files that are open for writing.
  if (isFolder && process.platform === 'win32') return;
  const thing = await open(path, isFolder ? 'r' : 'r+');
  try {
    await thing.sync();
  } finally {
    await thing.close();
  }
}

function openFolder(folder: string): Promise<PGlite> {
  return PGlite.create({ dataDir: folder, startParams, extensions: { fsyncReachesDisk } });
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unusable(dataDir, error);
  }
}

function unusable(dataDir: string, error: unknown): HubFailure {
  return new HubFailure(
    'FOLDER_UNUSABLE',
    {
      what: `The hub's database cannot be opened: ${error instanceof Error ? error.message : String(error)}.`,
      where: dataDir,
      remedy:
        'Check that the folder is writable and the disk is not full. If its files are damaged, restore a backup; devices send again what the backup lacks.',
    },
    error,
  );
}
