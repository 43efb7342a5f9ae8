/** Words for presets and for why a row could not become a trace. */
import type { Preset, RejectedRow } from '../../../shared/domain/source.ts';

const presetWords: Record<Preset, string> = {
  'trace-jsonl': 'Assay traces (JSONL)',
  'ragtruth-qa': 'RAGTruth, question answering',
  clapnq: 'CLAP NQ',
  columns: 'columns of a table',
};

export function presetInWords(preset: Preset): string {
  return presetWords[preset];
}

const codeWords: Record<RejectedRow['code'], string> = {
  NOT_JSON: 'not JSON',
  MISSING_FIELD: 'field missing',
  BAD_VALUE: 'bad value',
  DUPLICATE_ID: 'id used before',
  NUL_CHARACTER: 'NUL character',
  LINE_TOO_LONG: 'line too long',
  NO_QUESTION: 'no question for it',
};

export function codeInWords(code: RejectedRow['code']): string {
  return codeWords[code];
}

/** The last part of a path, for tight places. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}
