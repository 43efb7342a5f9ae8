/**
 * Label Studio's JSON-MIN export: one flat object per annotation, the task's own fields and the answers side by side. Must not
 * know files.
 *
 * Invariant: a field of the task never becomes an answer unless it looks exactly like one: answers are written between the
 * task's id and the annotator, or are in a form that only results have. What part of a trace is, is no answer.
 */
import { traceOfFields, tracePiece } from './foreign-trace.ts';
import type { Taken } from './label-studio.ts';
import { annotatorOf, spentMs, takeResult } from './label-studio.ts';
import { contextNames, listOf, membersOf, outputNames, promptNames, textOf, timeOf } from './loose.ts';
import type { Piece, RecordPlace } from './piece.ts';
import { rejected } from './piece.ts';

/** Whether a record is an annotation of such an export. */
export function looksLikeMinTask(value: unknown): boolean {
  const record = membersOf(value);
  return record !== null && 'annotator' in record && ('annotation_id' in record || 'lead_time' in record);
}

/** Pieces of one annotation. */
export function labelStudioMinPieces(value: unknown, { origin }: RecordPlace): Piece[] {
  const record = membersOf(value);
  if (record === null) return [rejected(origin, 'BAD_VALUE', 'is not an object')];
  const trace = textOf(record['trace_id']) ?? textOf(record['id']);
  if (trace === null) return [rejected(origin, 'MISSING_FIELD', '"id" is missing')];
  const made = tracePiece(traceOfFields(trace, record), origin);
  if (made.kind !== 'trace') return [made];
  const reviewer = annotatorOf(record['annotator']);
  if (reviewer === null) return [made, rejected(origin, 'MISSING_FIELD', '"annotator" names nobody')];
  const answers: Taken = { values: {}, texts: {}, spans: {} };
  const pieces: Piece[] = [made];
  for (const [name, held] of answersIn(record)) {
    for (const result of resultsOf(held)) {
      const left = takeResult({ from_name: name, value: result }, answers, made.trace.output);
      if (left !== null) pieces.push({ kind: 'ignored', what: left });
    }
  }
  const at = timeOf(record['updated_at'] ?? record['created_at']);
  const elapsedMs = spentMs(record['lead_time']);
  pieces.push({ kind: 'review', review: { trace, reviewer, ...answers, at, elapsedMs, origin } });
  return pieces;
}

/** Written by the export about the annotation, never by its person. */
const ofExport = new Set([
  'id',
  'trace_id',
  'annotator',
  'annotation_id',
  'created_at',
  'updated_at',
  'lead_time',
  'agreement',
]);
const ofTrace = new Set([
  ...promptNames,
  ...outputNames,
  ...contextNames,
  ...['model', 'model_id', 'model_name', 'system', 'occurred_at', 'timestamp', 'date'],
]);

/** Members of a result's value that no field of a task has all by itself. */
const resultMembers = ['choices', 'labels', 'rating', 'number', 'taxonomy', 'text'];

function answersIn(record: Record<string, unknown>): [string, unknown][] {
  const members = Object.entries(record);
  const first = members.findIndex(([name]) => name === 'id');
  const last = members.findIndex(([name]) => name === 'annotator');
  return members.filter(([name, held], at) => {
    if (ofExport.has(name) || (ofTrace.has(name) && !isResult(held))) return false;
    return isResult(held) || (at > first && at < last);
  });
}

/** One result, or a list of nothing else. Passages, too, are objects with a text: alone it makes none. */
function isResult(held: unknown): boolean {
  const all = Array.isArray(held) ? held : [held];
  return all.length > 0 && all.every(hasResult);
}

function hasResult(one: unknown): boolean {
  const members = membersOf(one);
  if (members === null) return false;
  const named = resultMembers.filter((name) => members[name] !== undefined);
  return named.some((name) => name !== 'text') || Array.isArray(members['text']);
}

/** Values as the full export has them: a single choice or text stands there bare. */
function resultsOf(held: unknown): Record<string, unknown>[] {
  const bare = textOf(held);
  if (bare !== null) return [{ choices: [bare] }];
  const one = membersOf(held);
  if (one !== null) return [one];
  const several = listOf(held);
  const texts = several.map(textOf).filter((text) => text !== null);
  if (texts.length > 0) return [{ choices: texts }];
  return several.map(membersOf).filter((result) => result !== null);
}
