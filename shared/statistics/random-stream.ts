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

/** A gamma deviate with scale 1 and shape >= 1 (Marsaglia & Tsang 2000). */
export function drawGamma(random: RandomStream, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = 1 - random();
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/**
 * A binomial count, exact in distribution: large n are halved with a beta order statistic (Ahrens & Dieter 1974), the
 * rest is found by walking the probabilities from 0.
 */
export function drawBinomial(random: RandomStream, n: number, p: number): number {
  if (p <= 0 || n <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - drawBinomial(random, n, 1 - p);
  let count = 0;
  let left = n;
  let rate = p;
  while (left * rate > 30) {
    // The i-th smallest of `left` uniform numbers splits them: those below it are events if it lies below the rate.
    const i = 1 + Math.floor(left / 2);
    const below = drawGamma(random, i);
    const split = below / (below + drawGamma(random, left + 1 - i));
    if (split >= rate) {
      left = i - 1;
      rate /= split;
    } else {
      count += i;
      left -= i;
      rate = (rate - split) / (1 - split);
    }
  }
  return count + walkBinomial(random, left, rate);
}

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
