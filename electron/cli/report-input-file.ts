/**
 * The text of a report file on disk, or why there is none: not there, empty, too large, or in an encoding or container
 * that Assay never writes. Must not judge what the text says.
 */
import { readFileSync, statSync } from 'node:fs';
import type { Problem } from '../../shared/contract/errors.ts';

export type FileText = { ok: true; text: string } | { ok: false; problem: Problem };

/** A million labels make about a third of this; no text can be longer than twice of it. */
const LARGEST_BYTES = 256 * 1024 * 1024;

const EXPORT_AGAIN =
  'Ask for the file again, or export it again: assay report AUDIT --format json --out FILE.';

function describeBytes(bytes: Uint8Array): string | null {
  const [a, b] = bytes;
  if (bytes.length === 0) return 'The file is empty.';
  if (a === 0x1f && b === 0x8b) return 'The file is compressed with gzip.';
  if (a === 0x50 && b === 0x4b) return 'The file is a ZIP archive.';
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
    return 'The file is in UTF-16; Assay writes UTF-8.';
  return null;
}

function unreadable(path: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return { what: `${path} is not there.`, remedy: 'Check the path.' };
  if (code === 'EISDIR') return { what: `${path} is a folder.`, remedy: 'Give the file itself.' };
  return {
    what: 'The file cannot be read.',
    where: `${path}${code === '' ? '' : ` (${code})`}`,
    remedy: 'Check that you may read it.',
  };
}

export function readFileText(path: string): FileText {
  let bytes: Uint8Array;
  try {
    const { size } = statSync(path);
    if (size > LARGEST_BYTES) {
      const megabytes = Math.round(size / 1024 / 1024);
      return {
        ok: false,
        problem: {
          what: `The file has ${megabytes} MB, more than any report of Assay.`,
          where: path,
          remedy: EXPORT_AGAIN,
        },
      };
    }
    bytes = readFileSync(path);
  } catch (error) {
    return { ok: false, problem: unreadable(path, error) };
  }
  const what = describeBytes(bytes);
  if (what !== null) return { ok: false, problem: { what, where: path, remedy: EXPORT_AGAIN } };
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const remedy = EXPORT_AGAIN;
    return {
      ok: false,
      problem: { what: 'The file is not UTF-8 text, as reports are.', where: path, remedy },
    };
  }
}
