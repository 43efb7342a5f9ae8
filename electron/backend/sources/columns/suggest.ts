/**
 * Guesses a mapping from names of columns and a sample of their cells. A guess is shown before anything is stored.
 *
 * Invariant: what looks like a label of people or of a judge is never suggested as an attribute, which reviewers see,
 * but as a judge, which blinding seals; and no suggestion rejects a cell of the sample, except where a field is
 * required.
 */
import type { ColumnMapping } from '../../../../shared/domain/source.ts';
import { checkCell } from './cell-checks.ts';
import { fieldNames, findField } from './fields.ts';
import { FILE_COLUMN } from './template.ts';

export interface SampledColumn {
  readonly name: string;
  /** Cells of the sample that are not empty. */
  readonly cells: readonly string[];
}

export interface Sample {
  readonly columns: readonly SampledColumn[];
  /** Ids and the like of each file: cells by column, one map per file. */
  readonly byFile: readonly ReadonlyMap<string, readonly string[]>[];
}

const synonyms: Record<string, readonly string[]> = {
  id: [
    'traceid',
    'uid',
    'uuid',
    'requestid',
    'responseid',
    'messageid',
    'exampleid',
    'rowid',
    'idx',
    'index',
    'key',
  ],
  occurredAt: ['timestamp', 'createdat', 'datetime', 'time', 'date', 'ts', 'created', 'loggedat'],
  prompt: ['question', 'query', 'input', 'instruction', 'usermessage', 'userinput', 'messages', 'request'],
  output: [
    'response',
    'completion',
    'answer',
    'reply',
    'generation',
    'modeloutput',
    'assistantmessage',
    'summary',
  ],
  context: [
    'contexts',
    'passages',
    'documents',
    'retrievedcontext',
    'retrieveddocuments',
    'chunks',
    'evidence',
    'sources',
  ],
  model: ['modelid', 'modelname', 'modelversion', 'llm', 'system'],
  language: ['lang', 'locale'],
  region: ['country', 'market'],
  productArea: ['product', 'area'],
  customerTier: ['tier', 'plan'],
  intent: ['topic', 'category'],
  riskClass: ['risk', 'risklevel'],
  conversationId: ['conversation', 'sessionid', 'threadid', 'chatid'],
  promptTemplate: ['template', 'templateversion', 'promptversion'],
};

const labelLike =
  /annotat|label|verdict|judg|score|rating|agree|gold|grade|halluc|faithful|correct|factual|truth|error/i;

const MAX_ATTRIBUTE_VALUES = 20;
const MAX_ATTRIBUTE_LENGTH = 60;

/** Field → column, as far as names and sample tell. */
export function suggestMapping(sample: Sample): ColumnMapping {
  const mapping: ColumnMapping = {};
  const taken = new Set<string>();
  for (const name of fieldNames) {
    const found = sample.columns.find((column) => !taken.has(column.name) && suits(name, column));
    if (found === undefined) continue;
    mapping[name] = found.name;
    taken.add(found.name);
  }
  for (const column of sample.columns) {
    if (taken.has(column.name)) continue;
    const field = `${labelLike.test(column.name) ? 'judge' : 'attributes'}.${column.name}`;
    if (isCategory(column) && fitsSample(field, column)) mapping[field] = column.name;
  }
  return separateFiles(mapping, sample);
}

/** Ids that repeat from file to file are answers to the same questions: one file for each model, most often. */
function separateFiles(mapping: ColumnMapping, sample: Sample): ColumnMapping {
  const { id } = mapping;
  if (id === undefined || !repeatsAcrossFiles(id, sample)) return mapping;
  const separated = { ...mapping, id: `${FILE_COLUMN}:{${id}}` };
  return mapping['model'] === undefined ? { ...separated, model: FILE_COLUMN } : separated;
}

function repeatsAcrossFiles(column: string, { byFile }: Sample): boolean {
  const seen = new Set<string>();
  for (const file of byFile) {
    const own = new Set(file.get(column) ?? []);
    if ([...own].some((cell) => seen.has(cell))) return true;
    for (const cell of own) seen.add(cell);
  }
  return false;
}

function suits(field: string, column: SampledColumn): boolean {
  const bare = column.name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const isNamed = bare === field.toLowerCase() || (synonyms[field] ?? []).includes(bare);
  if (!isNamed) return false;
  return findField(field)?.isRequired === true || fitsSample(field, column);
}

function fitsSample(field: string, { cells }: SampledColumn): boolean {
  const found = findField(field);
  return found !== null && cells.length > 0 && cells.every((cell) => checkCell(found, cell) === null);
}

/** A few short values that come again: something to count by. */
function isCategory({ cells }: SampledColumn): boolean {
  const distinct = new Set(cells);
  return (
    distinct.size >= 2 &&
    distinct.size <= MAX_ATTRIBUTE_VALUES &&
    distinct.size < cells.length &&
    cells.every((cell) => cell.length <= MAX_ATTRIBUTE_LENGTH)
  );
}
