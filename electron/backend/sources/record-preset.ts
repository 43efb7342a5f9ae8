/**
 * What a preset is: it says how one record of a file becomes a trace, or why it does not. Presets know the shape of a
 * data set; they must not know streams, SQL or where traces go.
 *
 * Invariant: `toTrace` is a pure function of the record (and of what `prepare` read), so that reading the same files
 * again gives the same traces.
 */
import { checkTrace as check } from '../../../shared/domain/check-trace.ts';
import type { Preset } from '../../../shared/domain/source.ts';
import type { Trace } from '../../../shared/domain/trace.ts';
import type { RejectedPlace } from './frame-table.ts';
import type { Fault, RawRecord, RecordPlace } from './raw-record.ts';
import type { SourceFile } from './source-files.ts';

export type Mapped =
  { readonly trace: Trace; readonly fault?: never } | { readonly fault: Fault; readonly trace?: never };

export interface PreparedPreset {
  /** Records of a file that are to become traces; null for a file that only serves others. */
  records(file: SourceFile): AsyncIterable<RawRecord[]> | null;
  toTrace(value: unknown): Mapped;
  /** The same for a record that `toTrace` has accepted and that has not changed since: it is not checked again. */
  toCheckedTrace(value: unknown): Trace;
  /** Rows of serving files (such as questions) that were no good. */
  readonly rejected: readonly RejectedPlace[];
  /**
   * Whether a record can be read by its offset and size alone. Otherwise drawn records are found by reading the file
   * again.
   */
  readonly parseAt: ((file: SourceFile, place: RecordPlace, bytes: Buffer) => RawRecord) | null;
  /** Whether the place of a row tells its verdict (files named by it), so that provenance must not name it. */
  readonly hidesPlace: boolean;
}

export interface RecordPreset {
  readonly name: Preset;
  /** Reads what records need besides themselves. Throws `SourceError` when the files are not of this preset. */
  prepare(files: readonly SourceFile[]): Promise<PreparedPreset>;
}

/**
 * Stands in for `occurredAt` where a data set has no times: the same on every machine, so that digests are
 * reproducible, and plainly not a real one.
 */
export const NO_TIME = '1970-01-01T00:00:00.000Z';

/** `toCheckedTrace` of a preset that has no shorter way than its `toTrace`. */
export function checkedBy(toTrace: (value: unknown) => Mapped): (value: unknown) => Trace {
  return (value) => {
    const { trace } = toTrace(value);
    if (trace === undefined) throw new RangeError('this record was accepted before and is not a trace now');
    return trace;
  };
}

/** Checks a candidate against the trace schema. */
export const checkTrace = (candidate: unknown): Mapped => check(candidate);

export function fault(code: Fault['code'], reason: string): Mapped {
  return { fault: { code, reason: reason.slice(0, 500).toWellFormed() } };
}
