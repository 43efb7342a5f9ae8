/**
 * Where two JSON values differ, as paths that a person can follow. Must not know what the values mean.
 * Invariant: numbers within the relative tolerance are equal; everything else must be the same.
 */

export interface Difference {
  /** `questions[0].overall.figure.estimate`; empty for the whole. */
  path: string;
  /** What the first value holds there, and what the second; undefined where it has nothing. */
  stated: unknown;
  found: unknown;
}

/** Computers of other kinds round the last digits of a sum differently. */
const TOLERANCE = 1e-9;

function isClose(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

type Keyed = Record<string, unknown>;

const isObject = (value: unknown): value is Keyed => typeof value === 'object' && value !== null;

function keysOf(a: Keyed, b: Keyed): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

/** A member that is undefined counts as absent, as JSON has it. */
export function listDifferences(stated: unknown, found: unknown, limit: number): Difference[] {
  const differences: Difference[] = [];
  const visit = (a: unknown, b: unknown, path: string): void => {
    if (differences.length >= limit) return;
    if (typeof a === 'number' && typeof b === 'number' && isClose(a, b)) return;
    if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) {
      if (!Object.is(a, b)) differences.push({ path, stated: a, found: b });
      return;
    }
    for (const key of keysOf(a, b)) {
      const step = Array.isArray(a) ? `[${key}]` : path === '' ? key : `.${key}`;
      visit(a[key], b[key], `${path}${step}`);
    }
  };
  visit(stated, found, '');
  return differences;
}

function shorten(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** `questions[0].overall.events: the file says 12, found 11`. */
export function differenceInWords({ path, stated, found }: Difference, prefix = ''): string {
  return `${prefix}${path}: the file says ${shorten(stated)}, found ${shorten(found)}`;
}
