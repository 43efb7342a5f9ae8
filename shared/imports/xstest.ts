/**
 * XSTest completions as reviews: two annotators and a final label, one file per model. Ids repeat from file to file, so
 * that the file's name is part of each, as the mapping suggested for such files as a source has it.
 */
import type { Piece, RecordPlace } from './piece.ts';
import { rejected } from './piece.ts';

type Cells = ReadonlyMap<string, string>;

/** Columns that make a file one of these. */
export const xstestColumns = [
  'id',
  'prompt',
  'completion',
  'annotation_1',
  'annotation_2',
  'final_label',
] as const;

const annotators = ['annotation_1', 'annotation_2'] as const;

/** How the same files are read as a source: no labels of people among the traces' own fields. */
export const xstestMapping: Readonly<Record<string, string>> = {
  id: '{file}:{id}',
  prompt: 'prompt',
  output: 'completion',
  model: '{file}',
  'attributes.type': 'type',
};

/** Pieces of one row. */
export function xstestPieces(cells: Cells, { origin, stem }: RecordPlace): Piece[] {
  const id = cells.get('id');
  if (id === undefined) return [rejected(origin, 'MISSING_FIELD', '"id" is empty')];
  const trace = `${stem}:${id}`;
  const pieces: Piece[] = [];
  for (const [at, column] of annotators.entries()) {
    const value = cells.get(column);
    if (value === undefined) {
      pieces.push(rejected(origin, 'MISSING_FIELD', `"${column}" is empty`));
      continue;
    }
    const reviewer = `XSTest annotator ${at + 1}`;
    pieces.push({
      kind: 'review',
      review: { trace, reviewer, values: { compliance: value }, texts: {}, at: null, elapsedMs: 0, origin },
    });
  }
  const final = cells.get('final_label');
  if (final !== undefined) {
    const ruling = {
      trace,
      by: 'XSTest final label',
      question: 'compliance',
      value: final,
      at: null,
      origin,
    };
    pieces.push({ kind: 'ruling', ruling });
  }
  return pieces;
}
