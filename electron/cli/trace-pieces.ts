/**
 * Cuts traces into pieces that can be sent again whole: lines of a file as they are, or traces that a preset made of other
 * files. Must not know the hub.
 *
 * Invariant: every line is in exactly one piece, whole, and its number in its file is known.
 */
import type { Trace } from '../../shared/domain/trace.ts';
import { SourceError } from '../backend/sources/source-error.ts';

export interface Piece {
  /** Number of its first line, from 1. */
  firstLine: number;
  /** Lines of JSON. */
  bytes: Buffer;
}

/** Small enough to be sent again without much loss, and to be stored well within the time that a hub gives a request. */
const pieceBytes = 8 * 1024 * 1024;
/** A file without line ends is no file of lines. */
const mostLineBytes = 64 * 1024 * 1024;
const newline = 0x0a;

/** Pieces of JSON lines. Throws `SourceError` where there are no line ends. */
export async function* piecesOfLines(bytes: AsyncIterable<Buffer>, path: string): AsyncGenerator<Piece> {
  let pending: Buffer[] = [];
  let size = 0;
  let firstLine = 1;
  for await (const part of bytes) {
    pending.push(part);
    size += part.length;
    if (size < pieceBytes) continue;
    const whole = Buffer.concat(pending);
    const end = whole.lastIndexOf(newline) + 1;
    if (end === 0 && size > mostLineBytes) throw withoutLines(path);
    pending = [whole.subarray(end)];
    size = whole.length - end;
    if (end === 0) continue;
    const piece = whole.subarray(0, end);
    yield { firstLine, bytes: piece };
    firstLine += countLines(piece);
  }
  if (size > 0) yield { firstLine, bytes: Buffer.concat(pending) };
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines += 1;
  return lines;
}

function withoutLines(path: string): SourceError {
  return new SourceError('SOURCE_UNREADABLE', {
    what: `There is no end of a line in the first ${mostLineBytes / 1024 / 1024} MiB.`,
    where: path,
    remedy: 'Write one trace per line (JSONL), or name the preset that understands the file.',
  });
}

/**
 * Pieces of traces that were read from other files. Where a trace stood in which file is left out: a file that grew has
 * another hash, and its old traces would look changed.
 */
export async function* piecesOfTraces(batches: AsyncIterable<readonly Trace[]>): AsyncGenerator<Piece> {
  let lines: string[] = [];
  let size = 0;
  let firstLine = 1;
  for await (const batch of batches) {
    for (const { provenance: _provenance, ...trace } of batch) {
      const line = JSON.stringify(trace);
      lines.push(line);
      size += line.length;
      if (size < pieceBytes) continue;
      yield { firstLine, bytes: Buffer.from(lines.join('\n')) };
      firstLine += lines.length;
      lines = [];
      size = 0;
    }
  }
  if (lines.length > 0) yield { firstLine, bytes: Buffer.from(lines.join('\n')) };
}
