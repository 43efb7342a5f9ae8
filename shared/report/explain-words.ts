/**
 * The computation of a rate in sentences, with the source of each formula. Must not compute anything. Invariant: what is
 * said is what `stratifiedProportionFromCounts` does.
 */
import type { FigureRef } from '../contract/report-ref.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { CiMethod } from '../statistics/proportion.ts';
import type { Rate } from './rates.ts';
import type { ReportBasis } from './tallies.ts';
import { count } from './words.ts';

const intervals: Record<CiMethod, readonly string[]> = {
  kgStar: [
    'The effective size is p(1 − p)/V, scaled by (t at n − 1 ÷ t at the degrees of freedom)², and never more than n_Kish: that is n*.',
    'The limits are those of Clopper and Pearson at n* items of which n*·p have the event: KG* (Korn & Graubard 1998, capped at the Kish size; Clopper & Pearson 1934).',
  ],
  gamma: [
    'The limits are quantiles of gamma distributions fitted to the weighted count of events and its variance; the upper one allows for one more event of the largest weight (Fay & Feuer 1997).',
  ],
};

/** The steps from the drawn items to the figure. */
export function rateSteps(
  question: ChoiceQuestion,
  ref: Extract<FigureRef, { kind: 'rate' }>,
  basis: ReportBasis,
  rate: Rate,
): string[] {
  const { input, base, reviewed, strata } = basis;
  const isWhole = base.usable.length === base.records.length;
  return [
    `The frame holds ${count(input.manifest.frameSize, 'trace')} in ${strata.length === 1 ? 'one stratum' : `${strata.length} strata`}; ${count(base.records.length, 'item')} were drawn by permanent random number, and ${reviewed.length} that may be used have a review.`,
    ...(isWhole
      ? []
      : [
          `The audit is not closed: only the first ${count(base.usable.length, 'item')} of the queue count, because that completed prefix is itself a stratified random sample.`,
        ]),
    'One answer stands for each item: the unanimous one, else that of the first-assigned reviewer.',
    ...domainSteps(question, ref),
    'A reviewed item of stratum h speaks for N_h/r_h traces, so that skipped items are made up for within their stratum (Särndal, Swensson & Wretman 1992, ch. 15).',
    'The rate is the weighted count of events ÷ the weighted count of items in the figure (Cochran 1977, ch. 5).',
    'Its variance V is linearised: V = Σ_h (1 − r_h/N_h)·r_h/(r_h − 1)·Σ(u − ū_h)² with u = w(y − p)/Σw for items in the figure and 0 for the others (Woodruff 1971).',
    ...intervals[input.audit.plan.ciMethod],
    ...rate.figure.notes.map((note) => `Note: ${note}.`),
  ];
}

function domainSteps(
  { showIf, title }: ChoiceQuestion,
  { dimension, value }: Extract<FigureRef, { kind: 'rate' }>,
): string[] {
  const steps: string[] = [];
  if (showIf !== undefined) {
    steps.push(`“${title}” is asked only where the standing answer to “${showIf.question}” leads to it.`);
  }
  if (dimension !== null) {
    steps.push(`Only items where ${dimension} is ${value} are in the figure; all others stay in the design.`);
  }
  return steps;
}
