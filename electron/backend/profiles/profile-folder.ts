/**
 * Where a profile's things are: the first person's in the data folder itself, everybody else's in `profiles/<id>`. Makes,
 * guards and takes away these folders; must not know PINs or what is in a store.
 *
 * Invariant: a folder that was there and is gone is never made anew: an empty store would look like lost work.
 */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { closeStore, openStore } from '../../../db/connection.ts';
import { StorageError } from '../../../db/errors.ts';
import { countEventStates } from '../../../db/queries/outbox.ts';
import { WorkbenchError } from '../errors.ts';
import { toFileError } from './file-error.ts';
import type { PersonRecord } from './people-file.ts';
import { foldersName } from './people-file.ts';

/** The profile of the data folder itself, in a group and without one. */
export const firstId = '00000000-0000-0000-0000-000000000000';

export function folderOf(dataDir: string, id: string): string {
  return id === firstId ? dataDir : join(dataDir, foldersName, id);
}

/** Refuses a folder that is a profile of another one: it is opened through that one, with its PIN. */
export function refuseProfileFolder(dataDir: string): void {
  const folder = resolve(dataDir);
  const isProfile = basename(dirname(folder)) === foldersName && z.uuid().safeParse(basename(folder)).success;
  if (!isProfile || !existsSync(join(folder, 'workbench.db'))) return;
  throw new WorkbenchError('FORBIDDEN', {
    what: 'This folder is one person’s profile and opens only with their PIN.',
    where: folder,
    remedy: `Open ${dirname(dirname(folder))} with --data and choose the person.`,
  });
}

/** Makes the folder of somebody who was never here, and sees to it that only this account may read it. */
export function readyFolder(
  dataDir: string,
  person: Pick<PersonRecord, 'id' | 'name' | 'lastOpenedAt'>,
): string {
  const folder = folderOf(dataDir, person.id);
  const path = join(folder, 'workbench.db');
  if (person.lastOpenedAt !== null && !existsSync(path)) {
    throw new WorkbenchError('NOT_FOUND', {
      what: `The folder with the work of ${person.name} is not there any more.`,
      where: folder,
      remedy:
        'Put it back from a backup of this computer. If there is none, somebody else can remove this person in Settings.',
    });
  }
  try {
    if (person.id !== firstId) {
      mkdirSync(join(dataDir, foldersName), { recursive: true, mode: 0o700 });
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      chmodSync(folder, 0o700);
    }
    // Made before the store is opened, because its side files take over the mode.
    closeSync(openSync(path, 'a', 0o600));
    for (const name of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(name)) chmodSync(name, 0o600);
  } catch (error) {
    throw toFileError(error, folder);
  }
  return folder;
}

/** Makes the folder of the others, whose being there says that a group existed. */
export function readyFolders(dataDir: string): void {
  const folder = join(dataDir, foldersName);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw toFileError(error, folder);
  }
}

/**
 * Events of a closed profile that no hub has. Throws `StorageError`: while another window has it open; when it is damaged,
 * unless `mayBeDamaged`.
 */
export function countUnsent(dataDir: string, id: string, mayBeDamaged: boolean): number {
  const path = join(folderOf(dataDir, id), 'workbench.db');
  if (!existsSync(path)) return 0;
  try {
    const store = openStore(path);
    try {
      return countEventStates(store).waiting;
    } finally {
      closeStore(store);
    }
  } catch (error) {
    if (mayBeDamaged && error instanceof StorageError && error.code === 'STORAGE_CORRUPT') return 0;
    throw error;
  }
}

/** Takes everything of one person away. What other people have is in folders of their own. */
export async function removeFolder(dataDir: string, id: string): Promise<void> {
  if (id !== firstId) {
    await rm(folderOf(dataDir, id), { recursive: true, force: true });
    return;
  }
  const names = existsSync(dataDir) ? readdirSync(dataDir).filter(isOfFirst) : [];
  for (const name of names) await rm(join(dataDir, name), { recursive: true, force: true });
}

/** Whether a thing in the data folder belongs to the profile that lives there, not to all. */
function isOfFirst(name: string): boolean {
  const isStore = name.startsWith('workbench.db') || name.startsWith('secrets.json');
  return isStore || name === 'demo' || name === 'demo-hub';
}
