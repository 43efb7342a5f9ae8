/** Looking for files on this computer, for a window that has no file dialog of its own. Names and sizes only. */
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { findUnstorable } from '../../../shared/domain/text.ts';
import { readFailure } from '../sources/source-error.ts';
import { base } from './workbench-base.ts';

interface Entry {
  name: string;
  path: string;
  kind: 'folder' | 'file';
  bytes: number;
}

/** What is at `path`; null for what is neither file nor folder, or vanished meanwhile, or cannot be named in JSON. */
async function describe(folder: string, name: string): Promise<Entry | null> {
  if (name.startsWith('.') || findUnstorable(name) !== null) return null;
  const path = join(folder, name);
  try {
    const found = await stat(path);
    if (found.isDirectory()) return { name, path, kind: 'folder', bytes: 0 };
    return found.isFile() ? { name, path, kind: 'file', bytes: found.size } : null;
  } catch {
    // A broken link or a file that just went: there is nothing to choose.
    return null;
  }
}

const byKindAndName = (a: Entry, b: Entry): number =>
  a.kind === b.kind
    ? a.name.localeCompare(b.name, undefined, { numeric: true })
    : a.kind === 'folder'
      ? -1
      : 1;

export const filesHandlers = {
  browse: base.files.browse.handler(async ({ input }) => {
    const folder = resolve(input.folder ?? homedir());
    let names: string[];
    try {
      names = await readdir(folder);
    } catch (error) {
      throw readFailure(folder, error);
    }
    const entries = (await Promise.all(names.map((name) => describe(folder, name)))).filter(
      (one) => one !== null,
    );
    const parent = dirname(folder);
    return { folder, parent: parent === folder ? null : parent, entries: entries.toSorted(byKindAndName) };
  }),
};
