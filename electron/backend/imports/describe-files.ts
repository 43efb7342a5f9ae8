/** What files with reviews are before their records are read: preset, columns, mapping, and what a mapping still lacks. */
import type { Question } from '../../../shared/domain/scorecard.ts';
import type { ImportPreset } from '../../../shared/domain/imported.ts';
import type { ReadPreset } from '../../../shared/imports/read-preset.ts';
import {
  argillaReviews,
  clapnqReviews,
  columnReviews,
  labelStudioReviews,
  langfuseReviews,
  xstestReviews,
} from '../../../shared/imports/read-preset.ts';
import { storable } from '../../../shared/imports/piece.ts';
import { missingRoles, suggestRoles, unknownRoles } from '../../../shared/imports/review-columns.ts';
import { WorkbenchError } from '../errors.ts';
import type { Cells } from '../sources/csv-reader.ts';
import { firstRows, readDialect } from '../sources/csv-reader.ts';
import { cellsOf } from '../sources/presets/columns.ts';
import type { RawRecord } from '../sources/raw-record.ts';
import { firstValues } from '../sources/read-records.ts';
import { unreadable } from '../sources/source-error.ts';
import type { SourceFile } from '../sources/source-files.ts';
import { listSourceFiles } from '../sources/source-files.ts';
import type { TableReader } from './read-files.ts';
import { recogniseReviews } from './recognise-reviews.ts';

export interface DescribedFiles {
  preset: ImportPreset;
  read: ReadPreset;
  files: readonly SourceFile[];
  /** As they were chosen: files, or a folder. */
  paths: readonly string[];
  columns: { name: string; sample: string | null }[];
  mapping: Record<string, string>;
  /** Roles that the mapping must still name; nothing can be read before. */
  missing: string[];
}

const lookedAt = 20;
const sampleLength = 200;

export interface DescribeRequest {
  paths: readonly string[];
  preset: ImportPreset | null;
  mapping: Record<string, string> | null;
  hasAudit: boolean;
  /** Questions of the chosen audit; none where one is made. */
  questions: readonly Question[];
}

/** Throws `SourceError` for files that are none, and INVALID_INPUT for a mapping with roles or columns that are not there. */
export async function describeFiles(request: DescribeRequest, tables: TableReader): Promise<DescribedFiles> {
  const { paths } = request;
  const files = await listSourceFiles(paths);
  // Whoever names columns means the preset that has columns.
  const implied = request.mapping === null ? null : 'columns';
  const preset = request.preset ?? implied ?? (await recogniseReviews(files, tables));
  requireFormat(preset, files);
  if (preset !== 'columns') {
    return { preset, read: fixed[preset], files, paths, columns: [], mapping: {}, missing: [] };
  }
  const columns = await listColumns(files, tables);
  const names = columns.map((one) => one.name);
  const mapping = request.mapping ?? suggestRoles(names, request.questions);
  requireKnown(mapping, new Set(names));
  const read = columnReviews(mapping, request.hasAudit, cellsOf);
  return { preset, read, files, paths, columns, mapping, missing: missingRoles(mapping, request.hasAudit) };
}

const fixed: Record<Exclude<ImportPreset, 'columns'>, ReadPreset> = {
  clapnq: clapnqReviews,
  xstest: xstestReviews,
  'label-studio': labelStudioReviews,
  argilla: argillaReviews,
  'langfuse-scores': langfuseReviews,
};

/** Columns of all files in the order in which they come, each with its first value. */
async function listColumns(
  files: readonly SourceFile[],
  tables: TableReader,
): Promise<DescribedFiles['columns']> {
  const found = new Map<string, string | null>();
  for (const file of files) {
    for (const name of await headerOf(file, tables)) if (!found.has(name)) found.set(name, null);
    for (const cells of await firstCells(file, tables)) {
      for (const [name, cell] of cells) if ((found.get(name) ?? null) === null) found.set(name, cell);
    }
  }
  return [...found].map(([name, sample]) => ({
    name: storable(name).slice(0, 1000).toWellFormed(),
    sample: sample === null ? null : storable(sample).slice(0, sampleLength).toWellFormed(),
  }));
}

async function headerOf(file: SourceFile, tables: TableReader): Promise<readonly string[]> {
  if (file.format === 'parquet') return tables.tableColumns(file);
  return file.format === 'csv' ? (await readDialect(file)).columns : [];
}

async function firstCells(file: SourceFile, tables: TableReader): Promise<Cells[]> {
  if (file.format === 'csv') return firstRows(file, await readDialect(file), lookedAt);
  const values = file.format === 'parquet' ? firstOf(tables.readTable(file)) : firstValues(file, lookedAt);
  return (await values).map(cellsOf).filter((one) => one !== null);
}

async function firstOf(batches: AsyncIterable<RawRecord[]>): Promise<unknown[]> {
  for await (const batch of batches) {
    return batch.slice(0, lookedAt).flatMap((one) => (one.fault === undefined ? [one.value] : []));
  }
  return [];
}

const tablePresets: readonly ImportPreset[] = ['xstest', 'langfuse-scores', 'columns'];

/** Exports of annotation tools are JSON, tables of results are tables: each is read as what it is. */
function requireFormat(preset: ImportPreset, files: readonly SourceFile[]): void {
  const wantsTable = tablePresets.includes(preset);
  for (const { format, path, name } of files) {
    const isTable = format === 'csv' || format === 'parquet';
    if (preset === 'columns' || isTable === wantsTable) continue;
    throw unreadable(
      path,
      wantsTable ? `${name} is not a table.` : `${name} is a table, and this form is JSON.`,
      'Read it as what it was recognised as, or as columns of a table.',
    );
  }
}

function requireKnown(mapping: Record<string, string>, columns: ReadonlySet<string>): void {
  const [role] = unknownRoles(mapping);
  if (role !== undefined) {
    throw refuse(
      `There is no role "${storable(role)}".`,
      'Use trace, reviewer, prompt, output, context, model, note, at, elapsed, question:<id> or final:<id>; an id has lower case letters, digits and _.',
    );
  }
  const gone = Object.values(mapping).find((name) => !columns.has(name));
  if (gone === undefined) return;
  throw refuse(
    `The files have no column "${storable(gone)}".`,
    `Choose one of: ${[...columns].slice(0, 50).join(', ')}.`,
  );
}

function refuse(what: string, remedy: string): WorkbenchError {
  return new WorkbenchError('INVALID_INPUT', { what, where: 'mapping', remedy });
}
