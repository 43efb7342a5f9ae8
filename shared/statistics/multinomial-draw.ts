// Owns drawing with replacement from groups of equal units, as counts by group. Must not know what is resampled.
// Invariant: the counts are multinomial whichever of three ways is taken; the cheapest is chosen by the sizes alone, so
// that equal sizes and an equal stream give equal counts.
import { drawBinomial, type RandomStream } from './random-stream.ts';

/** Draws anew into the same list, by group; the list is overwritten by the next draw. */
export type MultinomialDraw = (random: RandomStream) => Float64Array;

/** Rough costs in nanoseconds: a binomial, one unit, a Poisson count from its table. */
const BINOMIAL_COST = 80;
const UNIT_COST = 4;
const POISSON_COST = 8;
/** How many standard deviations of a Poisson total the expected one lies below the draws: it is above in 16 of 100. */
const SHORTFALL = 1;

/** Draws `draws` units with replacement from groups of `sizes` units. */
export function compileMultinomial(sizes: readonly number[], draws: number): MultinomialDraw {
  const groups = sizes.length;
  const shortfall = SHORTFALL * Math.sqrt(draws);
  const chain = BINOMIAL_COST * (groups - 1);
  const single = UNIT_COST * draws;
  const poisson = POISSON_COST * groups + UNIT_COST * shortfall;
  if (chain <= Math.min(single, poisson)) return drawChain(sizes, draws);
  return single <= poisson ? drawSingly(sizes, draws) : drawPoisson(sizes, draws, draws - shortfall);
}

/** Each group in turn has a binomial share of what is left. */
function drawChain(sizes: readonly number[], draws: number): MultinomialDraw {
  const counts = new Float64Array(sizes.length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return (random) => {
    let units = total;
    let left = draws;
    for (let g = 0; g < sizes.length; g += 1) {
      const size = sizes[g]!;
      const drawn = size >= units ? left : drawBinomial(random, left, size / units);
      counts[g] = drawn;
      left -= drawn;
      units -= size;
    }
    return counts;
  };
}

function drawSingly(sizes: readonly number[], draws: number): MultinomialDraw {
  const counts = new Float64Array(sizes.length);
  const groupOf = listUnits(sizes);
  return (random) => {
    counts.fill(0);
    addSingly(random, groupOf, draws, counts);
    return counts;
  };
}

/**
 * Independent Poisson counts are multinomial given their total. A total that is expected a little below the draws is made
 * up unit by unit; one above is drawn again, which does not touch the shares.
 */
function drawPoisson(sizes: readonly number[], draws: number, expected: number): MultinomialDraw {
  const counts = new Float64Array(sizes.length);
  const groupOf = listUnits(sizes);
  const tables = sizes.map((size) => poissonTable((expected * size) / groupOf.length));
  return (random) => {
    let total: number;
    do {
      total = 0;
      for (let g = 0; g < tables.length; g += 1) {
        const count = lookUp(tables[g]!, random());
        counts[g] = count;
        total += count;
      }
    } while (total > draws);
    addSingly(random, groupOf, draws - total, counts);
    return counts;
  };
}

function addSingly(random: RandomStream, groupOf: Uint32Array, draws: number, into: Float64Array): void {
  for (let i = 0; i < draws; i += 1) into[groupOf[Math.floor(random() * groupOf.length)]!]! += 1;
}

/** The group of every unit. */
function listUnits(sizes: readonly number[]): Uint32Array {
  const groupOf = new Uint32Array(sizes.reduce((sum, size) => sum + size, 0));
  let at = 0;
  sizes.forEach((size, g) => {
    groupOf.fill(g, at, at + size);
    at += size;
  });
  return groupOf;
}

interface PoissonTable {
  /** The count of the first entry. */
  readonly first: number;
  /** P(X <= first + i); the last entry is 1. */
  readonly below: Float64Array;
  /** By the first digits of a uniform number: the entry from which to look. */
  readonly guide: Uint32Array;
}

/** Inverse distribution function with a guide (Chen & Asau 1974); tails below 1e-15 are cut. */
function poissonTable(mean: number): PoissonTable {
  const reach = 9 * Math.sqrt(mean) + 20;
  const mode = Math.floor(mean);
  const first = Math.max(0, Math.floor(mean - reach));
  const chances = new Float64Array(Math.ceil(mean + reach) - first + 1);
  chances[mode - first] = 1;
  for (let k = mode + 1; k - first < chances.length; k += 1) {
    chances[k - first] = (chances[k - first - 1]! * mean) / k;
  }
  for (let k = mode; k > first; k -= 1) chances[k - first - 1] = (chances[k - first]! * k) / mean;
  const whole = chances.reduce((sum, chance) => sum + chance, 0);
  let sum = 0;
  const below = chances.map((chance) => (sum += chance / whole));
  below[below.length - 1] = 1;
  const guide = new Uint32Array(below.length);
  let entry = 0;
  for (let g = 0; g < guide.length; g += 1) {
    while (below[entry]! <= g / guide.length) entry += 1;
    guide[g] = entry;
  }
  return { first, below, guide };
}

function lookUp({ first, below, guide }: PoissonTable, uniform: number): number {
  let entry = guide[Math.floor(uniform * guide.length)]!;
  while (below[entry]! <= uniform) entry += 1;
  return first + entry;
}
