/**
 * Agreement on the overlap for one question, as the report carries it. Must not know weights of the frame.
 *
 * Only independent reviews of overlap items count: under blinding a reviewer cannot have seen another's answer, so a
 * review that its own author superseded before the close is replaced by the newer one.
 */
import type { z } from 'zod';
import type { agreement as agreementSchema } from '../contract/report-agreement.ts';
import type { Figure } from '../contract/report-figure.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { agreementSummary } from '../statistics/agreement.ts';
import type { StatResult } from '../statistics/result.ts';
import type { EvidenceBase } from './evidence-base.ts';
import { optionOf } from './final-label.ts';
import { noteSentence } from './rates.ts';

export type Agreement = z.infer<typeof agreementSchema>;

function figureOf(result: StatResult): Figure {
  const notes = result.notes.map(noteSentence);
  if (result.estimate === null) {
    return {
      estimate: null,
      low: null,
      high: null,
      n: result.n,
      method: result.method,
      reason: result.reason,
      notes,
    };
  }
  const { estimate, low, high, n, method } = result;
  return { estimate, low, high, n, method, reason: null, notes };
}

/**
 * Percent agreement, Krippendorff's α with its bootstrap interval and Gwet's AC1.
 * @param seed of the bootstrap; equal seeds give equal limits on every device
 */
export function agreementOf(base: EvidenceBase, question: ChoiceQuestion, seed: string): Agreement {
  const overlap = base.records.filter((of) => of.item.isOverlap);
  const people = new Set<string>();
  const units = overlap.map(({ reviews }) => {
    const labels = reviews.map((of) => optionOf(of, question.id));
    if (labels.filter((one) => one !== null).length >= 2) for (const of of reviews) people.add(of.personId);
    return { labels };
  });
  const scale = question.type === 'ordinal' ? 'ordinal' : 'nominal';
  const summary = agreementSummary({
    categories: question.options.map((of) => of.id),
    scale,
    units,
    seed,
  });
  return {
    pairwise: figureOf(summary.percent),
    alpha: figureOf(summary.alpha),
    ac1: figureOf(summary.ac1),
    scale,
    itemCount: summary.pairableUnits,
    raterCount: people.size,
    band: summary.band,
    weightedAlpha: figureOf(summary.alpha),
    perClass: [],
    perPair: [],
    perReviewer: [],
    confusion: { options: [], counts: [] },
  };
}
