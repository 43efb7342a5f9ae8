/**
 * Langfuse's scores as a table: one row per score. Scores of people (source ANNOTATION) become answers by trace id, those
 * of the API and of evaluators are no reviews. The traces themselves are not in the file: an audit must have them.
 */
import { timeOf } from './loose.ts';
import type { Piece, RecordPlace } from './piece.ts';
import { personName, rejected } from './piece.ts';

type Cells = ReadonlyMap<string, string>;

/** Names of columns in exports of the screen (camel case) and of the blob store (snake case). */
const aliases = {
  trace: ['traceId', 'trace_id', 'Trace ID'],
  name: ['name', 'Name'],
  number: ['value', 'Value'],
  text: ['stringValue', 'string_value', 'String Value'],
  source: ['source', 'Source'],
  author: ['authorUserId', 'author_user_id', 'authorUserName', 'Author', 'author'],
  comment: ['comment', 'Comment'],
  at: ['timestamp', 'Timestamp', 'createdAt', 'created_at', 'updatedAt'],
} as const;

const cellOf = (cells: Cells, of: keyof typeof aliases): string | undefined =>
  aliases[of].map((name) => cells.get(name)).find((one) => one !== undefined);

/** Whether a table with these columns is such an export. */
export function looksLikeScores(columns: ReadonlySet<string>): boolean {
  return (['trace', 'name', 'number', 'source'] as const).every((of) =>
    aliases[of].some((name) => columns.has(name)),
  );
}

/** Pieces of one row. */
export function langfusePieces(cells: Cells, { origin }: RecordPlace): Piece[] {
  const source = cellOf(cells, 'source') ?? '';
  if (source.toUpperCase() !== 'ANNOTATION') {
    return [
      { kind: 'ignored', what: `score of the source ${source === '' ? '(none)' : source.slice(0, 20)}` },
    ];
  }
  const trace = cellOf(cells, 'trace');
  const name = cellOf(cells, 'name');
  const author = personName(cellOf(cells, 'author') ?? '');
  if (trace === undefined) return [rejected(origin, 'MISSING_FIELD', 'names no trace')];
  if (name === undefined) return [rejected(origin, 'MISSING_FIELD', 'has no name')];
  if (author === '') return [rejected(origin, 'MISSING_FIELD', 'names no author')];
  const value = cellOf(cells, 'text') ?? cellOf(cells, 'number');
  if (value === undefined) return [rejected(origin, 'MISSING_FIELD', 'has no value')];
  const comment = cellOf(cells, 'comment');
  const texts: Record<string, string> = comment === undefined ? {} : { note: comment };
  const at = timeOf(cellOf(cells, 'at'));
  const review = { trace, reviewer: author, values: { [name]: value }, texts, at, elapsedMs: 0, origin };
  return [{ kind: 'review', review }];
}
