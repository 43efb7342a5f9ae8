import { expect, it } from 'vitest';
import { commands } from '../../../shared/commands/registry.ts';
import { searchCommands } from './key-search.ts';

const keyText = (chord: string): string => chord.replaceAll('+', ' ').replace('Mod', 'Ctrl');
const found = (words: string, changes = {}): string[] =>
  searchCommands(commands, changes, words, keyText).map((one) => one.id);

it('finds a command by words of its title, in any order', () => {
  expect(found('span next')).toContain('review_span_next');
  expect(found('NOTE')).toEqual(['review_note']);
  expect(found('')).toHaveLength(commands.length);
  expect(found('no such thing')).toEqual([]);
});

it('finds by its key what a single letter or a chord does now', () => {
  const others = found('n').filter((one) => one !== 'review_note');
  expect(found('n')).toContain('review_note');
  expect(found('n', { review_note: 'y' })).toEqual(others);
  expect(found('y', { review_note: 'y' }).filter((one) => !found('y').includes(one))).toEqual([
    'review_note',
  ]);
  expect(found('ctrl enter')).toContain('review_submit');
});
