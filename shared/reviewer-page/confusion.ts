/**
 * Where one person's answers differ from what was ruled or, without a ruling, from what most others said; and the row in
 * which they differ most. Must not know names. Invariant: a row stands out only where its share of differing answers is above
 * that of all other rows together by more than chance explains, over all rows that were looked at (Fisher's exact test,
 * Bonferroni): without any difference a page says so in at most one of twenty cases.
 */
import { caseKey } from '../domain/adjudication.ts';
import type { PersonId } from '../domain/ids.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { intervalText, percentText } from '../figures/number-words.ts';
import { optionOf } from '../report/final-label.ts';
import type { OverlapUnit } from '../report/overlap.ts';
import { overlapUnits } from '../report/overlap.ts';
import { clopperPearson } from '../statistics/binomial-intervals.ts';
import { fisherGreater } from '../statistics/difference.ts';
import { sum } from '../statistics/quantile.ts';
import type { PageAudit } from './page-input.ts';
import { MIN_LABELS } from './shares.ts';

/** Rows: what was ruled, or what most others said; columns: what this person said; in the order of the options. */
export type Confusion = number[][];

export function confusionOf(audit: PageAudit, question: ChoiceQuestion, personId: PersonId): Confusion {
  const place = new Map(question.options.map((of, at) => [of.id, at]));
  const counts = question.options.map(() => question.options.map(() => 0));
  const most = mostOfOthers(audit, question, personId);
  for (const review of audit.own) {
    const said = place.get(optionOf(review, question.id) ?? '');
    const key = caseKey({ ...review, question: question.id });
    const ruled = audit.rulings.isTold ? audit.rulings.of.get(key) : undefined;
    const right = place.get(ruled ?? most.get(review.itemId) ?? '');
    if (said !== undefined && right !== undefined) counts[right]![said]! += 1;
  }
  return counts;
}

/** The row that differs most, as a sentence with its interval; null where none stands out. */
export function standingOut(counts: Confusion, question: ChoiceQuestion, alpha: number): string | null {
  const rows = counts.map((row, at) => ({ at, row, of: sum(row), differing: sum(row) - row[at]! }));
  const all = { of: sum(rows.map((row) => row.of)), differing: sum(rows.map((row) => row.differing)) };
  const looked = rows.filter(({ of }) => of >= MIN_LABELS);
  const worst = looked
    .map((row) => {
      const others = { x: all.differing - row.differing, n: all.of - row.of };
      const p = looked.length * fisherGreater(others, { x: row.differing, n: row.of });
      return { ...row, p, limits: clopperPearson(row.differing, row.of, alpha) };
    })
    .filter((row) => row.p < alpha)
    .toSorted((a, b) => b.limits.low - a.limits.low || a.at - b.at)[0];
  if (worst === undefined) return null;
  const { at, row, of, differing, limits } = worst;
  const often = row.map((count, c) => (c === at ? -1 : count));
  const instead = often.indexOf(Math.max(...often));
  const title = (index: number): string => `“${question.options[index]!.title}”`;
  const share = `${percentText(differing / of)}, ${intervalText(limits.low, limits.high, 'percent')}`;
  return `Where ${title(at)} was ruled, or said by most others, you said something else in ${differing} of ${of} (${share}), most often ${title(instead)} (${row[instead]}).`;
}

/** What most others said of an item where one answer has more votes than any other, by item. */
function mostOfOthers(audit: PageAudit, question: ChoiceQuestion, personId: PersonId): Map<string, string> {
  if (!audit.others.isTold) return new Map();
  return new Map(
    overlapUnits(audit.others.of, question).flatMap((unit) => {
      const most = pluralityWithout(unit, personId);
      return most === null ? [] : [[unit.record.item.id as string, most]];
    }),
  );
}

function pluralityWithout({ labels }: OverlapUnit, personId: PersonId): string | null {
  const counts = new Map<string, number>();
  for (const label of labels) {
    if (label.personId !== personId) counts.set(label.option, (counts.get(label.option) ?? 0) + 1);
  }
  const [first, second] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return first === undefined || first[1] === second?.[1] ? null : first[0];
}
