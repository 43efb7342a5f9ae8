/**
 * The bytes of a body as they come, unpacked: no faster than they are taken, and not from a sender that only holds a
 * place. Must not know what the bytes mean.
 *
 * Invariant: what is held in memory does not grow with the body.
 */
import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BodyFault } from './body-fault.ts';

export interface BodyLimits {
  /** How long the hub waits, in all, for the next `leastBytes` of a body. */
  idleMs: number;
  leastBytes: number;
  /** Unpacked bytes from which a body must not be more than `mostRatio` times as large as it came. */
  bombBytes: number;
  mostRatio: number;
}

const usualBodyLimits: BodyLimits = {
  idleMs: 30_000,
  leastBytes: 1024,
  bombBytes: 8 * 1024 * 1024,
  // Text of one and the same trace, over and over, packs to about a hundredth.
  mostRatio: 250,
};

const sendAgain = 'Send the whole again: what is stored already is not stored twice.';

/** Throws `BodyFault` for an encoding that is not known. */
export function bytesOf(
  body: Readable,
  encoding: string | undefined,
  limits: BodyLimits = usualBodyLimits,
): AsyncIterable<Buffer> {
  const named = (encoding ?? 'identity').trim().toLowerCase();
  if (named === '' || named === 'identity') return arriving(body, limits);
  if (named === 'gzip' || named === 'x-gzip') return unpacked(body, limits);
  throw new BodyFault(
    'INVALID_INPUT',
    `The encoding "${named.slice(0, 40)}" is not known here.`,
    'Send the body as it is, or with content-encoding gzip.',
  );
}

/** Only the time that the hub waits counts: a hub that is busy storing takes nothing away from the sender. */
async function* arriving(body: Readable, { idleMs, leastBytes }: BodyLimits): AsyncGenerator<Buffer> {
  // A connection that is destroyed could not be answered.
  const reading = body.iterator({ destroyOnReturn: false });
  let waitedMs = 0;
  let bytes = 0;
  for (;;) {
    const since = performance.now();
    const next = await within(reading.next() as Promise<IteratorResult<Buffer>>, idleMs - waitedMs);
    if (next.done === true) return;
    waitedMs += performance.now() - since;
    bytes += next.value.length;
    if (bytes >= leastBytes) {
      waitedMs = 0;
      bytes = 0;
    }
    yield next.value;
  }
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () =>
      late.reject(
        new BodyFault(
          'INVALID_INPUT',
          'The body did not go on for too long.',
          `Send without long pauses. ${sendAgain}`,
        ),
      ),
    Math.max(ms, 1),
  );
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function* unpacked(body: Readable, limits: BodyLimits): AsyncGenerator<Buffer> {
  let packedBytes = 0;
  let bytes = 0;
  const gunzip = createGunzip();
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const piece of arriving(body, limits)) {
      packedBytes += piece.length;
      yield piece;
    }
  };
  // A failure of either end is thrown by the loop below.
  pipeline(counted(), gunzip, () => undefined);
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > limits.bombBytes && bytes > packedBytes * limits.mostRatio) {
        throw new BodyFault(
          'TOO_LARGE',
          `The body unpacks to more than ${limits.mostRatio} times its size.`,
          'Send it unpacked.',
        );
      }
      yield piece;
    }
  } catch (error) {
    throw isBrokenGzip(error)
      ? new BodyFault('INVALID_INPUT', 'The body is not whole gzip data.', sendAgain)
      : error;
  }
}

function isBrokenGzip(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
