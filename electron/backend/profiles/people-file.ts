/**
 * `profiles.json` of a data folder: who uses this computer. Read and replaced whole, mode 0600, with a copy beside it, so
 * that a crash leaves the old or the new state and one damaged file is not the end.
 *
 * Invariant: where a group existed, a file that cannot be read never counts as "nobody has a PIN". Without any file, and
 * without the folder `profiles`, there is one person without a PIN.
 */
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { lockFile } from '../../../db/connection.ts';
import { StorageError } from '../../../db/errors.ts';
import { isoTime } from '../../../shared/domain/ids.ts';
import { label } from '../../../shared/domain/text.ts';
import { WorkbenchError } from '../errors.ts';
import { toFileError } from './file-error.ts';
import { keptPin } from './pin.ts';

const person = z.strictObject({
  id: z.uuid(),
  name: label(120),
  /** Null only for one person who is alone (again). */
  pin: keptPin.nullable(),
  failures: z.int().min(0),
  failedAtMs: z.int().nullable(),
  failedUptimeMs: z.int().min(0),
  lastOpenedAt: isoTime.nullable(),
  waiting: z.int().min(0),
});
export type PersonRecord = z.infer<typeof person>;

const peopleFile = z
  .strictObject({
    version: z.literal(1),
    lockAfterMinutes: z.int().min(0).max(240),
    people: z.array(person).min(1),
    /** Taken away, but their folders may still be there: a removal that was cut off is finished at the next start. */
    leaving: z.array(z.uuid()),
  })
  .refine(({ people }) => people.length === 1 || people.every((one) => one.pin !== null), 'a PIN is missing')
  .refine(({ people }) => areUnique(people.map((one) => one.id)), 'an id is there twice')
  .refine(({ people }) => areUnique(people.map((one) => plainName(one.name))), 'a name is there twice');
export type People = z.infer<typeof peopleFile>;

/** Two names that differ only in case and blanks are one to a person who looks for theirs. */
export function plainName(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}

export function isGroup(people: People | null): people is People {
  return people !== null && people.people.some((one) => one.pin !== null);
}

const nameOf = 'profiles.json';
export const foldersName = 'profiles';

type Held = { kind: 'missing' } | { kind: 'damaged' } | { kind: 'held'; people: People };

/** Who uses this folder; null for one person without a PIN. Throws STORAGE_CORRUPT when nobody can tell any more. */
export async function readPeople(dataDir: string, stamp: () => string): Promise<People | null> {
  const path = join(dataDir, nameOf);
  const main = readOne(path);
  if (main.kind === 'held') return main.people;
  const copy = readOne(copyOf(path));
  if (main.kind === 'missing' && copy.kind === 'missing') {
    if (existsSync(join(dataDir, foldersName))) throw nobodyKnows(path);
    return null;
  }
  if (main.kind === 'damaged') renameSync(path, `${path}.damaged-${stamp()}`);
  if (copy.kind === 'held') {
    await replace(path, copy.people);
    return copy.people;
  }
  if (copy.kind === 'damaged') renameSync(copyOf(path), `${copyOf(path)}.damaged-${stamp()}`);
  throw nobodyKnows(path);
}

/** Replaces file and copy. Throws `StorageError` when the disk is full or cannot be written; then the old state holds. */
export async function writePeople(dataDir: string, people: People): Promise<void> {
  const path = join(dataDir, nameOf);
  await replace(path, peopleFile.parse(people));
  await replace(copyOf(path), people);
}

/** How long one process waits for another that changes the file, milliseconds; a PIN takes a tenth of a second. */
const patienceMs = 5000;

/** Runs `act` while no other process changes the file. */
export async function withPeopleLock<T>(dataDir: string, act: () => Promise<T>): Promise<T> {
  const release = await takeInTurn(join(dataDir, 'profiles.lock.db'));
  try {
    return await act();
  } finally {
    release();
  }
}

async function takeInTurn(path: string): Promise<() => void> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return lockFile(path);
    } catch (error) {
      const isTaken = error instanceof StorageError && error.code === 'STORAGE_IN_USE';
      if (!isTaken || performance.now() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function areUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

const copyOf = (path: string): string => `${path}.copy`;

function readOne(path: string): Held {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { kind: 'missing' };
    throw new WorkbenchError('STORAGE_READ_ONLY', {
      what: 'The file that says who uses Assay on this computer cannot be read.',
      where: path,
      remedy: 'Give your account the right to read this file and its folder, then open Assay again.',
    });
  }
  const parsed = peopleFile.safeParse(parseJson(text));
  return parsed.success ? { kind: 'held', people: parsed.data } : { kind: 'damaged' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function replace(path: string, people: People): Promise<void> {
  const beside = `${path}.new`;
  try {
    await rm(beside, { force: true });
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(people, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    throw toFileError(error, path);
  }
}

function nobodyKnows(path: string): WorkbenchError {
  return new WorkbenchError('STORAGE_CORRUPT', {
    what: 'Several people use Assay on this computer, and the file that holds their PINs is damaged or gone. Nobody’s work is lost, and nobody’s is opened without a PIN.',
    where: path,
    remedy:
      'Put profiles.json back from a backup of this folder. Without one, whoever looks after this computer moves each folder out of “profiles” and opens it with --data: each holds all the work of one person.',
  });
}
