/**
 * Resolves what a person chose (files, or one folder) to the files of a source, in an order that does not depend on
 * the machine. Must not know presets.
 *
 * Invariant: the order is by name, then by path, because the first of two equal ids is the one that counts.
 */
import type { BigIntStats } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { compareBytes } from '../../../shared/sampling/prn.ts';
import type { FileFormat } from './file-format.ts';
import { detectFormat, knownEnding } from './file-format.ts';
import { SourceError, changed, readFailure, unreadable } from './source-error.ts';

export interface SourceFile {
  readonly path: string;
  readonly name: string;
  /** Name without the endings that say its format: what `{file}` in a mapping stands for. */
  readonly stem: string;
  readonly format: FileFormat;
  readonly isGzip: boolean;
  readonly bytes: number;
  /** Changes whenever the file is written: inode, size and time of the last change. */
  readonly stamp: string;
}

/** Files that were looked into before, by path: one that has not changed since is not opened again. */
export type KnownFiles = Map<string, SourceFile>;

/** Files behind the chosen paths. Throws `SourceError` for a path that is missing, unreadable or of no use. */
export async function listSourceFiles(
  paths: readonly string[],
  known: KnownFiles = new Map(),
): Promise<SourceFile[]> {
  const found = (await Promise.all(paths.map(expand))).flat();
  const unique = [...new Set(found)].toSorted(
    (a, b) => compareBytes(basename(a), basename(b)) || compareBytes(a, b),
  );
  const files: SourceFile[] = [];
  for (const path of unique) files.push(await describeFile(path, known));
  return files;
}

/** Throws `SOURCE_CHANGED` when any of the files is not the one that was described. */
export async function assertUnchanged(files: readonly SourceFile[]): Promise<void> {
  for (const file of files) {
    const now = await statOf(file.path);
    if (stampOf(now) !== file.stamp) throw changed(file.path);
  }
}

async function expand(path: string): Promise<string[]> {
  if (!isAbsolute(path)) {
    throw new SourceError('INVALID_INPUT', {
      what: 'A path must be absolute.',
      where: path,
      remedy: 'Give the whole path of the file or folder.',
    });
  }
  const info = await statOf(path);
  if (info.isFile()) return [path];
  if (!info.isDirectory()) {
    throw unreadable(path, `${basename(path)} is not a file.`, 'Choose files or a folder.');
  }
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    throw readFailure(path, error);
  });
  const files = entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.') && knownEnding.test(entry.name))
    .map((entry) => join(path, entry.name));
  if (files.length > 0) return files;
  throw unreadable(
    path,
    `The folder ${basename(path)} holds no file that Assay reads.`,
    'Choose a folder with JSONL, JSON, CSV or Parquet files directly in it.',
  );
}

async function describeFile(path: string, known: KnownFiles): Promise<SourceFile> {
  const info = await statOf(path);
  const before = known.get(path);
  if (before?.stamp === stampOf(info)) return before;
  const isGzip = (await firstBytes(path, 2)).toString('hex') === '1f8b';
  const name = basename(path);
  const file: SourceFile = {
    path,
    name,
    stem: name.replace(knownEnding, ''),
    format: await detectFormat({ path, isGzip }),
    isGzip,
    bytes: Number(info.size),
    stamp: stampOf(info),
  };
  known.set(path, file);
  return file;
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  try {
    const handle = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw readFailure(path, error);
  }
}

async function statOf(path: string): Promise<BigIntStats> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    throw readFailure(path, error);
  }
}

function stampOf(info: BigIntStats): string {
  return `${info.ino}:${info.size}:${info.mtimeNs}`;
}
