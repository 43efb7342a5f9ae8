/**
 * How reviewers judged gold items, by person and question: the share of right answers with its interval. Says nothing of
 * which items these were, and is in no estimate of the frame.
 */
import type { z } from 'zod';
import type { goldResult } from '../../shared/contract/hub-work.ts';
import { findScorecard } from '../../shared/domain/catalogue.ts';
import type { Figure } from '../../shared/contract/report-figure.ts';
import type { Audit } from '../../shared/domain/audit.ts';
import { isChoice } from '../../shared/domain/scorecard.ts';
import { wilson } from '../../shared/statistics/binomial-intervals.ts';
import { catalogueOf } from '../store/deliberation.ts';
import { listGoldItems } from '../store/gold.ts';
import { listReviews } from '../store/reviews.ts';
import type { ReadableHub } from '../store/write.ts';

export type GoldResult = z.infer<typeof goldResult>;

/** Only questions with options are compared; a question that a reviewer was not asked, or left out, is not right. */
export async function listGoldResults(hub: ReadableHub, audit: Audit): Promise<GoldResult[]> {
  const card = findScorecard(audit.plan.scorecard, await catalogueOf(hub));
  const questions = (card?.questions ?? []).filter(isChoice);
  const gold = new Map((await listGoldItems(hub, audit.id)).map((one) => [one.itemId, one.answers]));
  const judged = (await listReviews(hub, audit.id)).filter((of) => of.isCurrent && gold.has(of.itemId));
  const results: GoldResult[] = [];
  for (const [personId, reviews] of Map.groupBy(judged, (of) => of.personId)) {
    for (const { id: question } of questions) {
      const pairs = reviews.flatMap(({ itemId, answers }) => {
        const known = gold.get(itemId)?.[question];
        const given = answers[question];
        if (known?.type !== 'choice') return [];
        return [given?.type === 'choice' && given.option === known.option];
      });
      if (pairs.length === 0) continue;
      const right = pairs.filter(Boolean).length;
      const share = shareOf(right, pairs.length, audit.plan.alpha);
      results.push({ personId, question, share, right, judged: pairs.length });
    }
  }
  return results.toSorted((a, b) => (a.personId < b.personId ? -1 : a.personId > b.personId ? 1 : 0));
}

function shareOf(right: number, judged: number, alpha: number): Figure {
  const { low, high } = wilson(right, judged, alpha);
  return {
    estimate: right / judged,
    low,
    high,
    n: judged,
    method: 'Wilson',
    reason: null,
    notes: ['gold items are chosen by hand: this speaks for them, not for the frame'],
  };
}
