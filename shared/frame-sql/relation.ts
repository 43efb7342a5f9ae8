/**
 * What a frame is counted and drawn over: any relation, with an expression for each thing that a frame needs to know of a
 * trace. Must not know how a statement is run.
 *
 * Invariant: a dimension is a text that is never null, `(none)` where a trace has none, as `dimensionValue` says.
 */
import type { FrameFilter } from '../domain/audit.ts';
import { JUDGE_FACET } from '../domain/facets.ts';
import { findUnstorable } from '../domain/text.ts';
import type { Dimension } from '../domain/trace.ts';
import { dimension, NO_VALUE } from '../domain/trace.ts';
import type { FrameDialect } from './dialect.ts';

export interface FrameRelation {
  /** What follows FROM, quoted. */
  readonly from: string;
  /** Text expression, never null where `holds`. */
  readonly id: string;
  /** Milliseconds since 1970, never null where `holds`. */
  readonly atMs: string;
  readonly columnOf: ReadonlyMap<Dimension, string>;
  /** Verdicts by judge, null where a judge said nothing. */
  readonly judgeColumnOf: ReadonlyMap<string, string>;
  /** What else makes a row a trace of the frame. */
  readonly holds: readonly string[];
}

/** Fields that a view must map: without one of them a row is no trace. */
export const requiredFields = ['id', 'occurredAt', 'prompt', 'output'] as const;

/**
 * A view over somebody's table.
 * @param path parts of its name, outermost first
 * @param mapping trace field (`id`, `occurredAt`, `attributes.team`, `judge.rules` …) → column; has the required ones
 */
export function viewRelation(
  dialect: FrameDialect,
  path: readonly string[],
  mapping: Readonly<Record<string, string>>,
): FrameRelation {
  const columnOf = new Map<Dimension, string>();
  const judgeColumnOf = new Map<string, string>();
  const of = (field: string): string => dialect.name(mapping[field] ?? field);
  for (const field of Object.keys(mapping)) {
    const filled = `nullif(${dialect.asText(of(field))}, '')`;
    const parsed = dimension.safeParse(field);
    if (parsed.success) columnOf.set(parsed.data, `coalesce(${filled}, ${dialect.text(NO_VALUE)})`);
    else if (field.startsWith(JUDGE_FACET)) judgeColumnOf.set(field.slice(JUDGE_FACET.length), filled);
  }
  return {
    from: path.map((part) => dialect.name(part)).join('.'),
    id: dialect.asText(of('id')),
    atMs: dialect.epochMs(of('occurredAt')),
    columnOf,
    judgeColumnOf,
    holds: [
      ...requiredFields.map((field) => `${of(field)} IS NOT NULL`),
      `${dialect.asText(of('id'))} <> ''`,
    ],
  };
}

/** Expression for the text of a dimension; a relation that has no such column has no value of it. */
export function columnSql(dialect: FrameDialect, relation: FrameRelation, name: Dimension): string {
  return relation.columnOf.get(name) ?? dialect.text(NO_VALUE);
}

/** Condition for a row of the relation to be a trace of the frame. */
export function whereSql(
  dialect: FrameDialect,
  relation: FrameRelation,
  filter: Pick<FrameFilter, 'dimensions' | 'from' | 'until'>,
): string {
  const conditions = [...relation.holds];
  for (const { dimension: name, values } of filter.dimensions) {
    // No trace can have a value that cannot be stored.
    const possible = values.filter((value) => findUnstorable(value) === null);
    const listed = possible.map((value) => dialect.text(value)).join(', ');
    conditions.push(listed === '' ? '1 = 0' : `${columnSql(dialect, relation, name)} IN (${listed})`);
  }
  if (filter.from !== undefined) conditions.push(`${relation.atMs} >= ${Date.parse(filter.from)}`);
  if (filter.until !== undefined) conditions.push(`${relation.atMs} < ${Date.parse(filter.until)}`);
  return conditions.length === 0 ? '1 = 1' : conditions.join(' AND ');
}
