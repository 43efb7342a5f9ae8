/**
 * The folder into which DuckDB puts what does not fit into memory: readable by this person alone, and removed at the end.
 * What a process left behind that was killed is removed by the next one, because it may hold content of traces.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'assay-sources-';

/** Makes a folder for this process, and removes those of processes that are gone. */
export async function makeSpillFolder(parent = tmpdir()): Promise<string> {
  for (const name of await readdir(parent)) {
    const owner = /^assay-sources-(\d+)-/.exec(name)?.[1];
    // A folder of another person cannot be removed, and need not be.
    if (owner !== undefined && !isAlive(Number(owner))) {
      await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
    }
  }
  return mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
