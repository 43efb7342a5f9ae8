/** Words for presets, roles of columns, and why a row became no review. */
import type { ImportProgress } from '../../../shared/contract/imports.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import type { ImportPreset, RejectedReviewRow } from '../../../shared/domain/imported.ts';

const presetWords: Record<ImportPreset, string> = {
  clapnq: 'CLAP NQ results, scores of people',
  xstest: 'XSTest, two annotators and a final label',
  'label-studio': 'Label Studio, JSON export',
  argilla: 'Argilla records, JSON lines',
  'langfuse-scores': 'Langfuse scores, by trace id',
  columns: 'columns of a table',
};

export function presetInWords(preset: ImportPreset): string {
  return presetWords[preset];
}

const codeWords: Record<RejectedReviewRow['code'], string> = {
  NOT_JSON: 'not JSON',
  MISSING_FIELD: 'field missing',
  BAD_VALUE: 'bad value',
  UNKNOWN_ITEM: 'unknown item',
  UNKNOWN_OPTION: 'unknown option',
  DUPLICATE_REVIEW: 'reviewed before',
  NUL_CHARACTER: 'NUL character',
  TOO_LONG: 'too long',
};

export function codeInWords(code: RejectedReviewRow['code']): string {
  return codeWords[code];
}

const roleWords: Readonly<Record<string, string>> = {
  trace: 'Item id',
  reviewer: 'Reviewer',
  prompt: 'Prompt',
  output: 'Output',
  context: 'Context',
  model: 'Model',
  note: 'Note',
  at: 'Time of the review',
  elapsed: 'Time spent',
  audit: 'An audit that has the items',
  'question:<id>': 'Answers to a question',
};

/** A role as people read it: `question:label` is the answers to "label". */
export function roleTitle(role: string): string {
  const known = roleWords[role];
  if (known !== undefined) return known;
  const [kind, id] = role.split(':');
  return kind === 'final' ? `Final label of “${id ?? ''}”` : `Answers to “${id ?? ''}”`;
}

/** What an import is at, and how far. */
export function progressInWords(progress: ImportProgress | undefined): string {
  if (progress === undefined) return 'Importing …';
  const { phase, done, total } = progress;
  if (phase === 'reading' && done === 0) return 'Reading the files …';
  if (phase === 'reading') return `Reading the files: ${formatCounted(done, 'row')} so far`;
  if (phase === 'drawing') return 'Drawing the audit …';
  return `Writing: ${formatCount(done)} of ${formatCounted(total ?? done, 'review')}`;
}

/** The last part of a path, for tight places. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}

/** A name for an import of these files. */
export function nameFromPaths(paths: readonly string[]): string {
  const names = paths.map((path) => fileName(path).replace(/\.[a-z0-9.]{1,12}$/i, ''));
  return names.join(', ').slice(0, 120);
}
