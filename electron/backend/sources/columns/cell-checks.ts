/**
 * Whether a cell can be what its field wants: once for a value in TypeScript, once as SQL over a column of millions.
 *
 * Invariant: both forms reject the same cells for the same reason; a property test holds them together.
 */
import { findUnstorable } from '../../../../shared/domain/text.ts';
import { sqlText } from '../duck.ts';
import type { Fault } from '../raw-record.ts';
import type { Field } from './fields.ts';
import { timeOfCell, timeOfCellSql } from './time-of-cell.ts';

/** Between code and reason in the SQL form. */
export const SEPARATOR = '\u001f';

const NUMBER = '-?\\d{1,15}(\\.\\d{1,20})?([eE][+-]?\\d{1,2})?';
const COUNT = '\\d{1,15}';
const FLAG = '[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[yY][eE][sS]|[nN][oO]|0|1';
const YES = '[tT][rR][uU][eE]|[yY][eE][sS]|1';
const numberPattern = new RegExp(`^(?:${NUMBER})$`);
const countPattern = new RegExp(`^(?:${COUNT})$`);
const flagPattern = new RegExp(`^(?:${FLAG})$`);
const yesPattern = new RegExp(`^(?:${YES})$`);

/** What is wrong with the cell of a field, or null. An empty cell is a missing one. */
export function checkCell(field: Field, cell: string | undefined): Fault | null {
  if (cell === undefined || cell === '') return field.isRequired ? missing(field) : null;
  const unstorable = findUnstorable(cell);
  if (unstorable === 'NUL') return nul(field);
  if (unstorable !== null) return bad(field, 'holds half of a surrogate pair, which cannot be stored');
  return fits(field, cell) ? null : bad(field, expectation(field));
}

/** The same as SQL: text of code and reason, or NULL. `cell` is NULL where it is empty. */
export function checkCellSql(field: Field, cell: string): string {
  const absent = field.isRequired ? `WHEN ${cell} IS NULL THEN ${told(missing(field))}` : '';
  const wrong = bad(field, expectation(field));
  return `CASE ${absent} WHEN contains(${cell}, chr(0)) THEN ${told(nul(field))}
    WHEN NOT (${fitsSql(field, cell)}) THEN ${told(wrong)} END`;
}

/** Whether a flag cell that fits says yes. */
export function isYes(cell: string): boolean {
  return yesPattern.test(cell);
}

/** SQL for the text of a dimension of a cell that fits, as `dimensionValue` gives it; NULL where it is empty. */
export function dimensionSql(field: Field, cell: string): string {
  if (field.kind.is === 'option') return `lower(${cell})`;
  if (field.kind.is !== 'flag') return cell;
  return `CASE WHEN ${cell} IS NULL THEN NULL WHEN regexp_full_match(${cell}, '${YES}') THEN 'true' ELSE 'false' END`;
}

function fits({ kind }: Field, cell: string): boolean {
  switch (kind.is) {
    case 'text':
      return true;
    case 'label':
      return cell.length <= kind.max;
    case 'option':
      return kind.options.includes(cell.toLowerCase());
    case 'flag':
      return flagPattern.test(cell);
    case 'share':
      return numberPattern.test(cell) && Number(cell) >= 0 && Number(cell) <= 1;
    case 'amount':
      return numberPattern.test(cell) && Number(cell) >= 0;
    case 'count':
      return countPattern.test(cell) && Number(cell) >= kind.min;
    case 'time':
      return timeOfCell(cell) !== null;
  }
}

function fitsSql({ kind }: Field, cell: string): string {
  switch (kind.is) {
    case 'text':
      return 'TRUE';
    case 'label':
      return shorterSql(cell, kind.max);
    case 'option':
      return `lower(${cell}) IN (${kind.options.map(sqlText).join(', ')})`;
    case 'flag':
      return `regexp_full_match(${cell}, '${FLAG}')`;
    case 'share':
      return `regexp_full_match(${cell}, '${NUMBER}') AND TRY_CAST(${cell} AS DOUBLE) BETWEEN 0 AND 1`;
    case 'amount':
      return `regexp_full_match(${cell}, '${NUMBER}') AND TRY_CAST(${cell} AS DOUBLE) >= 0`;
    case 'count':
      return `regexp_full_match(${cell}, '${COUNT}') AND TRY_CAST(${cell} AS DOUBLE) >= ${kind.min}`;
    case 'time':
      return `(${timeOfCellSql(cell)}) IS NOT NULL`;
  }
}

/** Length in UTF-16 units, which the trace schema counts: a code point above U+FFFF is two. */
function shorterSql(cell: string, max: number): string {
  const wide = `length(regexp_replace(${cell}, '[^\\x{10000}-\\x{10FFFF}]', '', 'g'))`;
  return `CASE WHEN length(${cell}) * 2 <= ${max} THEN TRUE ELSE length(${cell}) + ${wide} <= ${max} END`;
}

function expectation({ kind }: Field): string {
  switch (kind.is) {
    case 'text':
      return 'is not text';
    case 'label':
      return `is longer than ${kind.max} characters`;
    case 'option':
      return `is none of ${kind.options.join(', ')}`;
    case 'flag':
      return 'is neither true nor false';
    case 'share':
      return 'is not a number from 0 to 1';
    case 'amount':
      return 'is not a number of at least 0';
    case 'count':
      return `is not a whole number of at least ${kind.min}`;
    case 'time':
      return 'is not a time (ISO 8601, or seconds or milliseconds since 1970)';
  }
}

const told = ({ code, reason }: Fault): string => sqlText(`${code}${SEPARATOR}${reason}`);
const missing = ({ name }: Field): Fault => ({ code: 'MISSING_FIELD', reason: `"${name}" is empty` });
const bad = ({ name }: Field, why: string): Fault => ({ code: 'BAD_VALUE', reason: `"${name}" ${why}` });
const nul = ({ name }: Field): Fault => ({
  code: 'NUL_CHARACTER',
  reason: `"${name}" holds a NUL character, which cannot be stored`,
});
