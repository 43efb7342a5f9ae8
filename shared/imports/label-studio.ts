/**
 * Label Studio's JSON export: tasks with the annotations of several people. Choices, ratings, numbers, texts and labels on
 * parts of the output become answers; other regions are counted and left out, predictions are no reviews, and what was
 * cancelled was not said.
 */
import { countCodePoints } from '../domain/text.ts';
import { traceOfFields, tracePiece } from './foreign-trace.ts';
import { joined, listOf, membersOf, textOf, timeOf } from './loose.ts';
import type { ForeignReview, ForeignSpan, Piece, RecordPlace } from './piece.ts';
import { personName, rejected } from './piece.ts';

/** Whether a record is a task of such an export. */
export function looksLikeTask(value: unknown): boolean {
  const task = membersOf(value);
  return task !== null && membersOf(task['data']) !== null && Array.isArray(task['annotations']);
}

/** Pieces of one task. */
export function labelStudioPieces(value: unknown, { origin }: RecordPlace): Piece[] {
  const task = membersOf(value);
  const data = membersOf(task?.['data']);
  if (task === null || data === null) return [rejected(origin, 'MISSING_FIELD', '"data" is missing')];
  const trace = textOf(data['trace_id']) ?? textOf(data['id']) ?? textOf(task['id']);
  if (trace === null) return [rejected(origin, 'MISSING_FIELD', '"id" is missing')];
  const made = tracePiece(traceOfFields(trace, data), origin);
  const pieces: Piece[] = [made];
  if (made.kind === 'rejected') return pieces;
  for (const _ of listOf(task['predictions']))
    pieces.push({ kind: 'ignored', what: 'prediction of a model' });
  const judged = made.kind === 'trace' ? made.trace.output : '';
  for (const one of listOf(task['annotations'])) {
    pieces.push(...annotationPieces(one, { trace, judged }, origin));
  }
  return pieces;
}

function annotationPieces(
  value: unknown,
  { trace, judged }: { trace: string; judged: string },
  origin: ForeignReview['origin'],
): Piece[] {
  const annotation = membersOf(value);
  if (annotation === null) return [rejected(origin, 'BAD_VALUE', 'holds an annotation that is no object')];
  if (annotation['was_cancelled'] === true) {
    return [{ kind: 'ignored', what: 'annotation that its person cancelled' }];
  }
  const reviewer = annotatorOf(annotation['completed_by']);
  if (reviewer === null) return [rejected(origin, 'MISSING_FIELD', '"completed_by" names nobody')];
  const answers: Taken = { values: {}, texts: {}, spans: {} };
  const pieces: Piece[] = [];
  for (const result of listOf(annotation['result'])) {
    const left = takeResult(membersOf(result) ?? {}, answers, judged);
    if (left !== null) pieces.push({ kind: 'ignored', what: left });
  }
  const elapsedMs = spentMs(annotation['lead_time']);
  const at = timeOf(annotation['updated_at'] ?? annotation['created_at']);
  pieces.push({ kind: 'review', review: { trace, reviewer, ...answers, at, elapsedMs, origin } });
  return pieces;
}

/** Answers of one person about one output, by the name of the control that took them. */
export interface Taken {
  values: Record<string, string>;
  texts: Record<string, string>;
  spans: Record<string, ForeignSpan[]>;
}

/** Labels on a part of the output. Offsets count UTF-16 units there; where they do not fit, the text is looked for. */
function spansOf(held: Record<string, unknown>, judged: string): ForeignSpan[] {
  const quote = textOf(held['text']);
  if (quote === null) return [];
  const given = Number(held['start']);
  const isThere = Number.isInteger(given) && judged.startsWith(quote, given);
  const start = isThere ? given : judged.indexOf(quote);
  if (start < 0) return [];
  const before = countCodePoints(judged.slice(0, start));
  const end = before + countCodePoints(quote);
  const labels = listOf(held['labels'])
    .map(textOf)
    .filter((one) => one !== null);
  return labels.map((label) => ({ start: before, end, quote, label }));
}

/** Puts one result into the answers; answers what was left out, or null. */
export function takeResult(result: Record<string, unknown>, taken: Taken, judged: string): string | null {
  const { values, texts, spans } = taken;
  const name = textOf(result['from_name']);
  const held = membersOf(result['value']);
  if (name === null || held === null) return 'result without a name or a value';
  const isRegion = held['start'] !== undefined || held['x'] !== undefined;
  if (isRegion) {
    const found = spansOf(held, judged);
    if (found.length === 0) return 'marked region that is no part of the output';
    spans[name] = [...(spans[name] ?? []), ...found];
    return null;
  }
  const chosen = listOf(held['choices'] ?? held['labels'] ?? held['taxonomy']).flat();
  const value = joined(chosen) ?? textOf(held['rating']) ?? textOf(held['number']);
  if (value !== null) {
    values[name] = value;
    return null;
  }
  const written = joined(listOf(held['text'])) ?? textOf(held['text']);
  if (written === null) return `result of the type "${textOf(result['type']) ?? 'unknown'}"`;
  texts[name] = written;
  return null;
}

/** Milliseconds that an annotation took; 0 where its seconds are not known. */
export function spentMs(leadTime: unknown): number {
  const seconds = Number(textOf(leadTime) ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : 0;
}

/** Who annotated: a person with a name, or an id that stands for one; null for nobody. */
export function annotatorOf(value: unknown): string | null {
  const person = membersOf(value);
  const names = person === null ? [value] : [person['email'], person['username'], person['id']];
  for (const one of names) {
    const name = personName(textOf(one) ?? '');
    if (name !== '') return /^\d+$/.test(name) ? `Annotator ${name}` : name;
  }
  return null;
}
