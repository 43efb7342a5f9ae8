/**
 * Keeps a PIN as salt and scrypt hash, and compares in constant time. Must not know whose it is, nor how often was tried.
 *
 * Invariant: a PIN is never stored, logged or part of an error. What it protects is the screen, not the disk: a hash of
 * few digits can be searched by whoever holds the file (docs/decisions/0020-profiles.md).
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const hashBytes = 32;
/** 32 MiB and about a tenth of a second: more would be felt at every unlock. */
const usualCost: PinCost = { N: 2 ** 15, r: 8, p: 1 };

/** Parameters of scrypt: memory is 128 · N · r bytes. */
export interface PinCost {
  N: number;
  r: number;
  p: number;
}

/** Bounded, so that a damaged file cannot make the program work for hours. */
export const keptPin = z.strictObject({
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  N: z
    .int()
    .min(2 ** 10)
    .max(2 ** 20)
    .refine((n) => Math.log2(n) % 1 === 0, 'must be a power of two'),
  r: z.int().min(1).max(32),
  p: z.int().min(1).max(16),
});
export type KeptPin = z.infer<typeof keptPin>;

export async function keepPin(pin: string, cost: PinCost = usualCost): Promise<KeptPin> {
  const salt = randomBytes(16);
  const hash = await derive(pin, salt, cost);
  return { salt: salt.toString('hex'), hash: hash.toString('hex'), ...cost };
}

export async function isPin(pin: string, kept: KeptPin): Promise<boolean> {
  const hash = await derive(pin, Buffer.from(kept.salt, 'hex'), kept);
  return timingSafeEqual(hash, Buffer.from(kept.hash, 'hex'));
}

function derive(pin: string, salt: Buffer, { N, r, p }: PinCost): Promise<Buffer> {
  const options = { N, r, p, maxmem: 2 * 128 * N * r + 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, hashBytes, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
