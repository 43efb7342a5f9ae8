/** Undoing and redoing in a working copy. */
import { expect, test } from 'vitest';
import { hallucinationTaxonomy as base } from '../../../shared/domain/defaults.ts';
import type { CopyHistory } from './copy-history.ts';
import { beginHistory, reduceHistory } from './copy-history.ts';

const write = (of: CopyHistory, summary: string, key = 'summary'): CopyHistory =>
  reduceHistory(of, { kind: 'change', step: (draft) => ({ ...draft, summary }), key, base });

test('typing in one block is undone at once, another block on its own', () => {
  const typed = write(write(write(beginHistory(null), 'a'), 'ab'), 'abc', 'other');
  const once = reduceHistory(typed, { kind: 'undo' });
  expect(once.now?.summary).toBe('ab');
  expect(reduceHistory(once, { kind: 'undo' }).now?.summary).toBe('');
});

test('what was undone comes back, until something else is written', () => {
  const undone = reduceHistory(write(beginHistory(null), 'a'), { kind: 'undo' });
  expect(reduceHistory(undone, { kind: 'redo' }).now?.summary).toBe('a');
  expect(reduceHistory(write(undone, 'b'), { kind: 'redo' }).now?.summary).toBe('b');
});

test('a copy that was read is not stored again before it is changed', () => {
  expect(beginHistory(null).isStored).toBe(true);
  expect(write(beginHistory(null), 'a').isStored).toBe(false);
});

test('a step that changes nothing is no step', () => {
  const begun = write(beginHistory(null), 'a');
  expect(reduceHistory(begun, { kind: 'change', step: (draft) => draft, key: 'x', base })).toBe(begun);
});

test('a copy that the store put back is gone on with as it is there, and is not stored again', () => {
  const typed = write(beginHistory(null), 'a');
  const draft = { ...typed.now!, summary: 'a, on another version' };
  expect(reduceHistory(typed, { kind: 'read', draft })).toEqual(beginHistory(draft));
});
