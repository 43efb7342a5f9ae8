// Owns the random numbers of resampling and simulation: sfc32 (Doty-Humphrey's Small Fast Counting generator) seeded
// from SHA-256 of a text. Must not know what is drawn with it, and nothing in `shared` draws from anywhere else.
// Invariant: the same seed text gives the same stream on every machine, so that a report can be computed twice.
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** The next number of the stream, uniform in [0, 1) with 32 bits. */
export type RandomStream = () => number;

/** A stream that depends on nothing but the seed text. */
export function randomStream(seed: string): RandomStream {
  const words = new DataView(sha256(utf8ToBytes(seed)).buffer);
  let a = words.getUint32(0);
  let b = words.getUint32(4);
  let c = words.getUint32(8);
  let counter = words.getUint32(12);
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
}

/** A standard normal deviate (Box & Muller 1958, one of the pair). */
export function drawNormal(random: RandomStream): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

/** From this many expected events on, rejection is cheaper than walking the probabilities (and valid from 10 on). */
const MANY_EVENTS = 12;

/**
 * A binomial count, exact in distribution: transformed rejection with squeeze (Hörmann 1993, BTRS) for many expected
 * events, else found by walking the probabilities from 0.
 */
export function drawBinomial(random: RandomStream, n: number, p: number): number {
  if (p <= 0 || n <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - drawBinomial(random, n, 1 - p);
  return n * p < MANY_EVENTS ? walkBinomial(random, n, p) : rejectBinomial(random, n, p);
}

function rejectBinomial(random: RandomStream, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const center = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  for (;;) {
    const u = random() - 0.5;
    const edge = 0.5 - Math.abs(u);
    const v = random();
    const count = Math.floor(((2 * a) / edge + b) * u + center);
    if (edge >= 0.07 && v <= squeeze) return count;
    if (!(count >= 0 && count <= n)) continue;
    const scale = (2.83 + 5.1 / b) * spread;
    const height = Math.log((v * scale) / (a / (edge * edge) + b));
    if (height <= logBinomialRatio(n, p, count, Math.floor((n + 1) * p))) return count;
  }
}

/** ln of the chance of `count` over that of `mode`, by Stirling's series. */
function logBinomialRatio(n: number, p: number, count: number, mode: number): number {
  const odds = p / (1 - p);
  return (
    (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
    (n + 1) * Math.log((n - mode + 1) / (n - count + 1)) +
    (count + 0.5) * Math.log((odds * (n - count + 1)) / (count + 1)) +
    stirlingTail(mode) +
    stirlingTail(n - mode) -
    stirlingTail(count) -
    stirlingTail(n - count)
  );
}

/** ln k! − [½ ln 2π + (k + ½) ln(k + 1) − (k + 1)]. */
function stirlingTail(k: number): number {
  const small = STIRLING_TAILS[k];
  if (small !== undefined) return small;
  const square = (k + 1) * (k + 1);
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}

const STIRLING_TAILS: readonly number[] = Array.from({ length: 10 }, (_, k) => {
  let logFactorial = 0;
  for (let i = 2; i <= k; i += 1) logFactorial += Math.log(i);
  return logFactorial - 0.5 * Math.log(2 * Math.PI) - (k + 0.5) * Math.log(k + 1) + (k + 1);
});

function walkBinomial(random: RandomStream, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  const odds = p / (1 - p);
  let chance = (1 - p) ** n;
  let left = random();
  let count = 0;
  while (left > chance && count < n) {
    left -= chance;
    count += 1;
    chance *= (odds * (n - count + 1)) / count;
  }
  return count;
}
