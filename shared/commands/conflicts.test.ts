import { expect, it } from 'vitest';
import { findConflicts, normalChord } from './conflicts.ts';
import { commands } from './registry.ts';

it('has no conflict among the default keys', () => {
  expect(findConflicts(commands, {})).toEqual([]);
});

it('finds a changed key that another command of the same screen has', () => {
  expect(findConflicts(commands, { review_note: 'j' })).toEqual([
    { chord: 'j', commandIds: ['review_next', 'review_note'] },
  ]);
});

it('finds a key of one screen that is taken everywhere', () => {
  const found = findConflicts(commands, { review_note: 'Mod+K' });
  expect(found).toEqual([{ chord: 'Mod+k', commandIds: ['palette', 'review_note'] }]);
});

it('lets two screens use the same key, as Enter on Today and in Review', () => {
  expect(findConflicts(commands, { today_continue: 'j' })).toEqual([]);
});

it('lets a person take a key away', () => {
  expect(findConflicts(commands, { review_next: '', review_note: 'j' })).toEqual([]);
});

it('spells chords one way, the plus key included', () => {
  expect(normalChord('shift+Mod+K')).toBe('Mod+Shift+k');
  expect(normalChord('Mod++')).toBe('Mod++');
  expect(normalChord('+')).toBe('+');
  expect(normalChord('ArrowUp')).toBe('ArrowUp');
});
