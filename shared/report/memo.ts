/**
 * What a caller may keep between two computations of a report, so that results whose inputs did not change are not
 * computed again (the bootstrap above all). Must not know what is kept.
 *
 * Invariant: a key is a digest of everything that enters its value, or the value carries what it was made of and is used
 * only where that is the very same; so a report is the same with and without one.
 */

/** A `Map<string, unknown>` is one; so is a bounded cache. */
export interface ReportMemo {
  get(key: string): unknown;
  set(key: string, value: unknown): unknown;
}

/** The kept value of `key`, or that of `compute`, which must not be undefined and is kept. */
export function remember<T>(memo: ReportMemo | undefined, key: string, compute: () => T): T {
  const kept = memo?.get(key);
  if (kept !== undefined) return kept as T;
  const value = compute();
  memo?.set(key, value);
  return value;
}
