/**
 * Counts and draws over the relation of an opened source, in SQL; traces never come here. The draw is the bottom-k of
 * shared/sampling/select.ts, found by a cut: keys are uniform, so the n smallest of N lie below (n + 6√n + 10)/N.
 *
 * Invariant: the answer equals `selectBottomK` on the same ids; a cut that gave too few is doubled, never accepted.
 */
import type { FrameFilter, Stratum } from '../../../shared/domain/audit.ts';
import { canonicalJson } from '../../../shared/domain/canonical.ts';
import type { Dimension } from '../../../shared/domain/trace.ts';
import { NO_VALUE } from '../../../shared/domain/trace.ts';
import { compareBytes, compareKeys } from '../../../shared/sampling/prn.ts';
import type { Duck } from './duck.ts';
import { sqlText } from './duck.ts';
import type { OpenedSource, TracePlace } from './opened-source.ts';
import { SourceError } from './source-error.ts';

export interface DrawnPlace extends TracePlace {
  readonly stratum: string;
  readonly id: string;
  readonly key: string;
  /** 1-based rank of the key within its stratum. */
  readonly rank: number;
}

/** Most values of a dimension that are listed. */
const LISTED_VALUES = 50;

/** Frames whose counts are kept for a source: a planner asks for the same one again and again. */
const KEPT_COUNTS = 8;
/** More strata than this are no strata: a sample cannot reach them, and no screen can show them. */
const MAX_STRATA = 10_000;
const counted = new WeakMap<OpenedSource, Map<string, Promise<Stratum[]>>>();

/** Exact counts by stratum, in byte order of their keys. An opened source does not change, so a count is kept. */
export function countStrata(
  duck: Duck,
  source: OpenedSource,
  filter: FrameFilter,
  dimensions: readonly Dimension[],
): Promise<Stratum[]> {
  const kept = counted.get(source) ?? new Map<string, Promise<Stratum[]>>();
  counted.set(source, kept);
  const key = canonicalJson({ filter, dimensions });
  const strata = kept.get(key) ?? countNow(duck, source, filter, dimensions);
  kept.delete(key);
  kept.set(key, strata);
  strata.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) if (kept.size > KEPT_COUNTS) kept.delete(oldest);
  return strata;
}

async function countNow(
  duck: Duck,
  source: OpenedSource,
  filter: FrameFilter,
  dimensions: readonly Dimension[],
): Promise<Stratum[]> {
  const columns = dimensions.map((name) => columnSql(source, name));
  const groups = columns.map((_, at) => `s${at}`);
  const chosen = columns.map((column, at) => `${column} AS s${at}, `).join('');
  const rows = await duck.rows(
    `SELECT ${chosen} count(*)::DOUBLE FROM ${source.relation} WHERE ${whereSql(source, filter)}
     ${groups.length === 0 ? '' : `GROUP BY ${groups.join(', ')}`} LIMIT ${MAX_STRATA + 1}`,
  );
  if (rows.length > MAX_STRATA) throw tooManyStrata(dimensions);
  return rows
    .map((row) => {
      const values = row.slice(0, dimensions.length).map(String);
      return { key: canonicalJson(values), values, population: Number(row.at(-1)) };
    })
    .filter((stratum) => stratum.population > 0)
    .toSorted((a, b) => compareBytes(a.key, b.key));
}

function tooManyStrata(dimensions: readonly Dimension[]): SourceError {
  return new SourceError('INFEASIBLE_PLAN', {
    what: `These dimensions make more than ${MAX_STRATA.toLocaleString('en')} strata.`,
    where: dimensions.join(', '),
    remedy: 'Leave out the dimension that has the most values; nearly every trace has one of its own.',
  });
}

/** Dimensions with at least two values: how many, and the most frequent ones. */
export async function listDimensions(
  duck: Duck,
  source: OpenedSource,
): Promise<{ dimension: Dimension; distinct: number; values: string[] }[]> {
  const columns = [...source.columnOf];
  if (columns.length === 0) return [];
  const counts = columns.map(([, column]) => `count(DISTINCT ${column})::DOUBLE`).join(', ');
  const [distinct = []] = await duck.rows(`SELECT ${counts} FROM ${source.relation}`);
  const listed = [];
  for (const [at, [dimension, column]] of columns.entries()) {
    const count = Number(distinct[at]);
    if (count < 2) continue;
    const values = await duck.rows(
      `SELECT ${column} FROM ${source.relation} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${LISTED_VALUES}`,
    );
    listed.push({ dimension, distinct: count, values: values.map(([value]) => String(value)) });
  }
  return listed.toSorted((a, b) => compareBytes(a.dimension, b.dimension));
}

/** Places of the n smallest keys of each stratum, by stratum and rank. Strata that are not in `sizes` give none. */
export async function drawPlaces(
  duck: Duck,
  source: OpenedSource,
  filter: FrameFilter,
  dimensions: readonly Dimension[],
  seed: string,
  sizes: ReadonlyMap<string, number>,
): Promise<DrawnPlace[]> {
  const strata = await countStrata(duck, source, filter, dimensions);
  let wanted = strata
    .map((stratum) => ({ stratum, size: Math.min(sizes.get(stratum.key) ?? 0, stratum.population) }))
    .filter(({ size }) => size > 0);
  const drawn = new Map<string, DrawnPlace[]>();
  for (let width = 1; wanted.length > 0; width *= 2) {
    const cuts = wanted.map(({ stratum, size }) => ({
      stratum,
      cut: cutOf(size, stratum.population, width),
    }));
    const found = await readBelow(duck, source, filter, dimensions, seed, cuts);
    for (const { stratum, size } of wanted) {
      const places = (found.get(stratum.key) ?? []).toSorted(compareKeys);
      if (places.length < size) continue;
      drawn.set(
        stratum.key,
        places.slice(0, size).map((place, at) => ({ ...place, rank: at + 1 })),
      );
    }
    wanted = wanted.filter(({ stratum }) => !drawn.has(stratum.key));
  }
  return strata.flatMap((stratum) => drawn.get(stratum.key) ?? []);
}

/** Above every key: a stratum that is taken whole. */
const NO_CUT = 'g';

/** Hex text below which the wanted keys of a stratum lie, all but surely. */
function cutOf(size: number, population: number, width: number): string {
  const share = ((size + 6 * Math.sqrt(size) + 10) / population) * width;
  if (size >= population || share >= 1) return NO_CUT;
  return Math.ceil(share * 2 ** 52)
    .toString(16)
    .padStart(13, '0');
}

type Found = Omit<DrawnPlace, 'rank'>;
interface Cut {
  readonly stratum: Stratum;
  readonly cut: string;
}

/** Rows of the given strata whose keys lie below their cuts. */
async function readBelow(
  duck: Duck,
  source: OpenedSource,
  filter: FrameFilter,
  dimensions: readonly Dimension[],
  seed: string,
  cuts: readonly Cut[],
): Promise<Map<string, Found[]>> {
  const found: Found[] = [];
  // Apart, because one stratum that is taken whole would make every other be looked through whole.
  for (const [, some] of Map.groupBy(cuts, ({ cut }) => cut === NO_CUT)) {
    const rows = await duck.rows(belowSql(source, filter, dimensions, seed, some));
    for (const [fileNo, row, id, key, ...values] of rows) {
      const stratum = canonicalJson(values.map(String));
      found.push({ fileNo: Number(fileNo), row: Number(row), id: String(id), key: String(key), stratum });
    }
  }
  return Map.groupBy(found, (one) => one.stratum);
}

function belowSql(
  source: OpenedSource,
  filter: FrameFilter,
  dimensions: readonly Dimension[],
  seed: string,
  cuts: readonly Cut[],
): string {
  const names = dimensions.map((_, at) => `s${at}`);
  const columns = dimensions.map((name, at) => `, ${columnSql(source, name)} AS s${at}`).join('');
  const prn = `sha256(${sqlText(`${seed}:sample:`)} || id)`;
  const highest = cuts.reduce((max, { cut }) => (cut > max ? cut : max), '');
  // The highest cut first: strata and places are then worked out for the few rows below it only.
  const bound = highest === NO_CUT ? 'TRUE' : `${prn} < ${sqlText(highest)}`;
  const listed = cuts.map(({ stratum, cut }) => `(${[...stratum.values, cut].map(sqlText).join(', ')})`);
  const using = names.length === 0 ? 'ON TRUE' : `USING (${names.join(', ')})`;
  return `SELECT file_no, row_no, id, prn${names.map((name) => `, ${name}`).join('')} FROM (
      SELECT file_no, row_no, id, ${prn} AS prn${columns} FROM ${source.relation}
      WHERE ${bound} AND ${whereSql(source, filter)}
    ) JOIN (VALUES ${listed.join(', ')}) AS cuts(${[...names, 'cut'].join(', ')}) ${using}
    WHERE prn < cut`;
}

/** SQL for the text of a dimension. Throws `SourceError` for an attribute that has no column. */
export function columnSql(source: OpenedSource, dimension: Dimension): string {
  const column = source.columnOf.get(dimension);
  if (column !== undefined) return column;
  if (source.hasMoreDimensions && dimension.startsWith('attributes.')) {
    throw new SourceError('INVALID_INPUT', {
      what: `These traces have too many attributes to count by "${dimension}".`,
      where: dimension,
      remedy: 'Write fewer attributes into the traces, or map the one you need to a named field.',
    });
  }
  return sqlText(NO_VALUE);
}

/** SQL for what keeps a trace in the frame. */
export function whereSql(source: OpenedSource, filter: FrameFilter): string {
  const conditions = filter.dimensions.map(
    ({ dimension, values }) => `${columnSql(source, dimension)} IN (${values.map(sqlText).join(', ')})`,
  );
  if (filter.from !== undefined) conditions.push(`at_ms >= ${Date.parse(filter.from)}`);
  if (filter.until !== undefined) conditions.push(`at_ms < ${Date.parse(filter.until)}`);
  return conditions.length === 0 ? 'TRUE' : conditions.join(' AND ');
}
