/**
 * The text of a draw: rows of each arc in the order of their sort keys, and no more of them than are wanted. The cut
 * (`upTo`) makes the engine sort a few rows per stratum instead of all; `row_number` keeps the answer small.
 *
 * Invariant: an arc gives its first `wanted` rows by sort key and id, by bytes.
 */
import type { Stratum } from '../domain/audit.ts';
import type { Arc } from './circle.ts';
import { FIRST, LAST } from './circle.ts';
import type { FrameText } from './count-text.ts';
import type { FrameDialect } from './dialect.ts';
import { columnSql, whereSql } from './relation.ts';

/** The permanent random number of each row as SQL: lower case hex SHA-256 of `seed:sample:id`. */
export function keySql(dialect: FrameDialect, seed: string, id: string): string {
  return dialect.sha256Hex(`${dialect.text(`${seed}:sample:`)} || ${id}`);
}

/**
 * Rows `(stratum, turn, sort_key, id, at_ms)`: of each arc, the place of its stratum in `strata`.
 * @param sortKey expression that begins with 13 hex digits
 */
export function drawText(
  of: FrameText,
  sortKey: string,
  strata: readonly Pick<Stratum, 'values'>[],
  arcs: readonly Arc[],
): string {
  const { dialect, relation, filter, dimensions } = of;
  const names = dimensions.map((_, at) => `s${at}`);
  const columns = dimensions.map(
    (name, at) => `, ${dialect.bytewise(columnSql(dialect, relation, name))} AS s${at}`,
  );
  const key = dialect.bytewise(sortKey);
  const listed = arcs.map(
    (arc) =>
      `(${[
        arc.stratum,
        arc.turn,
        arc.wanted,
        ...[arc.above, arc.upTo, ...(strata[arc.stratum]?.values ?? [])].map((text) => dialect.text(text)),
      ].join(', ')})`,
  );
  const sameStratum = names.map((name) => ` AND arcs.${name} = framed.${name}`).join('');
  return `SELECT ranked.stratum, ranked.turn, ranked.sort_key, ranked.id, ranked.at_ms FROM (
  SELECT arcs.stratum, arcs.turn, arcs.wanted, framed.sort_key, framed.id, framed.at_ms,
    row_number() OVER (PARTITION BY arcs.stratum, arcs.turn ORDER BY framed.sort_key, framed.id) AS place
  FROM (
    SELECT ${key} AS sort_key, ${dialect.bytewise(relation.id)} AS id, ${relation.atMs} AS at_ms${columns.join('')}
    FROM ${relation.from} WHERE ${[whereSql(dialect, relation, filter), ...boundsSql(dialect, key, arcs)].join(' AND ')}
  ) AS framed
  JOIN (VALUES ${listed.join(', ')}) AS arcs(${['stratum', 'turn', 'wanted', 'above', 'up_to', ...names].join(', ')})
    ON framed.sort_key > arcs.above AND framed.sort_key <= arcs.up_to${sameStratum}
) AS ranked WHERE ranked.place <= ranked.wanted`;
}

/** What all arcs have in common, first: strata are then worked out for the few rows within it only. */
function boundsSql(dialect: FrameDialect, key: string, arcs: readonly Arc[]): string[] {
  const lowest = arcs.reduce((low, { above }) => (above < low ? above : low), LAST);
  const highest = arcs.reduce((high, { upTo }) => (upTo > high ? upTo : high), FIRST);
  const bounds = [];
  if (lowest > FIRST) bounds.push(`${key} > ${dialect.text(lowest)}`);
  if (highest < LAST) bounds.push(`${key} <= ${dialect.text(highest)}`);
  return bounds;
}
