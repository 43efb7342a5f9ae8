/**
 * Reads a backup line by line and holds it against its own sums. Must not know a database.
 *
 * Invariant: whoever reads to the end without an error has read exactly what was written.
 */
import { createHash } from 'node:crypto';
import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { schemaVersion } from '../database/migrate.ts';
import { HubFailure } from '../failure.ts';
import type { BackupEnd, BackupHeader, BackupSummary } from './format.ts';
import { end, FORMAT, header, tableStart } from './format.ts';

/** What comes of a backup, in this order. */
export type BackupPart =
  | { type: 'header'; header: BackupHeader }
  | { type: 'rows'; table: string; lines: string[] }
  | { type: 'end'; end: BackupEnd };

/** Reads the whole backup and answers what it holds. Throws `HubFailure` when it is not whole, changed, or too new. */
export async function checkBackup(file: Readable, where: string): Promise<BackupSummary> {
  let head: BackupHeader | null = null;
  let last: BackupEnd | null = null;
  for await (const part of readBackup(file, where)) {
    if (part.type === 'header') head = part.header;
    if (part.type === 'end') last = part.end;
  }
  if (head === null || last === null) throw unreadable(where, 'it is empty');
  const { hubId, schemaVersion: version, takenAt } = head;
  return { hubId, schemaVersion: version, takenAt, tables: last.tables };
}

/** Characters of rows that come together. */
const piece = 4_000_000;

/** The parts of a backup. Rows have been checked only once `end` has come. */
export async function* readBackup(file: Readable, where: string): AsyncGenerator<BackupPart> {
  let head: BackupHeader | null = null;
  let sums: Sums | null = null;
  let isEnded = false;
  for await (const line of readLines(file, where)) {
    if (isEnded) throw unreadable(where, 'something follows its end');
    if (head === null) {
      head = parseHeader(line, where);
      sums = new Sums(head, where);
      yield { type: 'header', header: head };
    } else if (sums!.isRow(line)) {
      const full = sums!.add(line);
      if (full !== null) yield { type: 'rows', ...full };
    } else {
      const rest = sums!.take();
      if (rest !== null) yield { type: 'rows', ...rest };
      const last = sums!.next(line);
      if (last === null) continue;
      isEnded = true;
      yield { type: 'end', end: last };
    }
  }
  if (!isEnded) throw unreadable(where, 'it breaks off before its end');
}

/** Which table's rows are read, their sum so far, and those that were not handed on yet. */
class Sums {
  readonly #head: BackupHeader;
  readonly #where: string;
  readonly #done: BackupEnd['tables'] = [];
  #table: string | null = null;
  #hash = createHash('sha256');
  #rows = 0;
  #lines: string[] = [];
  #size = 0;

  constructor(head: BackupHeader, where: string) {
    this.#head = head;
    this.#where = where;
  }

  /** Rows are objects of columns; names of tables and the end are told apart by their first key. */
  isRow(line: string): boolean {
    return this.#table !== null && !line.startsWith('{"table":') && !line.startsWith('{"end":true,');
  }

  add(line: string): { table: string; lines: string[] } | null {
    this.#hash.update(`${line}\n`);
    this.#rows += 1;
    this.#lines.push(line);
    this.#size += line.length;
    return this.#size < piece ? null : this.take();
  }

  take(): { table: string; lines: string[] } | null {
    if (this.#table === null || this.#lines.length === 0) return null;
    const lines = this.#lines;
    this.#lines = [];
    this.#size = 0;
    return { table: this.#table, lines };
  }

  /** A new table begins (null), or the backup ends and its sums are compared. */
  next(line: string): BackupEnd | null {
    this.#close();
    if (!line.startsWith('{"end":true,')) {
      const { table } = parseAs(tableStart, line, this.#where);
      if (table !== this.#head.tables[this.#done.length])
        throw unreadable(this.#where, 'its tables are out of order');
      this.#table = table;
      return null;
    }
    const last = parseAs(end, line, this.#where);
    const same =
      last.tables.length === this.#head.tables.length &&
      JSON.stringify(last.tables) === JSON.stringify(this.#done);
    if (!same) throw unreadable(this.#where, 'its rows are not those that were written');
    return last;
  }

  #close(): void {
    if (this.#table === null) return;
    this.#done.push({ table: this.#table, rows: this.#rows, sha256: this.#hash.digest('hex') });
    this.#table = null;
    this.#hash = createHash('sha256');
    this.#rows = 0;
  }
}

function parseHeader(line: string, where: string): BackupHeader {
  const raw = parseJson(line) as { kind?: unknown; format?: unknown; schemaVersion?: unknown } | null;
  if (raw?.kind !== 'assay hub backup') throw unreadable(where, 'it is no backup of a hub');
  if (Number(raw.format) > FORMAT || Number(raw.schemaVersion) > schemaVersion) {
    throw new HubFailure('BACKUP_NEWER', {
      what: `This backup was made by a newer version of Assay (schema ${Number(raw.schemaVersion)}, this version knows ${schemaVersion}).`,
      where,
      remedy: 'Restore it with that version or a later one. Nothing was changed.',
    });
  }
  return parseAs(header, line, where);
}

function parseAs<T>(
  schema: { safeParse(value: unknown): { success: boolean; data?: T } },
  line: string,
  where: string,
): T {
  const parsed = schema.safeParse(parseJson(line));
  if (!parsed.success || parsed.data === undefined) throw unreadable(where, 'a line of it cannot be read');
  return parsed.data;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}

/** A line longer than the longest text that a database of ours holds is no line. */
const longestLine = 300_000_000;

async function* readLines(file: Readable, where: string): AsyncGenerator<string> {
  const unzipped = createGunzip();
  file.on('error', (error) => unzipped.destroy(error));
  const decoder = new StringDecoder('utf8');
  let rest = '';
  try {
    for await (const chunk of file.pipe(unzipped)) {
      const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > longestLine) throw unreadable(where, 'a line of it has no end');
      yield* lines;
    }
  } catch (error) {
    if (error instanceof HubFailure) throw error;
    throw unreadable(where, 'it is cut off, damaged or no gzip file', error);
  } finally {
    file.destroy();
  }
  if (rest !== '') throw unreadable(where, 'it breaks off within a line');
}

export function unreadable(where: string, why: string, cause?: unknown): HubFailure {
  const remedy = 'Use another backup. Nothing was changed.';
  return new HubFailure(
    'BACKUP_UNREADABLE',
    { what: `This backup cannot be used: ${why}.`, where, remedy },
    cause,
  );
}
