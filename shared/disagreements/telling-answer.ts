/**
 * What stands out in how one reviewer labels: of the items on which most others say one thing, the answer that this
 * reviewer gives there more often than everybody else. Must not decide whether a reviewer is flagged, nor word it.
 *
 * Invariant: the row is the one that the check of reviewers found farthest off; without one, the row with most items.
 */
import { besideOthers } from '../statistics/reviewer-check.ts';
import type { QuestionTriage } from './question-triage.ts';

export interface TellingAnswer {
  /** What most of the others say, and what this reviewer answers there more often than they do: numbers of options. */
  readonly where: number;
  readonly given: number;
  readonly own: Share;
  readonly rest: Share;
}

interface Share {
  readonly x: number;
  readonly n: number;
}

/** Counts by reviewer, by what most others say, by what they said themselves. */
type Tables = readonly (readonly (readonly number[])[])[];

/** A triage never changes once it is made, so its tables are counted once, for as many cases as ask. */
const counted = new WeakMap<QuestionTriage, Tables>();

function tablesOf(of: QuestionTriage): Tables {
  const kept = counted.get(of);
  if (kept !== undefined) return kept;
  const classes = of.question.options.length;
  const tables = of.people.map(() => of.question.options.map(() => Array<number>(classes).fill(0)));
  for (const { reviewer, others, label } of besideOthers(of.labels, classes)) {
    tables[reviewer]![others]![label]! += 1;
  }
  counted.set(of, tables);
  return tables;
}

const total = (row: readonly number[]): number => row.reduce((sum, n) => sum + n, 0);

/** What everybody else gave where most of a reviewer's peers say `where`. */
function restOf(tables: Tables, reviewer: number, where: number): number[] {
  return tables[reviewer]![where]!.map((_, given) =>
    tables.reduce((sum, table, at) => sum + (at === reviewer ? 0 : table[where]![given]!), 0),
  );
}

/** Null where nobody else answered anything like it, or where they answer as everybody does. */
export function tellingAnswer(reviewer: number, of: QuestionTriage): TellingAnswer | null {
  const tables = tablesOf(of);
  const own = tables[reviewer];
  if (own === undefined) return null;
  const check = of.triage.reviewers.reviewers.find((one) => one.reviewer === reviewer);
  const sizes = own.map(total);
  const where = check?.worstRow ?? sizes.indexOf(Math.max(...sizes));
  const row = own[where];
  if (row === undefined) return null;
  const rest = restOf(tables, reviewer, where);
  const [n, restN] = [total(row), total(rest)];
  if (n === 0 || restN === 0) return null;
  const excess = row.map((x, given) => x / n - rest[given]! / restN);
  const most = Math.max(...excess);
  if (most <= 0) return null;
  const given = excess.indexOf(most);
  return { where, given, own: { x: row[given]!, n }, rest: { x: rest[given]!, n: restN } };
}

/** Items on which most others say one thing, before a share of them is worth showing; rows that are shown. */
const LEAST_ITEMS = 10;
const MOST_ROWS = 4;

/**
 * The confusions of a reviewer: answers that are not what most others say, given more often than the others give them, what
 * stands out most first. None of rows with too few items.
 */
export function confusionsOf(reviewer: number, of: QuestionTriage): TellingAnswer[] {
  const tables = tablesOf(of);
  const found = (tables[reviewer] ?? []).flatMap((row, where) => {
    const n = total(row);
    const rest = restOf(tables, reviewer, where);
    const restN = total(rest);
    if (n < LEAST_ITEMS || restN === 0) return [];
    return row.flatMap((x, given) =>
      given === where || x / n <= rest[given]! / restN
        ? []
        : [{ where, given, own: { x, n }, rest: { x: rest[given]!, n: restN } }],
    );
  });
  const excessOf = ({ own, rest }: TellingAnswer): number => own.x / own.n - rest.x / rest.n;
  return found.toSorted((a, b) => excessOf(b) - excessOf(a)).slice(0, MOST_ROWS);
}
