/** Texts that count a frame: its strata, what judges said of it, and what values its dimensions have. */
import type { FrameFilter } from '../domain/audit.ts';
import type { Dimension } from '../domain/trace.ts';
import type { FrameDialect } from './dialect.ts';
import type { FrameRelation } from './relation.ts';
import { columnSql, whereSql } from './relation.ts';

/** Which traces, and by which dimensions: the strata are columns `s0`, `s1` … */
export interface FrameText {
  readonly dialect: FrameDialect;
  readonly relation: FrameRelation;
  readonly filter: Pick<FrameFilter, 'dimensions' | 'from' | 'until'>;
  readonly dimensions: readonly Dimension[];
}

/** Rows `(s0 …, population)`, at most `limit`. */
export function countText(of: FrameText, limit: number): string {
  return groupedText(of, [], limit);
}

/** Rows `(s0 …, verdict, population)` of one judge, at most `limit`. */
export function verdictText(of: FrameText, judge: string, limit: number): string {
  return groupedText(of, [['verdict', judgeSql(of, judge)]], limit);
}

/** One row: how many different words each judge says in the frame, as `j0`, `j1` … in the order of `judges`. */
export function wordsText(of: FrameText, judges: readonly string[]): string {
  const { dialect, relation, filter } = of;
  const counts = judges.map(
    (judge, at) => `${dialect.count(`count(DISTINCT ${judgeSql(of, judge)})`)} AS j${at}`,
  );
  return `SELECT ${counts.join(', ')} FROM ${relation.from} WHERE ${whereSql(dialect, relation, filter)}`;
}

/** Rows `(value, population)` of a dimension over the whole relation, most frequent first, at most `limit`. */
export function valuesText({ dialect, relation }: FrameText, name: Dimension, limit: number): string {
  const where = whereSql(dialect, relation, { dimensions: [] });
  return `SELECT framed.s0 AS value, ${dialect.count('count(*)')} AS population
    FROM (SELECT ${dialect.bytewise(columnSql(dialect, relation, name))} AS s0 FROM ${relation.from} WHERE ${where}) AS framed
    GROUP BY framed.s0 ORDER BY population DESC, framed.s0 LIMIT ${limit}`;
}

/** One row: how many values each dimension has over the whole relation, as `d0`, `d1` … */
export function distinctText({ dialect, relation, dimensions }: FrameText): string {
  const counts = dimensions.map(
    (name, at) => `${dialect.count(`count(DISTINCT ${columnSql(dialect, relation, name)})`)} AS d${at}`,
  );
  const where = whereSql(dialect, relation, { dimensions: [] });
  return `SELECT ${counts.join(', ')} FROM ${relation.from} WHERE ${where}`;
}

function judgeSql({ relation }: FrameText, judge: string): string {
  const column = relation.judgeColumnOf.get(judge);
  if (column === undefined) throw new RangeError(`the relation has no judge ${judge}`);
  return column;
}

function groupedText(of: FrameText, more: readonly (readonly [string, string])[], limit: number): string {
  const { dialect, relation, filter, dimensions } = of;
  const columns = [
    ...dimensions.map((name, at) => [`s${at}`, columnSql(dialect, relation, name)] as const),
    ...more,
  ];
  const chosen = columns.map(([name, sql]) => `${dialect.bytewise(sql)} AS ${name}`);
  const names = columns.map(([name]) => `framed.${name}`);
  const said = more.map(([name]) => `framed.${name} IS NOT NULL`);
  const where = whereSql(dialect, relation, filter);
  return [
    `SELECT ${[...names, dialect.count('count(*)')].join(', ')} AS population`,
    `FROM (SELECT ${chosen.length === 0 ? '1 AS one' : chosen.join(', ')} FROM ${relation.from} WHERE ${where}) AS framed`,
    ...(said.length === 0 ? [] : [`WHERE ${said.join(' AND ')}`]),
    ...(names.length === 0 ? [] : [`GROUP BY ${names.join(', ')}`]),
    `LIMIT ${limit}`,
  ].join('\n');
}
