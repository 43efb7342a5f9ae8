/** A batch in one JSON text: an array of traces, or an object that has it as `traces`. Read whole, so it has a limit. */
import type { Arriving } from '../arriving.ts';
import { BodyFault } from './body-fault.ts';
import { decode, withoutMark } from './read-lines.ts';

export const mostJsonBytes = 64 * 1024 * 1024;
const inPieces = 'Send smaller batches, or one trace per line as application/x-ndjson, which has no limit.';

/** The traces with their places, from 1. Throws `BodyFault` for what is no such text. */
export async function readArray(bytes: AsyncIterable<Buffer>): Promise<Arriving[]> {
  const text = decode(withoutMark(await readWhole(bytes)));
  if (text === null) throw new BodyFault('INVALID_INPUT', 'The body is not UTF-8 text.', 'Send UTF-8.');
  const traces = tracesOf(parse(text));
  if (traces === null) {
    throw new BodyFault(
      'INVALID_INPUT',
      'The body is neither an array of traces nor {"traces": […]}.',
      'Send it as the OpenAPI document says: GET /v1/openapi.json.',
    );
  }
  return traces.map((trace, at) => ({ line: at + 1, trace }));
}

async function readWhole(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > mostJsonBytes) throw tooLargeBody();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

export function tooLargeBody(): BodyFault {
  return new BodyFault('TOO_LARGE', `The body is larger than ${mostJsonBytes / 1024 / 1024} MiB.`, inPieces);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own message quotes the text.
    throw new BodyFault(
      'INVALID_INPUT',
      text.trim() === '' ? 'The body is empty.' : 'The body is not JSON, or not all of it.',
      'Send it whole: nothing of it was stored.',
    );
  }
}

function tracesOf(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'traces') return null;
  return 'traces' in value && Array.isArray(value.traces) ? value.traces : null;
}
