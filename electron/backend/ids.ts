/**
 * Ids, salts and seeds of this device: the only place of the backend that asks for randomness.
 *
 * Invariant: UUIDs of one source only ever rise, within a millisecond and when the clock goes back (RFC 9562, version 7,
 * with the 12 bits of rand_a as a counter).
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';

export interface IdSource {
  uuidv7(): string;
  /** 32 hex characters. */
  saltHex(): string;
  /** 32 hex characters. */
  seedHex(): string;
}

const counterBits = 12;
const counterEnd = 2 ** counterBits;

const poolSize = 4096;

/** Random bytes, each handed out once; the system is asked for many at a time, because imports make thousands of ids. */
function pooledRandom(): (size: number) => Uint8Array {
  let pool = randomBytes(0);
  let used = 0;
  return (size) => {
    if (used + size > pool.length) {
      pool = randomBytes(Math.max(poolSize, size));
      used = 0;
    }
    used += size;
    return pool.subarray(used - size, used);
  };
}

/** `random` gives that many random bytes. */
export function createIds(
  clock: Clock = systemClock,
  random: (size: number) => Uint8Array = pooledRandom(),
): IdSource {
  let lastMs = 0;
  let counter = 0;
  const hex = (size: number): string => Buffer.from(random(size)).toString('hex');
  const advance = (): void => {
    const nowMs = clock.now().getTime();
    if (nowMs > lastMs) {
      lastMs = nowMs;
      // The upper half stays free, so that a burst within the millisecond has room.
      counter = (random(2)[0] ?? 0) << 3;
      return;
    }
    counter += 1;
    if (counter < counterEnd) return;
    lastMs += 1;
    counter = 0;
  };
  return {
    uuidv7: () => {
      advance();
      const time = lastMs.toString(16).padStart(12, '0');
      const tail = hex(8);
      const variant = ((Number.parseInt(tail[0] ?? '0', 16) & 0x3) | 0x8).toString(16);
      const count = counter.toString(16).padStart(3, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`;
    },
    saltHex: () => hex(16),
    seedHex: () => hex(16),
  };
}
