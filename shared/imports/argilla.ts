/**
 * Argilla records, one JSON object per line: `fields`, and `responses` either as a list with one entry per person, or by
 * question. Only what was submitted is a review; suggestions come from models and are left out.
 */
import { traceOfFields, tracePiece } from './foreign-trace.ts';
import { joined, listOf, membersOf, textOf, timeOf } from './loose.ts';
import type { ForeignReview, Piece, RecordPlace } from './piece.ts';
import { personName, rejected } from './piece.ts';

export function looksLikeRecord(value: unknown): boolean {
  const record = membersOf(value);
  return record !== null && membersOf(record['fields']) !== null && 'responses' in record;
}

/** Pieces of one record. */
export function argillaPieces(value: unknown, { origin, stem }: RecordPlace): Piece[] {
  const record = membersOf(value);
  const fields = membersOf(record?.['fields']);
  if (record === null || fields === null) return [rejected(origin, 'MISSING_FIELD', '"fields" is missing')];
  const own = textOf(record['external_id']) ?? textOf(record['id']);
  const trace = own ?? `${stem}:${origin.row}`;
  const metadata = membersOf(record['metadata']) ?? {};
  const made = tracePiece(traceOfFields(trace, { ...metadata, ...fields }), origin);
  if (made.kind === 'rejected') return [made];
  const suggestions = record['suggestions'];
  const count =
    membersOf(suggestions) === null ? listOf(suggestions).length : Object.keys(suggestions as object).length;
  return [
    made,
    ...Array.from({ length: count }, (): Piece => ({ kind: 'ignored', what: 'suggestion of a model' })),
    ...responsePieces(record['responses'], trace, origin),
  ];
}

interface Response {
  person: string | null;
  status: string;
  at: string | null;
  values: Record<string, unknown>;
}

function responsePieces(given: unknown, trace: string, origin: ForeignReview['origin']): Piece[] {
  const byQuestion = membersOf(given);
  const responses = byQuestion === null ? listOf(given).map(toResponse) : turnRound(byQuestion);
  return responses.map((one): Piece => {
    if (one.status !== 'submitted') return { kind: 'ignored', what: `response that is ${one.status}` };
    if (one.person === null) return rejected(origin, 'MISSING_FIELD', '"user_id" of a response is missing');
    const values: Record<string, string> = {};
    for (const [name, held] of Object.entries(one.values)) {
      const inner = membersOf(held);
      const value = answerOf(inner !== null && 'value' in inner ? inner['value'] : held);
      if (value !== null) values[name] = value;
    }
    const review = { trace, reviewer: one.person, values, texts: {}, at: one.at, elapsedMs: 0, origin };
    return { kind: 'review', review };
  });
}

/** Several labels are joined; rankings and spans are no answer to a choice. */
function answerOf(value: unknown): string | null {
  return Array.isArray(value) ? joined(value) : textOf(value);
}

function toResponse(value: unknown): Response {
  const response = membersOf(value) ?? {};
  return {
    person: annotator(response['user_id']),
    status: textOf(response['status']) ?? 'submitted',
    at: timeOf(response['updated_at'] ?? response['inserted_at']),
    values: membersOf(response['values']) ?? {},
  };
}

/** Responses by question become one response per person. */
function turnRound(byQuestion: Record<string, unknown>): Response[] {
  const people = new Map<string, Response>();
  for (const [question, given] of Object.entries(byQuestion)) {
    for (const one of listOf(given).map((of) => membersOf(of) ?? {})) {
      const person = annotator(one['user_id']);
      const held = people.get(person ?? '') ?? {
        person,
        status: textOf(one['status']) ?? 'submitted',
        at: null,
        values: {},
      };
      held.values[question] = one['value'];
      people.set(person ?? '', held);
    }
  }
  return [...people.values()];
}

function annotator(value: unknown): string | null {
  const name = personName(textOf(value) ?? '');
  return name === '' ? null : name;
}
