/**
 * Drift: how a batch differs in shape from the batches of its source before it. Must not know the database.
 *
 * The rule. Earlier batches are pooled (`pool`). A field that none of them had has appeared. A field that is missing now
 * has disappeared when so many traces would lack it by chance, at its earlier share, with a probability below 0.001. A
 * field has become rarer or commoner when its share moved by at least 5 points and the pooled two-proportion z test
 * rejects equality at 0.001 (two-sided), both sides having at least 30 traces. Both levels are divided by the number of
 * fields compared (Bonferroni), so that one batch in a thousand is called drifting where nothing changed. Traces of one
 * conversation are alike, which the test does not know: hence the 5 points.
 */
import type { BatchReport } from '../../shared/contract/hub-traces.ts';
import { normalQuantile } from '../../shared/statistics/distributions.ts';
import type { FieldShape, Shape } from './shape.ts';

type Change = BatchReport['drift'][number];

const level = 0.001;
const leastMove = 0.05;
const leastTraces = 30;
const mostChanges = 100;
const namedValues = 5;

/** Traces that a comparison rests on; older batches say less about what is usual. */
export const enoughTraces = 5000;

/** Shapes of earlier batches, the latest first, as one. */
export function pool(shapes: readonly Shape[]): Shape {
  const fields = new Map<string, FieldShape>();
  const values = new Map<string, Set<string> | null>();
  let n = 0;
  for (const shape of shapes) {
    if (n >= enoughTraces) break;
    n += shape.n;
    for (const [name, { n: had, types }] of Object.entries(shape.fields)) {
      const field = fields.get(name) ?? { n: 0, types: {} };
      field.n += had;
      for (const [type, count] of Object.entries(types)) field.types[type] = (field.types[type] ?? 0) + count;
      fields.set(name, field);
    }
    for (const [name, held] of Object.entries(shape.values)) {
      const known = values.get(name);
      if (held === null || known === null) values.set(name, null);
      else values.set(name, new Set([...(known ?? []), ...held]));
    }
  }
  const lists = [...values].map(([name, held]) => [name, held === null ? null : [...held]] as const);
  return { n, fields: Object.fromEntries(fields), values: Object.fromEntries(lists) };
}

/** What changed from `before` to `now`, by name of field; nothing where either has no traces. */
export function compareShapes(before: Shape, now: Shape): Change[] {
  if (before.n === 0 || now.n === 0) return [];
  const names = [...new Set([...Object.keys(before.fields), ...Object.keys(now.fields)])].toSorted();
  const changes: Change[] = [];
  for (const name of names) {
    const change =
      changeOfShare(name, fieldOf(before, name), fieldOf(now, name), names.length, [before.n, now.n]) ??
      changeOfType(name, fieldOf(before, name), fieldOf(now, name));
    if (change !== null) changes.push(change);
  }
  return [...changes, ...changesOfValues(before, now)].slice(0, mostChanges);
}

const absent: FieldShape = { n: 0, types: {} };
const fieldOf = (shape: Shape, name: string): FieldShape =>
  Object.hasOwn(shape.fields, name) ? (shape.fields[name] ?? absent) : absent;

const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 0)} %`;

function changeOfShare(
  field: string,
  { n: had }: FieldShape,
  { n: has }: FieldShape,
  compared: number,
  [allBefore, allNow]: readonly [number, number],
): Change | null {
  const [before, now] = [had / allBefore, has / allNow];
  if (had === 0) {
    const sentence = `"${field}" is new: ${percent(now)} of these traces have it, none of the ${allBefore} before had.`;
    return { field, change: 'appeared', sentence };
  }
  if (has === 0) {
    // Laplace's share, so that a field that every one of a few traces had may be missing by chance.
    if ((1 - had / (allBefore + 1)) ** allNow >= level / compared) return null;
    const sentence = `"${field}" is gone: none of these ${allNow} traces has it, ${percent(before)} of those before had.`;
    return { field, change: 'disappeared', sentence };
  }
  if (Math.min(allBefore, allNow) < leastTraces || Math.abs(now - before) < leastMove) return null;
  const pooled = (had + has) / (allBefore + allNow);
  const z = (now - before) / Math.sqrt(pooled * (1 - pooled) * (1 / allBefore + 1 / allNow));
  if (Math.abs(z) < normalQuantile(1 - level / compared / 2)) return null;
  const change = now < before ? 'rarer' : 'commoner';
  const sentence = `"${field}" became ${change}: ${percent(now)} of these traces have it, ${percent(before)} of those before had.`;
  return { field, change, sentence };
}

function changeOfType(field: string, before: FieldShape, now: FieldShape): Change | null {
  const fresh = Object.entries(now.types).filter(([type]) => !Object.hasOwn(before.types, type));
  if (fresh.length === 0) return null;
  const was = Object.keys(before.types).join(' or ');
  const is = fresh.map(([type, count]) => `${type} in ${count}`).join(', ');
  return { field, change: 'newValues', sentence: `"${field}" was ${was} and is ${is} of these traces.` };
}

function changesOfValues(before: Shape, now: Shape): Change[] {
  const changes: Change[] = [];
  for (const [field, held] of Object.entries(now.values).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const known = Object.hasOwn(before.values, field) ? before.values[field] : undefined;
    if (held === null || known === undefined || known === null) continue;
    const fresh = held.filter((value) => !known.includes(value)).toSorted();
    if (fresh.length === 0) continue;
    const named = fresh.slice(0, namedValues).map((value) => `"${cut(value)}"`);
    const more = fresh.length > namedValues ? ` and ${fresh.length - namedValues} more` : '';
    const sentence = `"${field}" has values that it had not before: ${named.join(', ')}${more}.`;
    changes.push({ field, change: 'newValues', sentence });
  }
  return changes;
}

/** Values may be long; a cut must not leave half a character. */
const cut = (value: string): string => (value.length > 80 ? `${value.slice(0, 79).toWellFormed()}…` : value);
