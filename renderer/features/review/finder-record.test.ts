import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import type { ItemId } from '../../../shared/domain/ids.ts';
import type { Draft, FinderUse } from '../../../shared/domain/review.ts';
import { finderUse } from '../../../shared/domain/review.ts';
import type { FoundClaim, FoundEvidence } from '../../../shared/evidence/found-evidence.ts';
import { createFinderMemory } from './finder-memory.ts';
import { noteOpened, noteUnderlined } from './finder-record.ts';

const claimAt = (start: number, ranks: number[] = []): FoundClaim => ({
  start,
  end: start + 5,
  support: 0.5,
  passages: ranks.map((rank) => ({ rank, score: 0.5, places: [{ start: 0, end: 1 }] })),
});
const foundOf = (starts: number[], version = '1'): FoundEvidence => ({
  version,
  claims: [],
  unfound: starts.map((start) => ({ start, end: start + 2, kind: 'number' as const, reason: 'nowhere' })),
});
const item = (n: number, finder?: FinderUse) => ({
  itemId: `item-${n}` as ItemId,
  draft: finder === undefined ? null : ({ finder } as Draft),
});

describe('what is recorded of the evidence finder', () => {
  test('holds what was underlined, in the order of the output, and which version of the rules said so', () => {
    expect(noteUnderlined(undefined, foundOf([3, 9]))).toEqual({
      version: '1',
      underlined: [
        { start: 3, end: 5, kind: 'number' },
        { start: 9, end: 11, kind: 'number' },
      ],
      opened: [],
    });
  });

  test('holds each sentence that was opened once, in the order of opening, with the ranks that lit up', () => {
    const start = noteUnderlined(undefined, foundOf([]));
    const second = noteOpened(noteOpened(start, claimAt(20, [3, 1])), claimAt(0));
    expect(second.opened).toEqual([
      { start: 20, end: 25, passages: [3, 1] },
      { start: 0, end: 5, passages: [] },
    ]);
    expect(noteOpened(second, claimAt(20, [3, 1]))).toBe(second);
  });

  test('goes on from what an earlier sitting recorded', () => {
    const earlier = noteOpened(noteUnderlined(undefined, foundOf([9])), claimAt(0, [1]));
    const now = noteUnderlined(earlier, foundOf([3, 9], '2'));
    expect(now).toEqual({
      version: '2',
      underlined: [
        { start: 3, end: 5, kind: 'number' },
        { start: 9, end: 11, kind: 'number' },
      ],
      opened: earlier.opened,
    });
  });

  test('always fits the contract, however much is found and opened', () => {
    const places = fc.array(fc.nat(5_000), { maxLength: 400 });
    fc.assert(
      fc.property(
        places,
        places,
        fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 30 }),
        (seen, opened, ranks) => {
          let use = noteUnderlined(undefined, foundOf([...new Set(seen)].toSorted((a, b) => a - b)));
          for (const start of opened) use = noteOpened(use, claimAt(start, ranks));
          expect(finderUse.safeParse(use).success).toBe(true);
          const first = opened[0];
          if (first !== undefined) expect(use.opened[0]?.start).toBe(first);
        },
      ),
    );
  });
});

describe('the memory of a sitting', () => {
  test('knows nothing of an item on which nothing was shown, and opening is no use then', () => {
    const memory = createFinderMemory();
    expect(memory.noteOpened(item(1), claimAt(0))).toBe(false);
    expect(memory.useOf(item(1))).toBeUndefined();
  });

  test('accumulates over leaving an item and coming back, and over what its draft holds', () => {
    const memory = createFinderMemory();
    const earlier = noteOpened(noteUnderlined(undefined, foundOf([])), claimAt(40, [2]));
    expect(memory.useOf(item(1, earlier))).toBe(earlier);
    memory.noteShown(item(1, earlier), foundOf([3]));
    expect(memory.noteOpened(item(1, earlier), claimAt(0, [1]))).toBe(true);
    expect(memory.noteOpened(item(1, earlier), claimAt(0, [1]))).toBe(false);
    memory.noteShown(item(2), foundOf([]));
    memory.noteShown(item(1, earlier), foundOf([3]));
    expect(memory.useOf(item(1, earlier))?.opened.map((one) => one.start)).toEqual([40, 0]);
  });

  test('does not grow with the items of a long sitting', () => {
    const memory = createFinderMemory();
    for (let n = 0; n < 500; n += 1) memory.noteShown(item(n), foundOf([n]));
    expect(memory.useOf(item(0))).toBeUndefined();
    expect(memory.useOf(item(499))).toBeDefined();
  });
});
