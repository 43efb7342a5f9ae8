/**
 * The bytes of a file, unpacked where it is gzipped, as a stream with bounded memory. Must not know what they mean.
 *
 * Invariant: a gzip file that ends early fails; it never looks like a shorter file.
 */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { readFailure } from './source-error.ts';

/** Bytes read at once; lines are found within such chunks. */
export const CHUNK_BYTES = 1 << 20;

export interface Packed {
  readonly path: string;
  readonly isGzip: boolean;
}

/** Chunks of the unpacked file. Throws `SourceError`. Ending the loop early closes the file. */
export async function* readBytes(of: Packed): AsyncGenerator<Buffer> {
  const raw = createReadStream(of.path, { highWaterMark: CHUNK_BYTES });
  const out = of.isGzip ? raw.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : raw;
  if (out !== raw) raw.on('error', (error) => out.destroy(error));
  try {
    for await (const chunk of out) yield chunk as Buffer;
  } catch (error) {
    throw readFailure(of.path, error);
  } finally {
    raw.destroy();
    out.destroy();
  }
}

/** The first `limit` bytes of the unpacked file. A gzip file that is cut short gives what can be unpacked. */
export async function readHead(of: Packed, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of readBytes(of)) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= limit) break;
  }
  return Buffer.concat(parts).subarray(0, limit);
}
