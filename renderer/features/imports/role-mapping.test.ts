import { expect, test } from 'vitest';
import type { ImportInspection } from '../../../shared/contract/imports.ts';
import { columnRows, rolesFor, withFinals, withRole } from './role-mapping.ts';

const inspection = {
  columns: [
    { name: 'item', sample: '1' },
    { name: 'Verdict?', sample: 'ok' },
  ],
} as unknown as ImportInspection;

test('every column has a line, with the role that it has', () => {
  expect(columnRows(inspection, { trace: 'item' })).toEqual([
    { column: 'item', sample: '1', role: 'trace' },
    { column: 'Verdict?', sample: 'ok', role: null },
  ]);
});

test('a column may become a question or a final label under an id made of its name', () => {
  const roles = rolesFor({ column: 'Verdict?', sample: null, role: null }).map((one) => one.value);
  expect(roles).toEqual(expect.arrayContaining(['', 'trace', 'question:verdict', 'final:verdict']));
});

test('a role is taken from the column that had it, and a column has one role', () => {
  const mapping = { trace: 'item', reviewer: 'who' };
  expect(withRole(mapping, 'who', 'trace')).toEqual({ trace: 'who' });
  expect(withRole(mapping, 'who', null)).toEqual({ trace: 'item' });
});

test('a single final label decides the single question, whatever its column is called', () => {
  expect(withFinals({ 'question:label': 'label', 'final:gold': 'gold' })).toEqual({
    'question:label': 'label',
    'final:label': 'gold',
  });
  const two = { 'question:a': 'a', 'question:b': 'b', 'final:gold': 'gold' };
  expect(withFinals(two)).toEqual(two);
});
