/**
 * "What would change this verdict": further items, rulings on contested items, answers to skipped ones, each as a
 * sentence with the items that it takes. Must not know intervals: every number is found by taking the decision again on
 * hypothetical counts. Invariant: a sentence is told only if the verdict would really be another.
 */
import type { z } from 'zod';
import type { thresholdVerdict } from '../contract/report.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { StratumTally } from '../statistics/proportion-counts.ts';
import type { Verdict } from '../statistics/threshold.ts';
import type { Decision, Further, Limit, QuestionCounts } from './hypothetical.ts';
import { decideOn, roomIn, smallestCount, withFurther, withSkipped } from './hypothetical.ts';
import { count, percent } from './words.ts';

type Change = z.infer<typeof thresholdVerdict>['changes'][number];

/** Words for verdicts in sentences. */
export const verdictWords: Record<Verdict, string> = {
  PASS: 'pass',
  BREACH: 'breach',
  INCONCLUSIVE: 'undecided',
  INSUFFICIENT: 'too few items',
};

const isPass = (verdict: Verdict): boolean => verdict === 'PASS';
const isBreach = (verdict: Verdict): boolean => verdict === 'BREACH';
const isDecided = (verdict: Verdict): boolean => isPass(verdict) || isBreach(verdict);

/** Further items until the limit is decided if the rate stays as it is; null where the whole frame would not do. */
export function moreNeededFor(strata: readonly StratumTally[], limit: Limit): number | null {
  return itemsUntil(strata, limit, 'asNow', isDecided);
}

/** Fewest further items of a kind after which the verdict is as wanted; null where the frame does not hold enough. */
export function itemsUntil(
  strata: readonly StratumTally[],
  limit: Limit,
  further: Further,
  isWanted: (verdict: Verdict) => boolean,
): number | null {
  return smallestCount(roomIn(strata), (items) =>
    isWanted(decideOn(withFurther(strata, items, further), limit).verdict),
  );
}

/** Every change that would turn the verdict, cheapest to bring about first within each kind. */
export function changesOf(
  counts: QuestionCounts,
  now: Decision,
  limit: Limit,
  question: ChoiceQuestion,
  more: number | null,
): Change[] {
  const { asStands } = counts;
  const changes: Change[] = [];
  if (now.result !== null && !isDecided(now.verdict)) changes.push(atThisRate(asStands, limit, now, more));
  changes.push(
    ...inARow(asStands, limit, now.verdict, question),
    ...byRulings(counts, limit, now.verdict),
    ...bySkipped(asStands, limit, now.verdict),
  );
  return changes;
}

function atThisRate(
  strata: readonly StratumTally[],
  limit: Limit,
  now: Decision,
  more: number | null,
): Change {
  const rate = percent(now.result?.estimate ?? 0);
  if (more === null) {
    return {
      sentence: `Even with every item of the frame reviewed, a rate that stays at ${rate} would not decide it.`,
      items: null,
    };
  }
  const { verdict } = decideOn(withFurther(strata, more, 'asNow'), limit);
  return {
    sentence: `If the rate stays at ${rate}, ${count(more, 'more reviewed item')} would make it a ${verdictWords[verdict]}.`,
    items: more,
  };
}

/** Further items that all go one way: what would make a pass or a breach of it, or undo the one that stands. */
function inARow(
  strata: readonly StratumTally[],
  limit: Limit,
  verdict: Verdict,
  question: ChoiceQuestion,
): Change[] {
  const tell = (further: Further, isWanted: (of: Verdict) => boolean, does: string): Change[] => {
    const items = itemsUntil(strata, limit, further, isWanted);
    if (items === null) return [];
    return [{ sentence: `${furtherItems(items, further, question)} would ${does}.`, items }];
  };
  const [toPass, toBreach] = ['make it a pass', 'make it a breach'];
  if (verdict === 'PASS') {
    return [...tell('events', (of) => of !== 'PASS', 'undo the pass'), ...tell('events', isBreach, toBreach)];
  }
  if (verdict === 'BREACH') {
    return [...tell('clean', (of) => of !== 'BREACH', 'undo the breach'), ...tell('clean', isPass, toPass)];
  }
  return [...tell('clean', isPass, toPass), ...tell('events', isBreach, toBreach)];
}

function furtherItems(items: number, further: Further, { rateTitle, showIf }: ChoiceQuestion): string {
  const asked = showIf === undefined ? '' : ' of those asked';
  const isOne = items === 1;
  const counts = isOne ? 'counts' : 'count';
  const way = further === 'events' ? `that ${counts}` : `that ${isOne ? 'does' : 'do'} not count`;
  return `${count(items, 'further item')}${asked}${isOne ? '' : ' in a row'} ${way} towards the ${rateTitle}`;
}

function byRulings(counts: QuestionCounts, limit: Limit, verdict: Verdict): Change[] {
  const tell = (strata: readonly StratumTally[], way: string): Change[] => {
    const other = decideOn(strata, limit).verdict;
    if (other === verdict || counts.contested === 0) return [];
    const which = counts.contested === 1 ? 'the contested item' : `all ${counts.contested} contested items`;
    const was = counts.contested === 1 ? 'was' : 'were';
    return [
      {
        sentence: `If ${which} ${was} ruled ${way}, it would be: ${verdictWords[other]}.`,
        items: counts.contested,
      },
    ];
  };
  return [
    ...tell(counts.allEvent, 'not to be the event'),
    ...tell(counts.anyEvent, 'to be the event as far as a review says so'),
  ];
}

function bySkipped(strata: readonly StratumTally[], limit: Limit, verdict: Verdict): Change[] {
  const skipped = strata.reduce((total, of) => total + Math.max(0, of.drawn - of.reviewed), 0);
  return [false, true].flatMap((hasEvent) => {
    const other = decideOn(withSkipped(strata, hasEvent), limit).verdict;
    if (other === verdict || skipped === 0) return [];
    const which = skipped === 1 ? 'the item without a review' : `all ${skipped} items without a review`;
    const had = hasEvent ? 'had the event' : 'were free of the event';
    return [
      {
        sentence: `If ${which} ${skipped === 1 ? had.replace('were', 'was') : had}, it would be: ${verdictWords[other]}.`,
        items: skipped,
      },
    ];
  });
}
