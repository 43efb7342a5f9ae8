/**
 * Columns of a JSON object: its keys, and keys of objects inside it joined by dots. Lists become their JSON text.
 *
 * Invariant: numbers and flags are written as JSON writes them, so that a row has the same cells in JSONL and in CSV.
 */
import type { Cells } from '../csv-reader.ts';

const MAX_DEPTH = 4;

/** Cells of a JSON value; null when it is no object. */
export function flattenObject(value: unknown): Cells | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const cells = new Map<string, string>();
  collect(value, '', 1, cells);
  return cells;
}

function collect(value: object, prefix: string, depth: number, into: Map<string, string>): void {
  for (const [key, held] of Object.entries(value)) {
    const name = prefix + key;
    if (held === null || held === '' || into.has(name)) continue;
    if (typeof held === 'object' && !Array.isArray(held) && depth < MAX_DEPTH) {
      collect(held, `${name}.`, depth + 1, into);
    } else {
      into.set(name, typeof held === 'object' ? JSON.stringify(held) : String(held));
    }
  }
}
