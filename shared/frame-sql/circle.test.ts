import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../domain/canonical.ts';
import { compareBytes, prnKey } from '../sampling/prn.ts';
import type { Arc, Place } from './circle.ts';
import { takeInOrder } from './circle.ts';

interface Held extends Place {
  id: string;
}

/** Reads arcs of keys that are held in memory, and counts what it was asked for. */
function readerOf(strata: readonly (readonly { id: string; key: string }[])[]) {
  const reads = { rows: 0, times: 0 };
  const read = (arcs: readonly Arc[]): Promise<Held[]> => {
    reads.times += 1;
    const found = arcs.flatMap(({ stratum, turn, above, upTo, wanted }) =>
      (strata[stratum] ?? [])
        .filter(({ key }) => compareBytes(key, above) > 0 && compareBytes(key, upTo) <= 0)
        .toSorted((a, b) => compareBytes(a.key, b.key))
        .slice(0, wanted)
        .map(({ id, key }) => ({ stratum, turn, id, sortKey: key })),
    );
    reads.rows += found.length;
    return Promise.resolve(found);
  };
  return { read, reads };
}

const keyed = (seed: string, count: number, name = 't') =>
  Array.from({ length: count }, (_, at) => ({
    id: `${name}${at}`,
    key: prnKey(seed, 'sample', `${name}${at}`),
  }));

describe('takeInOrder', () => {
  it('takes exactly the next keys after the start, wrapping round, whatever the guess of the population', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1000),
        fc.nat(120),
        fc.nat(130),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.option(fc.nat(1000)),
        async (seed, population, size, wrong, start) => {
          const held = keyed(`s${seed}`, population);
          const { read } = readerOf([held]);
          const from = start === null ? null : sha256Hex(`${start}`);
          const wanted = { size, population: Math.ceil(population * wrong), start: from };
          const [taken = []] = await takeInOrder([wanted], read);
          const circle = held.toSorted((a, b) => compareBytes(a.key, b.key));
          const after = circle.filter(({ key }) => from === null || key > from);
          const expected = [...after, ...circle.filter((one) => !after.includes(one))].slice(0, size);
          expect(taken.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        },
      ),
    );
  });

  it('reads by the sample, not by the frame', async () => {
    for (const population of [5000, 50_000]) {
      const { read, reads } = readerOf([keyed('a', population)]);
      await takeInOrder([{ size: 33, population, start: sha256Hex('here') }], read);
      // Two arcs where it wraps round, each of at most its size.
      expect(reads.times).toBe(1);
      expect(reads.rows).toBeLessThanOrEqual(66);
    }
  });

  it('gives every trace of a stratum the same chance, in a first audit and in the one after it', async () => {
    const sizes = [
      { population: 30, size: 6 },
      { population: 10, size: 4 },
    ];
    const seeds = 2000;
    const drawn = [new Map<string, number>(), new Map<string, number>()];
    for (let seed = 0; seed < seeds; seed += 1) {
      const strata = sizes.map(({ population }, at) => keyed(`seed ${seed}`, population, `${at}:`));
      const { read } = readerOf(strata);
      let starts = sizes.map(() => sha256Hex(`seed ${seed}:start`) as string);
      for (const counts of drawn) {
        const wanted = sizes.map((one, at) => ({ ...one, start: starts[at] ?? null }));
        const taken = await takeInOrder(wanted, read);
        for (const { id } of taken.flat()) counts.set(id, (counts.get(id) ?? 0) + 1);
        starts = taken.map((some) => some.at(-1)?.sortKey ?? '');
      }
    }
    for (const counts of drawn) {
      for (const [at, { population, size }] of sizes.entries()) {
        const share = size / population;
        const counted = keyed('', population, `${at}:`).map(({ id }) => counts.get(id) ?? 0);
        const variance = seeds * share * (1 - share);
        const chiSquare = counted.reduce((sum, one) => sum + (one - seeds * share) ** 2 / variance, 0);
        // With sizes fixed, its mean is the population less one; five standard deviations above.
        expect(chiSquare * (1 - 1 / population)).toBeLessThan(
          population - 1 + 5 * Math.sqrt(2 * (population - 1)),
        );
      }
    }
  });
});
