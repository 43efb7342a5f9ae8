/**
 * Counts what judges said over the whole frame, by stratum, so that a manifest carries it to every device. Must not know
 * what a verdict means.
 *
 * Invariant: a judge is counted whole or not at all, and which ones are does not depend on the order of rows.
 */
import type { FrameFilter } from '../../../shared/domain/audit.ts';
import { canonicalJson } from '../../../shared/domain/canonical.ts';
import type { Dimension } from '../../../shared/domain/trace.ts';
import type { Duck } from './duck.ts';
import { columnSql, whereSql } from './frame-queries.ts';
import type { OpenedSource } from './opened-source.ts';

/** Traces by judge and verdict. */
export type VerdictCounts = Record<string, Record<string, number>>;

/** A judge with more words than this writes remarks, not verdicts. */
const MAX_VERDICTS = 50;
/** More counts of one judge than this would make the manifest larger than the sample it proves. */
const MAX_CELLS = 10_000;

/** By stratum key. A trace of which a judge said nothing is not among that judge's counts. */
export async function countVerdicts(
  duck: Duck,
  source: OpenedSource,
  filter: FrameFilter,
  dimensions: readonly Dimension[],
): Promise<Map<string, VerdictCounts>> {
  const counted = new Map<string, [string, Record<string, number>][]>();
  for (const [judge, column] of await countableJudges(duck, source, filter)) {
    const cells = await countCells(duck, source, filter, dimensions, column);
    if (cells === null) continue;
    for (const [key, members] of Map.groupBy(cells, (cell) => cell.key)) {
      const verdicts = members.map((cell): [string, number] => [cell.verdict, cell.count]);
      counted.set(key, [...(counted.get(key) ?? []), [judge, Object.fromEntries(verdicts)]]);
    }
  }
  return new Map(Array.from(counted, ([key, judges]) => [key, Object.fromEntries(judges)]));
}

/** Judges whose verdicts within the frame are few enough, with their columns. */
async function countableJudges(
  duck: Duck,
  source: OpenedSource,
  filter: FrameFilter,
): Promise<[string, string][]> {
  const judges = [...source.judgeColumnOf];
  if (judges.length === 0) return [];
  const counts = judges.map(([, column]) => `count(DISTINCT nullif(${column}, ''))::DOUBLE`);
  const [distinct = []] = await duck.rows(
    `SELECT ${counts.join(', ')} FROM ${source.relation} WHERE ${whereSql(source, filter)}`,
  );
  return judges.filter((_, at) => Number(distinct[at]) >= 1 && Number(distinct[at]) <= MAX_VERDICTS);
}

async function countCells(
  duck: Duck,
  source: OpenedSource,
  filter: FrameFilter,
  dimensions: readonly Dimension[],
  column: string,
): Promise<{ key: string; verdict: string; count: number }[] | null> {
  const chosen = dimensions.map((name, at) => `${columnSql(source, name)} AS s${at}, `).join('');
  const rows = await duck.rows(
    `SELECT ${chosen} ${column} AS verdict, count(*)::DOUBLE FROM ${source.relation}
     WHERE ${whereSql(source, filter)} AND ${column} <> '' GROUP BY ALL LIMIT ${MAX_CELLS + 1}`,
  );
  if (rows.length > MAX_CELLS) return null;
  return rows.map((row) => ({
    key: canonicalJson(row.slice(0, dimensions.length).map(String)),
    verdict: String(row[dimensions.length]),
    count: Number(row.at(-1)),
  }));
}
