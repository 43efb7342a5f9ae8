/** Any table or list of objects with a mapping, read record by record: JSONL, JSON, and CSV that is not plain. */
import type { ColumnPlan } from '../columns/column-plan.ts';
import { cellsToTrace } from '../columns/cells-to-trace.ts';
import { flattenObject } from '../columns/flatten.ts';
import { fillTemplate } from '../columns/template.ts';
import type { Cells, CsvDialect } from '../csv-reader.ts';
import { parseCsvRecord, readCsv } from '../csv-reader.ts';
import type { RawRecord } from '../raw-record.ts';
import { parseJsonAt, readJsonRecords } from '../read-records.ts';
import type { Mapped, PreparedPreset } from '../record-preset.ts';
import { checkedBy, fault } from '../record-preset.ts';
import type { SourceFile } from '../source-files.ts';

/** A record with the file that it is from, because a template may name the file. */
interface Located {
  readonly file: SourceFile;
  readonly value: unknown;
}

/** The preset for files of one format. CSV files come with their dialects. */
export function columnsPreset(
  plan: ColumnPlan,
  dialects: ReadonlyMap<SourceFile, CsvDialect>,
): PreparedPreset {
  const dialectOf = (file: SourceFile): CsvDialect => {
    const dialect = dialects.get(file);
    if (dialect === undefined) throw new RangeError(`no dialect is known of ${file.name}`);
    return dialect;
  };
  return {
    records: (file) =>
      locate(file, file.format === 'csv' ? readCsv(file, dialectOf(file)) : readJsonRecords(file)),
    toTrace: (value) => toTrace(plan, value as Located),
    toCheckedTrace: checkedBy((value) => toTrace(plan, value as Located)),
    rejected: [],
    parseAt: (file, place, bytes) => {
      const isCsv = file.format === 'csv';
      const record = isCsv ? parseCsvRecord(place, bytes, dialectOf(file)) : parseJsonAt(file, place, bytes);
      return withFile(file, record);
    },
    hidesPlace: false,
  };
}

/** Cells of a record by column, or null when it is no object. */
export function cellsOf(value: unknown): Cells | null {
  return value instanceof Map ? (value as Cells) : flattenObject(value);
}

async function* locate(file: SourceFile, batches: AsyncIterable<RawRecord[]>): AsyncGenerator<RawRecord[]> {
  for await (const batch of batches) yield batch.map((record) => withFile(file, record));
}

function withFile(file: SourceFile, record: RawRecord): RawRecord {
  if (record.fault !== undefined) return record;
  return { ...record, value: { file, value: record.value } satisfies Located };
}

function toTrace({ fields, templates }: ColumnPlan, { file, value }: Located): Mapped {
  const cells = cellsOf(value);
  if (cells === null) return fault('BAD_VALUE', 'is not an object');
  const filled = templates.map((template) => fillTemplate(template, (name) => cells.get(name), file.stem));
  return cellsToTrace(fields, filled);
}
