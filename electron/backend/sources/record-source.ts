/**
 * Opens a source whose files our own readers read: JSONL, JSON, and CSV that is not plain. Each record is checked once
 * against the trace schema; the index goes to DuckDB, contents stay in the files.
 *
 * Invariant: reading again gives the records of the first reading, so a place found in the index is the trace itself;
 * where it is not, the files have changed.
 */
import type { Trace } from '../../../shared/domain/trace.ts';
import type { Duck } from './duck.ts';
import { FrameWriter } from './frame-table.ts';
import type { OpenedSource, TracePlace } from './opened-source.ts';
import { countRows, dropRejected, rejectDuplicates } from './opened-source.ts';
import type { Origin } from './provenance.ts';
import { withProvenance } from './provenance.ts';
import type { RawRecord, RecordPlace } from './raw-record.ts';
import { readPlaces } from './read-records.ts';
import type { PreparedPreset } from './record-preset.ts';
import { changed } from './source-error.ts';
import type { SourceFile } from './source-files.ts';

/** Reads the files once. Throws `SourceError` for what concerns a whole file. */
export async function openRecordSource(
  duck: Duck,
  files: readonly SourceFile[],
  preset: PreparedPreset,
  origin: Origin,
): Promise<OpenedSource> {
  const index = await writeIndex(duck, files, preset);
  const duplicates = await rejectDuplicates(duck, index.table, index.rejects, 'line');
  if (duplicates > 0) await dropRejected(duck, index.table, index.rejects);
  return {
    files,
    relation: index.table,
    rejects: index.rejects,
    columnOf: index.columnOf,
    // Which judges came first depends on the order of rows, so counts of some would differ between equal sources.
    judgeColumnOf: index.hasMoreJudges ? new Map() : index.judgeColumnOf,
    hasMoreDimensions: index.hasMoreDimensions,
    traceCount: await countRows(duck, index.table),
    rejectedCount: await countRows(duck, index.rejects),
    origin,
    fetch: (places) => fetchTraces(duck, index.table, files, preset, places),
    readBatches: () => readBatches(duck, index.rejects, files, preset, origin),
    drop: () => duck.run(`DROP TABLE ${index.table}`, `DROP TABLE ${index.rejects}`),
  };
}

async function writeIndex(
  duck: Duck,
  files: readonly SourceFile[],
  preset: PreparedPreset,
): Promise<FrameWriter> {
  return duck.withConnection(async (connection) => {
    const writer = new FrameWriter(duck, connection);
    await writer.create();
    for (const one of preset.rejected) await writer.reject(one);
    for (const [fileNo, file] of files.entries()) {
      for await (const batch of preset.records(file) ?? []) {
        for (const record of batch) await indexRecord(writer, preset, fileNo, record);
      }
    }
    await writer.finish();
    return writer;
  });
}

async function indexRecord(
  writer: FrameWriter,
  preset: PreparedPreset,
  fileNo: number,
  record: RawRecord,
): Promise<void> {
  const mapped = record.fault === undefined ? preset.toTrace(record.value) : record;
  if ('trace' in mapped && mapped.trace !== undefined) return writer.add(fileNo, record, mapped.trace);
  const { row, line } = record;
  return writer.reject({ fileNo, row, line, ...mapped.fault });
}

async function fetchTraces(
  duck: Duck,
  table: string,
  files: readonly SourceFile[],
  preset: PreparedPreset,
  places: readonly TracePlace[],
): Promise<Trace[]> {
  const found = new Map<string, Trace>();
  for (const [fileNo, wanted] of Map.groupBy(places, (place) => place.fileNo)) {
    const file = files[fileNo];
    if (file === undefined) throw new RangeError(`the source has no file ${fileNo}`);
    const rows = new Set(wanted.map((place) => place.row));
    const records =
      preset.parseAt === null || file.isGzip
        ? pickRecords(preset.records(file) ?? [], rows)
        : seekRecords(file, preset.parseAt, await placesOf(duck, table, fileNo, rows));
    for await (const record of records) found.set(`${fileNo}:${record.row}`, traceOf(preset, file, record));
  }
  return places.map((place) => {
    const trace = found.get(`${place.fileNo}:${place.row}`);
    if (trace === undefined) throw changed(files[place.fileNo]?.path ?? '');
    return trace;
  });
}

function traceOf(preset: PreparedPreset, file: SourceFile, record: RawRecord): Trace {
  const mapped = record.fault === undefined ? preset.toTrace(record.value) : null;
  if (mapped?.trace === undefined) throw changed(file.path);
  return mapped.trace;
}

async function* pickRecords(
  batches: AsyncIterable<RawRecord[]> | Iterable<RawRecord[]>,
  rows: ReadonlySet<number>,
): AsyncGenerator<RawRecord> {
  let left = rows.size;
  for await (const batch of batches) {
    for (const record of batch) {
      if (!rows.has(record.row)) continue;
      yield record;
      left -= 1;
      if (left === 0) return;
    }
  }
}

async function* seekRecords(
  file: SourceFile,
  parseAt: NonNullable<PreparedPreset['parseAt']>,
  places: readonly RecordPlace[],
): AsyncGenerator<RawRecord> {
  // A few at a time: records may be megabytes long.
  for (let from = 0; from < places.length; from += 64) {
    const some = places.slice(from, from + 64);
    const bytes = await readPlaces(file, some);
    for (const [at, place] of some.entries()) yield parseAt(file, place, bytes[at] ?? Buffer.alloc(0));
  }
}

/** Places of rows in their file. Reads all of the file's when many are wanted, which is one scan of the index. */
async function placesOf(
  duck: Duck,
  table: string,
  fileNo: number,
  rows: ReadonlySet<number>,
): Promise<RecordPlace[]> {
  const only = rows.size > 10_000 ? '' : `AND row_no IN (${[...rows].join(', ')})`;
  const found = await duck.rows(
    `SELECT row_no, line, byte_offset, byte_size FROM ${table} WHERE file_no = ${fileNo} ${only} ORDER BY row_no`,
  );
  return found
    .map(([row, line, offset, size]) => ({
      row: Number(row),
      line: Number(line),
      offset: Number(offset),
      size: Number(size),
    }))
    .filter((place) => rows.has(place.row));
}

async function* readBatches(
  duck: Duck,
  rejects: string,
  files: readonly SourceFile[],
  preset: PreparedPreset,
  origin: Origin,
): AsyncGenerator<Trace[]> {
  const rejected = await duck.rows(`SELECT file_no, row_no FROM ${rejects}`);
  const skipped = new Set(rejected.map(([fileNo, row]) => `${fileNo}:${row}`));
  for (const [fileNo, file] of files.entries()) {
    for await (const batch of preset.records(file) ?? []) {
      const traces: Trace[] = [];
      for (const record of batch) {
        if (record.fault !== undefined || (skipped.size > 0 && skipped.has(`${fileNo}:${record.row}`)))
          continue;
        const trace = preset.toCheckedTrace(record.value);
        traces.push(withProvenance(trace, origin, fileNo, record.row));
      }
      yield traces;
    }
  }
}
