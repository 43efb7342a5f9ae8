/**
 * The bytes of a file, unpacked where it is gzipped, as a stream with bounded memory. Must not know what they mean.
 *
 * Invariant: a gzip file that ends early fails; it never looks like a shorter file.
 */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { readFailure } from './source-error.ts';

/** Bytes read at once; lines are found within such chunks. */
const CHUNK_BYTES = 1 << 20;

export interface Packed {
  readonly path: string;
  readonly isGzip: boolean;
}

/**
 * Chunks of the unpacked file, as if it ended behind `limit` bytes where one is given. Throws `SourceError`. Ending the
 * loop early closes the file.
 */
export async function* readBytes(of: Packed, limit = Infinity): AsyncGenerator<Buffer> {
  const raw = createReadStream(of.path, { highWaterMark: CHUNK_BYTES });
  const out = of.isGzip ? raw.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : raw;
  if (out !== raw) raw.on('error', (error) => out.destroy(error));
  try {
    let left = limit;
    for await (const chunk of out as AsyncIterable<Buffer>) {
      yield chunk.subarray(0, left);
      left -= chunk.length;
      if (left <= 0) break;
    }
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
  for await (const chunk of readBytes(of, limit)) parts.push(chunk);
  return Buffer.concat(parts);
}
