/**
 * Any table with one row per item and reviewer: which column has which role, suggested by names and changed by hand.
 *
 * Roles: `trace`, `reviewer`, `at`, `elapsed` (seconds; milliseconds where the column says ms), `note`, `prompt`, `output`,
 * `context`, `model`, `question:<id>`, `final:<id>`.
 */
import type { Question } from '../domain/scorecard.ts';
import { tracePiece } from './foreign-trace.ts';
import { timeOf } from './loose.ts';
import type { Piece, RecordPlace } from './piece.ts';
import { personName, rejected } from './piece.ts';

type Cells = ReadonlyMap<string, string>;
export type RoleMapping = Readonly<Record<string, string>>;

/** Roles besides those of questions and final labels. */
export const plainRoles = [
  'trace',
  'reviewer',
  'prompt',
  'output',
  'context',
  'model',
  'note',
  'at',
  'elapsed',
] as const;

const suggestions: Readonly<Record<(typeof plainRoles)[number], RegExp>> = {
  trace: /^(trace|item|task|request|example|record|answer)?[ _]?id$|^(trace|item)$/i,
  reviewer: /^(reviewer|annotator|rater|worker|labell?er|judge|coder|user|author)([ _]?(id|name|email))?$/i,
  prompt: /^(prompt|question|input|query|instruction)s?$/i,
  output: /^(output|answer|response|completion|generation|reply|summary)$/i,
  context: /^(context|passages?|documents?)$/i,
  model: /^(model|system)([ _]?(id|name))?$/i,
  note: /^(note|comment|rationale|reason|explanation)s?$/i,
  at: /^(at|time|timestamp|date|created[ _]?at|submitted[ _]?at|updated[ _]?at)$/i,
  elapsed: /^(elapsed|duration|seconds|lead[ _]?time|time[ _]?spent)([ _]?(ms|s|sec|seconds))?$/i,
};
const finalName = /^(final|gold|adjudicated|consensus|resolved)[ _-]?(.*)$/i;
const questionName =
  /label|rating|score|annotation|verdict|judg|class|category|quality|halluc|correct|grade/i;

/** The id of a question for the name of a column: lower case letters, digits and _. */
export function questionId(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return (/^[a-z]/.test(plain) ? plain : `q_${plain}`).slice(0, 60);
}

/**
 * Roles for columns by their names: each role and each column at most once. `questions`: those that are asked, where an
 * audit is chosen already; a column that is called like one of them answers it.
 */
export function suggestRoles(
  columns: readonly string[],
  questions: readonly Pick<Question, 'id' | 'title'>[] = [],
): Record<string, string> {
  const mapping: Record<string, string> = {};
  const used = new Set<string>();
  for (const { id, title } of questions) {
    const found = columns.find(
      (name) => !used.has(name) && [id, questionId(title)].includes(questionId(name)),
    );
    if (found === undefined) continue;
    mapping[`question:${id}`] = found;
    used.add(found);
  }
  for (const role of plainRoles) {
    const found = columns.find((name) => !used.has(name) && suggestions[role].test(name.trim()));
    if (found === undefined) continue;
    mapping[role] = found;
    used.add(found);
  }
  for (const name of columns) {
    if (used.has(name)) continue;
    const final = finalName.exec(name.trim());
    if (final !== null)
      mapping[`final:${questionId(final[2] === '' ? 'label' : (final[2] ?? 'label'))}`] = name;
    else if (questionName.test(name)) mapping[`question:${questionId(name)}`] = name;
  }
  return mapping;
}

/** Roles that a mapping must still name. `hasAudit`: the traces are known already. */
export function missingRoles(mapping: RoleMapping, hasAudit: boolean): string[] {
  const needed = hasAudit ? ['trace', 'reviewer'] : ['trace', 'reviewer', 'output'];
  const missing = needed.filter((role) => mapping[role] === undefined);
  if (!Object.keys(mapping).some((role) => role.startsWith('question:'))) missing.push('question:<id>');
  return missing;
}

/** Roles that there are not, of a mapping made by hand. */
export function unknownRoles(mapping: RoleMapping): string[] {
  return Object.keys(mapping).filter(
    (role) =>
      !plainRoles.some((one) => one === role) && !/^(question|final):[a-z][a-z0-9_]{0,63}$/.test(role),
  );
}

/** Pieces of one row. `hasAudit`: the texts are the audit's, not the file's. */
export function columnPieces(
  cells: Cells,
  mapping: RoleMapping,
  hasAudit: boolean,
  { origin }: RecordPlace,
): Piece[] {
  const cell = (role: string): string | undefined => {
    const column = mapping[role];
    return column === undefined ? undefined : cells.get(column);
  };
  const trace = cell('trace');
  if (trace === undefined) return [rejected(origin, 'MISSING_FIELD', 'the column of the item is empty')];
  if (trace.length > 1000)
    return [rejected(origin, 'TOO_LONG', 'the id of the item is longer than 1000 characters')];
  const pieces: Piece[] = hasAudit ? [] : [traceOf(trace, cell, origin)];
  if (pieces[0]?.kind === 'rejected') return pieces;
  const reviewer = personName(cell('reviewer') ?? '');
  const values = answersOf(cells, mapping, 'question:');
  const finals = answersOf(cells, mapping, 'final:');
  const at = timeOf(cell('at'));
  for (const [question, value] of Object.entries(finals)) {
    const ruling = { trace, by: 'Final label of the file', question, value, at, origin };
    pieces.push({ kind: 'ruling', ruling });
  }
  if (reviewer === '') {
    // A row of a final label alone has no reviewer, and needs none.
    if (Object.keys(finals).length === 0 || Object.keys(values).length > 0) {
      pieces.push(rejected(origin, 'MISSING_FIELD', 'the column of the reviewer is empty'));
    }
    return pieces;
  }
  const note = cell('note');
  const texts: Record<string, string> = note === undefined ? {} : { note };
  const elapsedMs = elapsedOf(cell('elapsed'), mapping['elapsed'] ?? '');
  pieces.push({ kind: 'review', review: { trace, reviewer, values, texts, at, elapsedMs, origin } });
  return pieces;
}

function traceOf(
  id: string,
  cell: (role: string) => string | undefined,
  origin: RecordPlace['origin'],
): Piece {
  const context = cell('context');
  return tracePiece(
    {
      id,
      prompt: cell('prompt') ?? null,
      output: cell('output') ?? null,
      passages: context === undefined ? [] : [context],
      model: cell('model') ?? null,
      occurredAt: null,
    },
    origin,
  );
}

function answersOf(cells: Cells, mapping: RoleMapping, prefix: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [role, column] of Object.entries(mapping)) {
    if (!role.startsWith(prefix)) continue;
    const value = cells.get(column);
    if (value !== undefined && value.trim() !== '') values[role.slice(prefix.length)] = value;
  }
  return values;
}

function elapsedOf(cell: string | undefined, column: string): number {
  const value = Number(cell ?? 0);
  if (!Number.isFinite(value) || value < 0) return 0;
  return Math.round(/ms$|milli/i.test(column) ? value : value * 1000);
}
