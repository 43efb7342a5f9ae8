import { expect, it } from 'vitest';
import { chordByPlace, chordOf, findPressed, isSingleKey, withoutSingleKeys } from './press.ts';
import type { Hearing, Place, Press } from './press.ts';

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

const plain: Hearing = { isMac: false, isOtherScript: false };
const found = (of: Press, place: Place = 'page', changes = {}, hearing = plain): string | null =>
  findPressed(of, place, changes, hearing, (command) => ['review', 'everywhere'].includes(command.scope))
    ?.id ?? null;

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
  expect(found(press('Delete'), 'text')).toBeNull();
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

it('tells a shifted letter from the letter, with or without caps lock, and a shifted mark from a chord', () => {
  expect(chordOf(press('C', { shiftKey: true }), false)).toBe('Shift+c');
  expect(chordOf(press('c', { shiftKey: true }), false)).toBe('Shift+c');
  expect(chordOf(press('C'), false)).toBe('c');
  expect(chordOf(press('?', { shiftKey: true }), false)).toBe('?');
  expect(chordOf(press('z', { shiftKey: true, ctrlKey: true }), false)).toBe('Mod+Shift+z');
  expect(found(press('Z', { shiftKey: true, ctrlKey: true }))).toBe('review_redo');
});

it.each([
  ['Cyrillic', { key: 'о', code: 'KeyJ' }, 'review_next'],
  ['Greek', { key: 'ξ', code: 'KeyJ' }, 'review_next'],
  ['Hebrew', { key: 'ח', code: 'KeyJ' }, 'review_next'],
  ['Arabic', { key: 'ت', code: 'KeyJ' }, 'review_next'],
  ['Cyrillic, a letter where Latin has a mark', { key: 'х', code: 'BracketLeft' }, 'review_passage_previous'],
  ['Cyrillic with Ctrl', { key: 'л', code: 'KeyK', ctrlKey: true }, 'palette'],
  ['Arabic, its own digit', { key: '٢', code: 'Digit2' }, 'review_option_2'],
  ['AZERTY, the row that types marks', { key: 'é', code: 'Digit2' }, 'review_option_2'],
  ['AZERTY with Shift', { key: '2', code: 'Digit2', shiftKey: true }, 'review_option_2'],
  ['the number pad', { key: '2', code: 'Numpad2' }, 'review_option_2'],
  ['the number pad without its lock', { key: 'Delete', code: 'NumpadDecimal' }, 'review_span_remove'],
])('hears %s by the place of the key', (_, { key, ...rest }, id) => {
  expect(found(press(key, rest))).toBe(id);
});

it('goes by what a key types, not by its place, where the layout types Latin letters', () => {
  // Dvorak: the key of the Latin j types h, and the key of the Latin q types a quote.
  expect(found(press('h', { code: 'KeyJ' }), 'page', { report_explain: '' })).toBeNull();
  expect(chordByPlace(press("'", { code: 'KeyQ' }), plain)).toBeNull();
  // AZERTY: a and q change places.
  expect(chordByPlace(press('a', { code: 'KeyQ' }), plain)).toBeNull();
  expect(chordByPlace(press('ü', { code: 'BracketLeft' }), plain)).toBeNull();
  // A shifted digit of a Latin row is a mark.
  expect(found(press('!', { code: 'Digit1', shiftKey: true }))).toBeNull();
});

it('takes a mark on a letter key for the letter while another script is typed', () => {
  expect(chordByPlace(press("'", { code: 'KeyW' }), { ...plain, isOtherScript: true })).toBe('w');
});

it('lets what a person chose in their own script come first', () => {
  expect(found(press('о', { code: 'KeyJ' }), 'page', { review_skip: 'о' })).toBe('review_skip');
});

it('hears Option and a key on a Mac by the key, and the mark that it types when nothing else listens', () => {
  const mac = { ...plain, isMac: true };
  expect(chordOf(press('¡', { altKey: true, code: 'Digit1' }), true)).toBe('Alt+1');
  expect(chordOf(press('Dead', { altKey: true, code: 'KeyU' }), true)).toBe('Alt+u');
  expect(found(press('[', { altKey: true, code: 'Digit5' }), 'page', {}, mac)).toBe(
    'review_passage_previous',
  );
});

it('leaves lone letters, digits and marks alone when the person switched them off, except on the question in focus', () => {
  const off = withoutSingleKeys({});
  for (const key of ['j', '?', '/', '.', '[']) expect(found(press(key), 'page', off), key).toBeNull();
  expect(found(press('o', { shiftKey: true }), 'page', off)).toBeNull();
  expect(found(press('о', { code: 'KeyJ' }), 'page', off)).toBeNull();
  expect(found(press('2'), 'page', off)).toBe('review_option_2');
  expect(found(press('ArrowRight'), 'page', off)).toBe('review_next');
  expect(found(press('Enter', { ctrlKey: true }), 'page', off)).toBe('review_submit');
  const own = withoutSingleKeys({ review_skip: 'Alt+x x' });
  expect(found(press('x', { altKey: true }), 'page', own)).toBe('review_skip');
  expect(found(press('x'), 'page', own)).toBeNull();
  expect([isSingleKey('Shift+c'), isSingleKey('+'), isSingleKey('Alt+1'), isSingleKey('F2')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
