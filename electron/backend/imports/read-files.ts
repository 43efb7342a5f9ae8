/**
 * Reads files with reviews record by record, in bounded memory, and hands each record's pieces on. Must not know
 * scorecards, audits or the store.
 *
 * Invariant: a record that cannot be read is told with its place, like every other one that becomes no review.
 */
import { digestOf } from '../../../shared/domain/canonical.ts';
import type { Digest } from '../../../shared/domain/ids.ts';
import type { Trace } from '../../../shared/domain/trace.ts';
import type { Gathered } from '../../../shared/imports/gather.ts';
import { Gatherer } from '../../../shared/imports/gather.ts';
import type { RowFault } from '../../../shared/imports/piece.ts';
import type { ReadPreset } from '../../../shared/imports/read-preset.ts';
import { readCsv, readDialect } from '../sources/csv-reader.ts';
import type { SourceEngine } from '../sources/engine.ts';
import { clapnq } from '../sources/presets/clapnq.ts';
import type { Fault, RawRecord } from '../sources/raw-record.ts';
import { readJsonRecords } from '../sources/read-records.ts';
import type { SourceFile } from '../sources/source-files.ts';

/** The part of the source engine that knows Parquet. */
export type TableReader = Pick<SourceEngine, 'readTable' | 'tableColumns'>;

export interface ReadOptions {
  files: readonly SourceFile[];
  preset: ReadPreset;
  isClapnq: boolean;
  /** Reads files that are no text. */
  tables: TableReader;
  /** Told after each batch how many rows were read. */
  onRows?: (rows: number) => Promise<void>;
  /** Takes the traces that the pieces hold, each once, in their order. */
  onTraces?: (traces: readonly Trace[]) => Promise<void>;
}

/** Everything that the files hold. Throws `SourceError` for a file that cannot be read at all. */
export async function gatherFiles(options: ReadOptions): Promise<Gathered> {
  const { files, preset, onRows, onTraces } = options;
  const gatherer = new Gatherer(preset.merges);
  let rows = 0;
  for (const [at, file] of files.entries()) {
    for await (const batch of await recordsOf(file, options)) {
      const fresh: Trace[] = [];
      for (const record of batch) addRecord(gatherer, preset, { record, at, stem: file.stem }, fresh);
      if (fresh.length > 0) await onTraces?.(fresh);
      rows += batch.length;
      await onRows?.(rows);
    }
  }
  return gatherer.gathered();
}

async function recordsOf(
  file: SourceFile,
  { isClapnq, tables }: ReadOptions,
): Promise<AsyncIterable<RawRecord[]>> {
  if (file.format === 'parquet') return tables.readTable(file);
  if (isClapnq) {
    const prepared = await clapnq.prepare([file]);
    return prepared.records(file) ?? readJsonRecords(file);
  }
  return file.format === 'csv' ? readCsv(file, await readDialect(file)) : readJsonRecords(file);
}

function addRecord(
  gatherer: Gatherer,
  preset: ReadPreset,
  { record, at, stem }: { record: RawRecord; at: number; stem: string },
  fresh: Trace[],
): void {
  gatherer.countRows(1);
  const origin = { file: at, row: record.row };
  if (record.fault !== undefined) return gatherer.reject(origin, faultOf(record.fault));
  // The answers of a record whose text cannot be kept have no item of their own.
  let isBroken = false;
  for (const piece of preset.toPieces(record.value, { origin, stem })) {
    if (piece.kind !== 'trace') {
      if (!isBroken) gatherer.add(piece);
      continue;
    }
    const known = gatherer.addTrace(piece.trace.id, digestOf(piece.trace) as Digest, origin);
    if (known === 'new') fresh.push(piece.trace);
    isBroken = known === 'other';
  }
}

/** Codes of readers in the words of imports. */
function faultOf({ code, reason }: Fault): RowFault {
  if (code === 'LINE_TOO_LONG') return { code: 'TOO_LONG', reason };
  const isShared = code === 'NOT_JSON' || code === 'MISSING_FIELD' || code === 'NUL_CHARACTER';
  return { code: isShared ? code : 'BAD_VALUE', reason };
}
