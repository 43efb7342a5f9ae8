/**
 * Counts and draws over a relation by running texts: the one program for every engine, wherever its statements are run.
 *
 * Invariant: a draw from the very first key on equals `selectBottomK` on the same ids (shared/sampling/select.ts).
 */
import type { Stratum } from '../domain/audit.ts';
import { canonicalJson } from '../domain/canonical.ts';
import { compareBytes } from '../sampling/prn.ts';
import type { Arc, Place } from './circle.ts';
import { LAST, takeInOrder } from './circle.ts';
import type { FrameText } from './count-text.ts';
import { countText, verdictText, wordsText } from './count-text.ts';
import { drawText } from './draw-text.ts';

/** Runs one statement; rows by the names of their columns, numbers as numbers. */
export type RunSql = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** More strata than this are no strata: a sample cannot reach them, and no screen can show them. */
export const MAX_STRATA = 10_000;
/** A judge with more words than this writes remarks, not verdicts. */
export const MAX_WORDS = 50;
/** More counts of one judge than this would make the manifest larger than the sample it proves. */
export const MAX_COUNTS = 10_000;

/** Exact counts by stratum, in byte order of their keys, none of them empty; null when there are more than `MAX_STRATA`. */
export async function countStrata(run: RunSql, of: FrameText): Promise<Stratum[] | null> {
  const rows = await run(countText(of, MAX_STRATA + 1));
  if (rows.length > MAX_STRATA) return null;
  return rows
    .map((row) => ({ ...stratumOf(of, row), population: Number(row['population']) }))
    .filter(({ population }) => population > 0)
    .toSorted((a, b) => compareBytes(a.key, b.key));
}

/** Verdicts by stratum key and judge. A judge is counted whole or not at all. */
export async function countVerdicts(
  run: RunSql,
  of: FrameText,
): Promise<Map<string, Record<string, Record<string, number>>>> {
  const judges = [...of.relation.judgeColumnOf.keys()];
  const [words = {}] = judges.length === 0 ? [] : await run(wordsText(of, judges));
  const counts: VerdictCount[] = [];
  for (const [at, judge] of judges.entries()) {
    const said = Number(words[`j${at}`]);
    if (said < 1 || said > MAX_WORDS) continue;
    const rows = await run(verdictText(of, judge, MAX_COUNTS + 1));
    if (rows.length > MAX_COUNTS) continue;
    for (const row of rows) {
      const { key } = stratumOf(of, row);
      counts.push({ stratum: key, judge, verdict: String(row['verdict']), count: Number(row['population']) });
    }
  }
  return nestVerdicts(counts);
}

export interface VerdictCount {
  stratum: string;
  judge: string;
  verdict: string;
  count: number;
}

/** Counts by stratum, then judge, then verdict. */
export function nestVerdicts(
  counts: readonly VerdictCount[],
): Map<string, Record<string, Record<string, number>>> {
  const nested = new Map<string, Map<string, [string, number][]>>();
  for (const { stratum, judge, verdict, count } of counts) {
    const judges = nested.get(stratum) ?? new Map<string, [string, number][]>();
    judges.set(judge, [...(judges.get(judge) ?? []), [verdict, count]]);
    nested.set(stratum, judges);
  }
  return new Map(
    Array.from(nested, ([stratum, judges]) => [
      stratum,
      Object.fromEntries(Array.from(judges, ([judge, verdicts]) => [judge, Object.fromEntries(verdicts)])),
    ]),
  );
}

export interface FoundPlace extends Place {
  readonly id: string;
  readonly atMs: number;
}

export interface WantedStratum extends Stratum {
  readonly size: number;
  /** Sort key to begin after, wrapping round; null: the smallest keys. */
  readonly start: string | null;
}

/**
 * The next traces of each stratum in the order of `sortKey`, by the stratum's place in `wanted`.
 * @param sortKey SQL of the key, which begins with 13 hex digits
 */
export function drawStrata(
  run: RunSql,
  of: FrameText,
  sortKey: string,
  wanted: readonly WantedStratum[],
): Promise<FoundPlace[][]> {
  const readArcs = async (arcs: readonly Arc[]): Promise<FoundPlace[]> => {
    const found: FoundPlace[] = [];
    // Apart, because one stratum that is taken whole would make every other be looked through whole.
    for (const [, some] of Map.groupBy(arcs, ({ upTo }) => upTo === LAST)) {
      for (const row of await run(drawText(of, sortKey, wanted, some))) {
        found.push({
          stratum: Number(row['stratum']),
          turn: Number(row['turn']),
          sortKey: String(row['sort_key']),
          id: String(row['id']),
          atMs: Number(row['at_ms']),
        });
      }
    }
    return found;
  };
  return takeInOrder(wanted, readArcs);
}

function stratumOf(
  { dimensions }: FrameText,
  row: Readonly<Record<string, unknown>>,
): { key: string; values: string[] } {
  const values = dimensions.map((_, at) => String(row[`s${at}`]));
  return { key: canonicalJson(values), values };
}
