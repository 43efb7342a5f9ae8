/**
 * Which classes reviewers confuse: pairs of independent labels of one item. Must not know who gave them.
 *
 * Invariant: symmetric; every unordered pair of labels of an item is counted once, agreeing pairs on the diagonal.
 */
import type { z } from 'zod';
import type { agreement } from '../contract/report-agreement.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { zeroTable } from '../statistics/lists.ts';
import type { OverlapUnit } from './overlap.ts';

export type Confusion = z.infer<typeof agreement>['confusion'];

/** Counts by option × option, options in their declared order. */
export function confusionOf(units: readonly OverlapUnit[], question: ChoiceQuestion): Confusion {
  const options = question.options.map(({ id, title }) => ({ option: id, title }));
  const place = new Map<string, number>(options.map((of, at) => [of.option, at]));
  const counts = zeroTable(options.length, options.length);
  for (const { labels } of units) {
    labels.forEach((first, i) => {
      for (const second of labels.slice(i + 1)) {
        const a = place.get(first.option)!;
        const b = place.get(second.option)!;
        counts[a]![b]! += 1;
        if (a !== b) counts[b]![a]! += 1;
      }
    });
  }
  return { options, counts };
}
