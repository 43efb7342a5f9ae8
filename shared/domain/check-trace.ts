/**
 * Whether a value from outside is a trace, and if not, why, in words that a person can act on. Must not know where the
 * value came from.
 *
 * Invariant: a reason names fields and what was expected, never what they held: it goes into reports and logs.
 */
import type { Trace } from './trace.ts';
import { trace as traceSchema } from './trace.ts';

export interface TraceFault {
  readonly code: 'MISSING_FIELD' | 'BAD_VALUE' | 'NUL_CHARACTER';
  readonly reason: string;
}

export type CheckedTrace =
  { readonly trace: Trace; readonly fault?: never } | { readonly fault: TraceFault; readonly trace?: never };

/** The trace, with what the schema adds to it, or the first reason why it is none. */
export function checkTrace(candidate: unknown): CheckedTrace {
  const parsed = traceSchema.safeParse(candidate);
  if (parsed.success) return { trace: parsed.data };
  const issue = parsed.error.issues[0];
  if (issue === undefined) return faultOf('BAD_VALUE', 'is not a trace');
  const where = issue.path.map(String).join('.');
  const value = valueAt(candidate, issue.path);
  if (where === '') return faultOf('BAD_VALUE', `is not a trace: ${lowerFirst(issue.message)}`);
  if (value === undefined) return faultOf('MISSING_FIELD', `"${where}" is missing`);
  if (typeof value === 'string' && value.includes('\u0000')) {
    return faultOf('NUL_CHARACTER', `"${where}" holds a NUL character, which cannot be stored`);
  }
  return faultOf('BAD_VALUE', `"${where}" ${lowerFirst(issue.message)}`);
}

function faultOf(code: TraceFault['code'], reason: string): CheckedTrace {
  // Names of fields come from outside as well.
  return { fault: { code, reason: reason.slice(0, 500).replaceAll('\u0000', '\ufffd').toWellFormed() } };
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
