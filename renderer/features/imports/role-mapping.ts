/** The mapping editor's view of a mapping: each column with the role that it has, and what changing one gives. Pure. */
import type { ImportInspection } from '../../../shared/contract/imports.ts';
import { plainRoles, questionId } from '../../../shared/imports/review-columns.ts';
import { roleTitle } from './import-words.ts';

export interface ColumnRow {
  column: string;
  sample: string | null;
  /** Role of the column; null where it is not used. */
  role: string | null;
}

/** Every column of the files in their order. */
export function columnRows({ columns }: ImportInspection, mapping: Record<string, string>): ColumnRow[] {
  const roleOf = new Map(Object.entries(mapping).map(([role, column]) => [column, role]));
  return columns.map(({ name, sample }) => ({ column: name, sample, role: roleOf.get(name) ?? null }));
}

/** Roles that a column may take: each plain one, and the two that take their id from the column. */
export function rolesFor(row: ColumnRow): { value: string; title: string }[] {
  const id = questionId(row.column);
  const own = [`question:${id}`, `final:${id}`, ...(row.role === null ? [] : [row.role])];
  const roles = [...new Set([...plainRoles, ...own])];
  return [
    { value: '', title: '– not used –' },
    ...roles.map((role) => ({ value: role, title: roleTitle(role) })),
  ];
}

/** The mapping once a column has another role: what had the role before is free. */
export function withRole(
  mapping: Record<string, string>,
  column: string,
  role: string | null,
): Record<string, string> {
  const rest = Object.entries(mapping).filter(([had, of]) => of !== column && had !== role);
  return Object.fromEntries(role === null ? rest : [...rest, [role, column]]);
}

/** The question that a final label decides: the only one there is, or the one of the same name. */
export function questionsOf(mapping: Record<string, string>): string[] {
  return Object.keys(mapping)
    .filter((role) => role.startsWith('question:'))
    .map((role) => role.slice('question:'.length));
}

/** A mapping in which each final label names a question that is there, where there is only one to name. */
export function withFinals(mapping: Record<string, string>): Record<string, string> {
  const questions = questionsOf(mapping);
  const [only] = questions;
  if (questions.length !== 1 || only === undefined) return mapping;
  const finals = Object.keys(mapping).filter((role) => role.startsWith('final:'));
  if (finals.length !== 1) return mapping;
  return Object.fromEntries(
    Object.entries(mapping).map(([role, column]) => [role === finals[0] ? `final:${only}` : role, column]),
  );
}
