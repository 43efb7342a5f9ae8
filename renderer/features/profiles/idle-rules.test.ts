import { expect, test } from 'vitest';
import { idleAt } from './idle-rules.ts';

const minute = 60_000;

test('a window warns half a minute before it locks, and not at all when it never does', () => {
  expect(idleAt(4 * minute + 29_999, 0, 5)).toEqual({ kind: 'present' });
  expect(idleAt(4 * minute + 30_000, 0, 5)).toEqual({ kind: 'warning', seconds: 30 });
  expect(idleAt(5 * minute - 1, 0, 5)).toEqual({ kind: 'warning', seconds: 1 });
  expect(idleAt(5 * minute, 0, 5)).toEqual({ kind: 'due' });
  expect(idleAt(500 * minute, 0, 0)).toEqual({ kind: 'present' });
});

test('a computer that slept is locked when it wakes, and a clock that was set back locks nobody out', () => {
  expect(idleAt(8 * 60 * minute, 0, 5)).toEqual({ kind: 'due' });
  expect(idleAt(-60 * minute, 0, 5)).toEqual({ kind: 'present' });
});
