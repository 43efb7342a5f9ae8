/**
 * Keeps two processes from opening one embedded database, which would destroy it: PGlite itself does not notice.
 *
 * The lock is a file that names its process. Invariant: a lock whose process has ended never keeps anybody out, also
 * where the process number is in use again by another program (a container that always starts as number 7).
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, HubFailure } from '../failure.ts';

const held = new Set<string>();

/** Takes the lock of `folder`, which must exist; answers how to give it back. Throws `HubFailure` when it is taken. */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'hub.lock');
  const own = `${process.pid} ${startOf(process.pid) ?? ''}`;
  const draft = join(folder, `hub.lock.${process.pid}`);
  writeFileSync(draft, own);
  try {
    // Twice: once more after a lock that a killed process left behind was cleared away.
    if (!tryLink(draft, path) && (!clearStale(path) || !tryLink(draft, path))) throw inUse(folder);
  } finally {
    rmSync(draft, { force: true });
  }
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(path, { force: true });
  };
}

function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a process that has ended; false when its process is alive. */
function clearStale(path: string): boolean {
  const seen = readText(path);
  if (seen === null) return true;
  if (held.has(path) || isAlive(seen)) return false;
  const aside = `${path}.stale.${process.pid}`;
  renameSync(path, aside);
  // Another process may have cleared the stale lock and taken its own in between: then give that one back.
  const isTheirs = readText(aside) !== seen;
  if (isTheirs) tryLink(aside, path);
  rmSync(aside, { force: true });
  return !isTheirs;
}

function isAlive(lock: string): boolean {
  const [pidText, start] = lock.split(' ');
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  // Not held here and yet our number: left by an earlier process that had the same one.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  const now = startOf(pid);
  return now === null || start === undefined || start === '' || now === start;
}

/** When a process started, as the kernel tells it (boot and clock ticks); null where it does not. */
function startOf(pid: number): string | null {
  const boot = readText('/proc/sys/kernel/random/boot_id');
  const stat = readText(`/proc/${pid}/stat`);
  if (boot === null || stat === null) return null;
  // The name, in brackets, may hold spaces; the start time is the 20th field after it.
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return ticks === undefined ? null : `${boot.trim()}:${ticks}`;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function inUse(folder: string): HubFailure {
  return new HubFailure('FOLDER_IN_USE', {
    what: 'Another hub is running on this data folder.',
    where: folder,
    remedy:
      'Use that hub, or stop it first. People can be added to a running hub with an admin token: POST /v1/people.',
  });
}
