import { describe, expect, it } from 'vitest';
import { errorQuestion } from '../../tests/support/made-evidence.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { drawBinomial, randomStream } from '../statistics/random-stream.ts';
import { standingOut } from './confusion.ts';

const question = (rows: number): ChoiceQuestion => ({
  ...errorQuestion,
  options: Array.from({ length: rows }, (_, at) => ({ id: `o${at}`, title: `Class ${at}` })),
});
/** Rows in which `differing` of `of` answers are another class. */
const table = (rows: readonly (readonly [differing: number, of: number])[]): number[][] =>
  rows.map(([differing, of], at) =>
    rows.map((_, c) => (c === at ? of - differing : c === (at + 1) % rows.length ? differing : 0)),
  );

describe('the row that stands out', () => {
  it('stands out by chance alone in at most one page of twenty, however many rows there are', () => {
    const random = randomStream('standing out');
    for (const sizes of [
      [15, 15, 15, 15, 15, 15],
      [60, 30, 20, 20, 12, 10],
      [100, 12],
    ]) {
      let told = 0;
      for (let page = 0; page < 1000; page += 1) {
        const counts = table(sizes.map((of) => [drawBinomial(random, of, 0.1), of] as const));
        if (standingOut(counts, question(sizes.length), 0.05) !== null) told += 1;
      }
      // Three standard errors above .05; without the correction it was .16 to .34.
      expect(told / 1000, sizes.join()).toBeLessThanOrEqual(0.07);
    }
  });

  it('is found where one class is really read otherwise', () => {
    const counts = table([
      [3, 60],
      [14, 20],
      [2, 30],
    ]);
    expect(standingOut(counts, question(3), 0.05)).toMatch(/Class 1.*14 of 20/);
  });

  it('is none where there is no other row to compare with', () => {
    expect(
      standingOut(
        table([
          [9, 12],
          [0, 0],
        ]),
        question(2),
        0.05,
      ),
    ).toBeNull();
  });
});
