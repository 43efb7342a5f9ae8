import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceInWords, listDifferences } from './compare-values.ts';

const pathsOf = (a: unknown, b: unknown): string[] => listDifferences(a, b, 20).map((one) => one.path);

describe('comparing two values', () => {
  it('finds nothing between a value and its copy, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(listDifferences(value, JSON.parse(JSON.stringify(value)), 20)).toEqual([]);
      }),
    );
  });

  it('names the way to every place that differs', () => {
    const a = { rate: { n: 3, notes: ['x', 'y'] }, title: 'a', gone: 1 };
    const b = { rate: { n: 4, notes: ['x', 'z', 'more'] }, title: 'a', added: null };
    expect(pathsOf(a, b)).toEqual(['rate.n', 'rate.notes[1]', 'rate.notes[2]', 'gone', 'added']);
    expect(pathsOf(1, 'one')).toEqual(['']);
    expect(pathsOf([1], { 0: 1 })).toEqual(['']);
  });

  it('takes numbers for equal within a billionth of their size, and nothing else', () => {
    expect(pathsOf(0.1 + 0.2, 0.3)).toEqual([]);
    expect(pathsOf(1e9, 1e9 + 0.5)).toEqual([]);
    expect(pathsOf(0.123456, 0.123457)).toEqual(['']);
    expect(pathsOf(1e-12, 2e-12)).toEqual(['']);
    expect(pathsOf(0, 1e-300)).toEqual(['']);
    expect(pathsOf(0, null)).toEqual(['']);
  });

  it('counts what is undefined as absent, and stops at the limit', () => {
    expect(pathsOf({ a: undefined }, {})).toEqual([]);
    expect(
      listDifferences(Array.from({ length: 50 }).fill(1), Array.from({ length: 50 }).fill(2), 7),
    ).toHaveLength(7);
  });

  it('says what was stated and what was found, shortened', () => {
    const [difference] = listDifferences({ a: 'x'.repeat(200) }, {}, 1);
    if (difference === undefined) throw new Error('they differ');
    const words = differenceInWords(difference, 'report.');
    expect(words).toMatch(/^report\.a: the file says "x+…, found nothing$/);
    expect(words.length).toBeLessThan(110);
  });
});
