import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { toCodePoints, toUtf16 } from '../../ui/reading/text-offsets.ts';
import { findClaim, findUnfound, utf16Of } from './finder-places.ts';
import { orderRanks, placeWords, stepAround, stepRank, strengthWords, supportWords } from './finder-steps.ts';

const lit = (...ranks: number[]) =>
  ranks.map((rank) => ({ rank, score: 0.7, places: [{ start: 0, end: 1 }] }));

describe('stepping through passages', () => {
  test('goes through the lit ones first, best first, then through the others', () => {
    const order = orderRanks([1, 2, 3, 4, 5], lit(4, 2));
    expect(order).toEqual([4, 2, 1, 3, 5]);
    expect(stepRank(order, null, 1)).toBe(4);
    expect(stepRank(order, 4, 1)).toBe(2);
    expect(stepRank(order, 2, 1)).toBe(1);
    expect(stepRank(order, 4, -1)).toBeNull();
    expect(stepRank(order, 5, 1)).toBeNull();
  });

  test('goes by rank when nothing is lit, from either end', () => {
    const order = orderRanks([1, 2, 3], []);
    expect(stepRank(order, null, 1)).toBe(1);
    expect(stepRank(order, null, -1)).toBe(3);
    expect(stepRank(order, 2, -1)).toBe(1);
  });

  test('visits every passage once', () => {
    const ranks = fc.uniqueArray(fc.integer({ min: 1, max: 50 }));
    fc.assert(
      fc.property(ranks, ranks, (all, found) => {
        const order = orderRanks(all, lit(...found));
        expect(order.toSorted((a, b) => a - b)).toEqual(all.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('stepping through details', () => {
  test('goes round, and starts at either end', () => {
    expect(stepAround(3, null, 1)).toBe(0);
    expect(stepAround(3, null, -1)).toBe(2);
    expect(stepAround(3, 2, 1)).toBe(0);
    expect(stepAround(3, 0, -1)).toBe(2);
    expect(stepAround(0, null, 1)).toBeNull();
  });
});

describe('words for what lights up', () => {
  test('name the best passage and how strongly it matches', () => {
    const claim = { start: 0, end: 9, support: 0.6, passages: lit(3, 1) };
    expect(supportWords(claim, 7)).toBe('Found in 2\u00a0passages, best passage 3: close match.');
    expect(supportWords({ ...claim, passages: lit(3) }, 7)).toBe('Found in passage 3: close match.');
    const [faint] = lit(3).map((one) => ({ ...one, score: 0.1 }));
    expect(supportWords({ ...claim, passages: [faint!] }, 7)).toBe('A faint match only, in passage 3.');
    expect([0.1, 0.3, 0.6].map(strengthWords)).toEqual(['faint', 'partial', 'close']);
    expect([0, 1, 2, 3].map(placeWords)).toEqual(['best', '2nd', '3rd', '4th']);
  });

  test('say it when no passage does, which is no verdict', () => {
    const claim = { start: 0, end: 9, support: 0, passages: [] };
    expect(supportWords(claim, 7)).toBe('No passage says this.');
    expect(supportWords(claim, 0)).toBe('No passage was retrieved, so none says this.');
  });
});

describe('places', () => {
  test('carry code points to the page’s units as the one border between the two does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const carried = utf16Of(text);
        for (let at = 0; at <= toCodePoints(text, text.length); at += 1) {
          expect(carried(at)).toBe(toUtf16(text, at));
        }
      }),
    );
  });

  test('belong to the sentence that shares most with them', () => {
    const passages: never[] = [];
    const claims = [
      { start: 0, end: 10, support: 1, passages },
      { start: 11, end: 30, support: 1, passages },
    ];
    expect(findClaim({ claims }, { start: 8, end: 20 })).toBe(1);
    expect(findClaim({ claims }, { start: 2, end: 4 })).toBe(0);
    expect(findClaim({ claims }, { start: 40, end: 44 })).toBeNull();
  });

  test('name the detail under the pointer', () => {
    const unfound = [{ start: 4, end: 8, kind: 'price' as const, reason: 'nowhere' }];
    expect(findUnfound({ unfound }, 4)).toBe(0);
    expect(findUnfound({ unfound }, 8)).toBeNull();
  });
});
