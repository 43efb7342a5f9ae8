import { expect, it } from 'vitest';
import { chordOf, findPressed } from './shortcuts.ts';
import type { Place, Press } from './shortcuts.ts';

function press(key: string, change: Partial<Press> = {}): Press {
  return {
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    keyCode: 0,
    ...change,
  };
}

const found = (of: Press, place: Place = 'page', changes = {}): string | null =>
  findPressed(of, place, changes, false, (command) => command.scope !== 'today')?.id ?? null;

it('hears the default keys', () => {
  expect(found(press('j'))).toBe('review_next');
  expect(found(press('ArrowRight'))).toBe('review_next');
  expect(found(press('3'))).toBe('review_option_3');
  expect(found(press('?', { shiftKey: true }))).toBe('keys');
  expect(found(press('ArrowDown', { shiftKey: true }))).toBe('review_sentence_next');
  expect(found(press('y'))).toBeNull();
});

it('hears nothing while a word is being composed', () => {
  expect(found(press('j', { isComposing: true }))).toBeNull();
  expect(found(press('j', { keyCode: 229 }))).toBeNull();
  expect(found(press('Process'))).toBeNull();
});

it('lets text fields have their keys, all but submit, leave and the palette', () => {
  expect(found(press('j'), 'text')).toBeNull();
  expect(found(press('Enter'), 'text')).toBeNull();
  expect(found(press('z', { ctrlKey: true }), 'text')).toBeNull();
  expect(found(press('Enter', { ctrlKey: true }), 'text')).toBe('review_submit');
  expect(found(press('Escape'), 'text')).toBe('review_leave');
  expect(found(press('k', { ctrlKey: true }), 'text')).toBe('palette');
});

it('leaves Enter to a button that has focus, but not the digits', () => {
  expect(found(press('Enter'), 'control')).toBeNull();
  expect(found(press('2'), 'control')).toBe('review_option_2');
});

it('hears what a person changed instead of the default', () => {
  expect(found(press('x'), 'page', { review_skip: 'x' })).toBe('review_skip');
  expect(found(press('s'), 'page', { review_skip: 'x' })).toBeNull();
});

it('takes a character that needs AltGr as that character', () => {
  expect(found(press('[', { ctrlKey: true, altKey: true, isAltGraph: true }))).toBe(
    'review_passage_previous',
  );
});

it('leaves shortcuts of the system alone', () => {
  expect(chordOf(press('j', { metaKey: true }), false)).toBeNull();
  expect(chordOf(press('j', { ctrlKey: true }), true)).toBeNull();
  expect(chordOf(press('k', { metaKey: true }), true)).toBe('Mod+k');
  expect(found(press('j', { ctrlKey: true }))).toBeNull();
  expect(found(press('j', { altKey: true }))).toBeNull();
});
