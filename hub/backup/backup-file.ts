/**
 * A backup into a file, from a database or from a running hub. The file has its name only once it is whole and on the
 * disk, and takes the place of no other.
 */
import { createReadStream, existsSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { link, open, rm } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { DatabasePlace } from '../database/open.ts';
import { openUnmigrated } from '../database/open.ts';
import { codeOf, HubFailure } from '../failure.ts';
import type { Clock } from '../outside.ts';
import { isoNow } from '../outside.ts';
import type { ReadableHub } from '../store/write.ts';
import type { BackupSummary } from './format.ts';
import { checkBackup } from './read-backup.ts';
import { writeBackup } from './write-backup.ts';

/** Backs up the hub of a folder in which no hub runs, or of a PostgreSQL database, where it may. */
export async function backUp(place: DatabasePlace, file: string, clock: Clock): Promise<BackupSummary> {
  mustNotExist(file);
  const { db, close } = await openUnmigrated(place);
  try {
    return await intoFile(file, streamBackup(db, isoNow(clock)));
  } finally {
    await close();
  }
}

/** Backs up a running hub through its API, with the token of an admin. */
export async function downloadBackup(url: string, token: string, file: string): Promise<BackupSummary> {
  mustNotExist(file);
  const answer = await fetch(new URL('/v1/backup', url), {
    headers: { authorization: `Bearer ${token}` },
  }).catch((error: unknown) => {
    throw unanswered(url, 'it does not answer', error);
  });
  if (!answer.ok || answer.body === null) {
    await answer.body?.cancel();
    throw unanswered(url, `it answered ${answer.status}`);
  }
  return intoFile(file, Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]));
}

function unanswered(url: string, why: string, cause?: unknown): HubFailure {
  const remedy = 'Check --url, and that the token is that of an admin of this hub. Nothing was written.';
  return new HubFailure('NO_HUB', { what: `The hub gave no backup: ${why}.`, where: url, remedy }, cause);
}

/**
 * How long a backup waits for whoever takes it: it holds a snapshot, and of the embedded database everybody's turn. A disk
 * that is busy takes seconds.
 */
const usualPatienceMs = 60_000;

/**
 * A backup as gzip. An error, or nobody reading on for `patienceMs`, ends the stream before its end line, so that it is
 * never taken for whole.
 */
export function streamBackup(db: ReadableHub, takenAt: string, patienceMs = usualPatienceMs): Readable {
  const lines = new PassThrough();
  const zipped = createGzip();
  const take = async (text: string): Promise<void> => {
    if (lines.destroyed) throw new Error('nobody reads the backup any more');
    if (lines.write(text)) return;
    const impatience = setTimeout(() => zipped.destroy(new Error('the backup is not read on')), patienceMs);
    await new Promise((resolve) => lines.once('drain', resolve).once('close', resolve));
    clearTimeout(impatience);
  };
  writeBackup(db, takenAt, take).then(
    () => lines.end(),
    (error: unknown) => lines.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  pipeline(lines, zipped).catch(() => undefined);
  return zipped;
}

/** Writes, reads back and checks, then gives it its name. */
async function intoFile(file: string, zipped: Readable): Promise<BackupSummary> {
  const draft = `${file}.part`;
  try {
    const handle = await openDraft(draft, file);
    await pipeline(zipped, handle.createWriteStream({ flush: true }));
    const summary = await checkBackup(createReadStream(draft), file);
    await link(draft, file).catch((error: unknown) => {
      throw codeOf(error) === 'EEXIST' ? exists(file) : error;
    });
    return summary;
  } finally {
    await rm(draft, { force: true });
  }
}

async function openDraft(draft: string, file: string): Promise<FileHandle> {
  try {
    // It holds everything that the hub holds.
    return await open(draft, 'w', 0o600);
  } catch (error) {
    const what = `The backup cannot be written (${codeOf(error) ?? 'unknown reason'}).`;
    throw new HubFailure(
      'BACKUP_UNREADABLE',
      { what, where: file, remedy: 'Choose a folder that can be written.' },
      error,
    );
  }
}

function mustNotExist(file: string): void {
  if (existsSync(file)) throw exists(file);
}

function exists(file: string): HubFailure {
  return new HubFailure('BACKUP_EXISTS', {
    what: 'There is a file of this name already. A backup never takes the place of another.',
    where: file,
    remedy: 'Choose another name, with the date for example.',
  });
}
