/**
 * Files that Langfuse exports, as pieces for a hub, which reads them itself: one trace, an array of them, a page of its API
 * ({data: […]}), or one trace per line. Must not know what a trace of Langfuse holds.
 */
import { SourceError } from '../backend/sources/source-error.ts';
import type { Piece } from './trace-pieces.ts';
import { piecesOfLines } from './trace-pieces.ts';

/** A file that is no file of lines is read whole. */
const mostBytes = 256 * 1024 * 1024;

export async function* piecesOfLangfuse(bytes: AsyncIterable<Buffer>, path: string): AsyncGenerator<Piece> {
  const parts: Buffer[] = [];
  let size = 0;
  const reading = bytes[Symbol.asyncIterator]();
  for (let next = await reading.next(); next.done !== true; next = await reading.next()) {
    parts.push(next.value);
    size += next.value.length;
    if (size < mostBytes) continue;
    yield* piecesOfLines(restOf(parts, reading), path);
    return;
  }
  const traces = listTraces(Buffer.concat(parts).toString('utf8'));
  const lines = traces === null ? parts : traces.map((trace) => Buffer.from(`${JSON.stringify(trace)}\n`));
  if (lines.length === 0) {
    throw new SourceError('SOURCE_UNREADABLE', {
      what: 'There is no trace in this file.',
      where: path,
      remedy: 'Export traces with their observations and scores, as JSON or JSONL.',
    });
  }
  yield* piecesOfLines(restOf(lines), path);
}

async function* restOf(first: readonly Buffer[], rest?: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* first;
  if (rest === undefined) return;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** The traces of a text that is one JSON value; null for lines. */
function listTraces(text: string): unknown[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null) {
    for (const name of ['data', 'traces']) {
      const list = (value as Record<string, unknown>)[name];
      if (Array.isArray(list)) return list;
    }
  }
  return [value];
}
