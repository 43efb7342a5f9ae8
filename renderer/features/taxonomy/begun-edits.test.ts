/** Edits of a taxonomy that is begun from nothing. */
import { expect, test } from 'vitest';
import { beginTaxonomy } from '../../../shared/taxonomy/first-version.ts';
import { addBegun, removeBegun, toggleBegun, writeBegun } from './begun-edits.ts';

const begun = beginTaxonomy();

test('a class that is added has a key and a colour of its own, and counts', () => {
  const once = addBegun(begun);
  const twice = addBegun(removeBegun(once.next, 'class_2'));
  expect(once.id).toBe('class_3');
  expect(once.next.counting).toEqual(['class_2', 'class_3']);
  expect(new Set(twice.next.classes.map((one) => one.id)).size).toBe(3);
  expect(once.next.classes[2]!.tone).not.toBe(once.next.classes[1]!.tone);
});

test('the class that means “no error” is never removed and never counts', () => {
  expect(removeBegun(begun, begun.cleanClass)).toBe(begun);
  expect(toggleBegun(begun, begun.cleanClass)).toBe(begun);
  expect(toggleBegun(toggleBegun(begun, 'class_2'), 'class_2')).toEqual(begun);
});

test('writing changes the class that is meant and no other', () => {
  const { classes } = writeBegun(begun, 'class_2', { title: 'Rude' });
  expect(classes.map((one) => one.title)).toEqual(['None', 'Rude']);
});
