/** Which classes of a copy count for the rate. */
import { expect, test } from 'vitest';
import { makeClass, makeTaxonomy } from '../../../tests/support/made-taxonomy.ts';
import { countedOf, toggleCounting } from './counting.ts';
import { beginDraft } from './draft-edits.ts';

const base = makeTaxonomy(['a', 'b']);
const begun = beginDraft(base);

test('a copy counts as the version before, and new classes with it, until something else is said', () => {
  expect(countedOf(begun, base, ['a'])).toEqual(['a']);
  const more = { ...begun, classes: [...begun.classes, makeClass('c')] };
  expect(countedOf(more, base, ['a', 'b'])).toEqual(['a', 'b', 'c']);
});

test('what is said is taken back by saying the contrary, and the last class that counts stays', () => {
  const said = toggleCounting(begun, base, ['a', 'b'], 'b');
  expect(said.counting).toEqual(['a']);
  expect(toggleCounting(said, base, ['a', 'b'], 'a')).toBe(said);
  expect(toggleCounting(said, base, ['a', 'b'], 'b')).toEqual(begun);
});
