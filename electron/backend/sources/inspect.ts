/** What Assay sees in files before anything is stored: preset, columns, mapping, ten traces, rejected rows. */
import type {
  ColumnMapping,
  Inspection,
  Preset,
  RejectedRow,
  SourceSpec,
} from '../../../shared/domain/source.ts';
import { describeColumns, extraColumns } from './column-source.ts';
import { missingFields } from './columns/column-plan.ts';
import { suggestMapping } from './columns/suggest.ts';
import type { Duck } from './duck.ts';
import type { Opened } from './open-source.ts';
import type { OpenedSource } from './opened-source.ts';
import { firstTraces } from './opened-source.ts';
import { recognisePreset } from './recognise.ts';
import type { KnownFiles, SourceFile } from './source-files.ts';
import { listSourceFiles } from './source-files.ts';

export interface Described {
  readonly spec: SourceSpec;
  readonly missingFields: readonly string[];
  /** What is known without reading every row. */
  readonly inspection: Inspection;
}

const PREVIEWED = 10;
const LISTED_REJECTS = 100;
const SAMPLE_LENGTH = 200;

export interface InspectRequest {
  paths: string[];
  /** Null lets Assay recognise it. */
  preset: Preset | null;
  mapping: ColumnMapping | null;
}

/** Recognises the preset and, for `columns`, completes the mapping. */
export async function describeRequest(
  duck: Duck,
  known: KnownFiles,
  request: InspectRequest,
): Promise<Described> {
  const files = await listSourceFiles(request.paths, known);
  // Whoever names columns means the preset that has columns.
  const implied = request.mapping === null ? null : 'columns';
  const preset = request.preset ?? implied ?? (await recognisePreset(files));
  const { paths } = request;
  if (preset !== 'columns') {
    return { spec: { paths, preset }, missingFields: [], inspection: emptyInspection(preset, files) };
  }
  const { columns, sample } = await describeColumns(duck, files);
  const mapping = request.mapping ?? suggestMapping(sample);
  const missing = missingFields(mapping);
  const firsts = new Map(sample.columns.map(({ name, cells }) => [name, cells[0] ?? null]));
  const shown = [...columns, ...extraColumns(files, mapping)].map(({ name, type }) => ({
    name: printable(name, 1000),
    type: printable(type, 200),
    sample: sampleOf(firsts.get(name) ?? null),
  }));
  return {
    spec: { paths, preset, mapping },
    missingFields: missing,
    inspection: {
      ...emptyInspection(preset, files),
      columns: shown,
      mapping: mapping satisfies ColumnMapping,
      missingFields: missing,
    },
  };
}

/** The inspection with what reading every row has shown. */
export async function inspectOpened(
  duck: Duck,
  described: Described,
  { source }: Opened,
): Promise<Inspection> {
  const preview = await firstTraces(duck, source, PREVIEWED);
  const { rows } = await listRejected(duck, source, 0, LISTED_REJECTS);
  const { traceCount, rejectedCount } = source;
  return { ...described.inspection, preview, traceCount, rejectedCount, rejected: rows };
}

/** Rejected rows in order of file and line. */
export async function listRejected(
  duck: Duck,
  { files, rejects, rejectedCount }: OpenedSource,
  offset: number,
  limit: number,
): Promise<{ total: number; rows: RejectedRow[] }> {
  const rows = await duck.rows(
    `SELECT file_no, line, code, reason FROM ${rejects}
     ORDER BY file_no, line, row_no LIMIT ${limit} OFFSET ${offset}`,
  );
  return {
    total: rejectedCount,
    rows: rows.map(([fileNo, line, code, reason]) => ({
      file: files[Number(fileNo)]?.path ?? '',
      line: Number(line),
      code: String(code) as RejectedRow['code'],
      reason: String(reason),
    })),
  };
}

function emptyInspection(preset: Inspection['preset'], files: readonly SourceFile[]): Inspection {
  return {
    preset,
    files: files.map(({ path, format, isGzip, bytes }) => ({
      path,
      format: isGzip ? `${format}.gz` : format,
      bytes,
    })),
    columns: [],
    mapping: {},
    missingFields: [],
    preview: [],
    traceCount: 0,
    rejectedCount: 0,
    rejected: [],
  };
}

function sampleOf(cell: string | null): string | null {
  return cell === null ? null : printable(cell, SAMPLE_LENGTH);
}

/** Text that a screen can show and the contract carries. */
function printable(text: string, max: number): string {
  return text.slice(0, max).replaceAll('\u0000', '\ufffd').toWellFormed();
}
