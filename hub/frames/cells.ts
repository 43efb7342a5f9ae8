/**
 * Which cells a frame is made of, where its filter and dimensions are among those that the source declares, and how a
 * cell's stratum becomes one of the frame.
 *
 * Invariant: a cell lies in one stratum of the frame, whole or (by window and exclusion) in part.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { FrameFilter } from '../../shared/domain/audit.ts';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import { findUnstorable } from '../../shared/domain/text.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import type { SourceRecord } from '../store/sources.ts';
import type { FrameOf } from './reader.ts';
import type { Window } from './window.ts';

/** Dimensions that the frame asks for and the source does not declare. */
export function undeclaredOf(source: SourceRecord, { filter, dimensions }: FrameOf): Dimension[] {
  const asked = new Set([...dimensions, ...filter.dimensions.map((one) => one.dimension)]);
  return [...asked].filter((name) => !source.declared.includes(name));
}

/** Condition for a cell `c` to hold traces of the frame; conditions on undeclared dimensions are left to rows. */
export function cellSql(source: SourceRecord, filter: FrameFilter, window: Window): RawBuilder<boolean> {
  const conditions = [
    sql`c.source_number = ${source.number}`,
    sql`c.week BETWEEN ${window.firstWeek} AND ${window.lastWeek}`,
  ];
  for (const { dimension, values } of filter.dimensions) {
    const at = source.declared.indexOf(dimension);
    const possible = values.filter((value) => findUnstorable(value) === null);
    if (at >= 0) conditions.push(sql`(c.stratum::json ->> ${sql.lit(at)}) = ANY (${possible}::text[])`);
  }
  return sql<boolean>`${sql.join(conditions, sql` AND `)}`;
}

/** Stratum of the frame that a cell lies in. */
export type FrameStratumOf = (cellStratum: string) => { key: string; values: string[] };

/** Every dimension must be declared. */
export function frameStratumOf(source: SourceRecord, dimensions: readonly Dimension[]): FrameStratumOf {
  const places = dimensions.map((name) => source.declared.indexOf(name));
  return (cellStratum) => {
    const all = JSON.parse(cellStratum) as string[];
    const values = places.map((at) => all[at] as string);
    return { key: canonicalJson(values), values };
  };
}

/**
 * Condition for a trace `t` of the source not to be audited already.
 * @param before only audits that were drawn before this one
 */
export function notAuditedSql(source: SourceRecord, before?: string): RawBuilder<boolean> {
  return sql<boolean>`NOT EXISTS (
    SELECT 1 FROM audited_trace AS a
    WHERE a.source_number = ${sql.lit(source.number)} AND a.trace_id = t.id ${beforeSql(before)})`;
}

function beforeSql(before: string | undefined): RawBuilder<unknown> {
  return before === undefined
    ? sql``
    : sql`AND a.number < (SELECT min(own.number) FROM audited_trace AS own WHERE own.audit_id = ${before})`;
}
