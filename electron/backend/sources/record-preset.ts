/**
 * What a preset is: it says how one record of a file becomes a trace, or why it does not. Presets know the shape of a
 * data set; they must not know streams, SQL or where traces go.
 *
 * Invariant: `toTrace` is a pure function of the record (and of what `prepare` read), so that reading the same files
 * again gives the same traces.
 */
import type { Preset } from '../../../shared/domain/source.ts';
import type { Trace } from '../../../shared/domain/trace.ts';
import { trace as traceSchema } from '../../../shared/domain/trace.ts';
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
export function checkTrace(candidate: unknown): Mapped {
  const parsed = traceSchema.safeParse(candidate);
  if (parsed.success) return { trace: parsed.data };
  const issue = parsed.error.issues[0];
  if (issue === undefined) return fault('BAD_VALUE', 'is not a trace');
  const where = issue.path.map(String).join('.');
  const value = valueAt(candidate, issue.path);
  if (where === '') return fault('BAD_VALUE', `is not a trace: ${lowerFirst(issue.message)}`);
  if (value === undefined) return fault('MISSING_FIELD', `"${where}" is missing`);
  if (typeof value === 'string' && value.includes('\u0000')) {
    return fault('NUL_CHARACTER', `"${where}" holds a NUL character, which cannot be stored`);
  }
  return fault('BAD_VALUE', `"${where}" ${lowerFirst(issue.message)}`);
}

export function fault(code: Fault['code'], reason: string): Mapped {
  return { fault: { code, reason: reason.slice(0, 500).toWellFormed() } };
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let at = root;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
