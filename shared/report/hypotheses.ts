/**
 * Registered claims held against what was observed: the claim as a sentence, the figure, p and q over all registered
 * claims (statistics.md B7), the outcome. Must not know stop rules beyond whether a decision is allowed.
 *
 * Invariant: p is one-sided for a claim with a direction and is the error at which the bound of the figure's own interval
 * touches the limit, so that figure and test never disagree. A claim is contradicted only by evidence for its opposite.
 */
import type { z } from 'zod';
import type { Figure } from '../contract/report-figure.ts';
import type { questionReport, registeredVersusObserved } from '../contract/report.ts';
import type { Claim, Hypothesis } from '../domain/registration.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { StratumTally } from '../statistics/proportion-counts.ts';
import { prepareProportion, stratifiedProportionFromCounts } from '../statistics/proportion-counts.ts';
import type { CiMethod } from '../statistics/proportion.ts';
import { adjust, contrastOf } from './breakdowns.ts';
import { DECISION_ERROR } from './hypothetical.ts';
import { valueOf } from './manifest-index.ts';
import type { RateSettings } from './rates.ts';
import { figureOf, noFigure } from './rates.ts';
import type { ReportBasis } from './tallies.ts';
import { tallyStandings } from './tallies.ts';
import { chance, percent, points } from './words.ts';

export type HypothesisReport = z.infer<typeof registeredVersusObserved>['hypotheses'][number];
type QuestionReport = z.infer<typeof questionReport>;

interface Observed {
  readonly figure: Figure;
  /** Of the claim; null where it is not tested by a p-value. */
  readonly p: number | null;
  /** Of its opposite; null where it has none. */
  readonly opposite: number | null;
  readonly shows: string;
}

export interface HypothesisContext {
  readonly basis: ReportBasis;
  readonly settings: RateSettings;
  /** Where claims about agreement find their α. */
  readonly questions: readonly Pick<QuestionReport, 'question' | 'agreement'>[];
  /** Why nothing may be decided yet; null once it may. */
  readonly notYet: string | null;
}

/** Every registered claim with its outcome. */
export function hypothesesOf(
  hypotheses: readonly Hypothesis[],
  context: HypothesisContext,
): HypothesisReport[] {
  const observed = hypotheses.map(({ claim }) => observe(claim, context));
  const adjusted = adjust(observed.map((of) => of.p));
  return hypotheses.map(({ statement, claim }, at) => {
    const seen = observed[at]!;
    const q = adjusted[at] ?? null;
    const outcome = outcomeOf(claim, seen, q, context.notYet !== null);
    return {
      statement,
      claim: claimSentence(claim, context.basis),
      observed: seen.figure,
      p: seen.p,
      q,
      outcome,
      sentence: sentenceOf(seen, q, outcome, context.notYet),
    };
  });
}

function outcomeOf(
  claim: Claim,
  { figure, p, opposite }: Observed,
  q: number | null,
  isTooEarly: boolean,
): HypothesisReport['outcome'] {
  if (figure.estimate === null || (p === null && claim.kind !== 'agreement')) return 'not measurable';
  if (isTooEarly) return 'undecided';
  if (claim.kind === 'agreement') {
    if (figure.low === null || figure.high === null) return 'not measurable';
    if (figure.low >= claim.atLeast) return 'supported';
    return figure.high < claim.atLeast ? 'contradicted' : 'undecided';
  }
  if (q !== null && q <= DECISION_ERROR) return 'supported';
  return opposite !== null && opposite <= DECISION_ERROR ? 'contradicted' : 'undecided';
}

function sentenceOf(
  { shows, figure }: Observed,
  q: number | null,
  outcome: HypothesisReport['outcome'],
  notYet: string | null,
): string {
  if (figure.estimate === null) return `Not measurable: ${shows}.`;
  const tested = q === null ? '' : `, ${chance('q', q)} over the registered claims`;
  const ends = notYet === null ? outcome : 'not a decision yet';
  return `Observed: ${shows}${tested}: ${ends}.`;
}

/** A claim with its numbers, e.g. "The hallucination rate where model is v3 is below 1.5 %." */
export function claimSentence(claim: Claim, { input }: Pick<ReportBasis, 'input'>): string {
  const found = input.scorecard.questions.find((one) => one.id === claim.question);
  const isRate = found !== undefined && isChoice(found);
  if (claim.kind === 'agreement') {
    return `Krippendorff’s α of “${found?.title ?? claim.question}” on the overlap is at least ${claim.atLeast}.`;
  }
  const rate = `The ${isRate ? found.rateTitle : claim.question}`;
  if (claim.kind === 'rate') {
    const where = claim.part === null ? '' : ` where ${claim.part.dimension} is ${claim.part.value}`;
    return `${rate}${where} is ${claim.direction} ${percent(claim.limit)}.`;
  }
  const than = claim.direction === 'different' ? 'different from' : `${claim.direction} than`;
  return `${rate} where ${claim.dimension} is ${claim.a} is ${than} where it is ${claim.b}.`;
}

function observe(claim: Claim, context: HypothesisContext): Observed {
  const { basis, questions } = context;
  const question = basis.input.scorecard.questions.find((one) => one.id === claim.question);
  if (question === undefined || !isChoice(question)) {
    return notThere('NO_QUESTION', `the scorecard has no choice question “${claim.question}”`);
  }
  if (claim.kind === 'agreement') {
    const alpha = questions.find((of) => of.question === claim.question)?.agreement.alpha;
    const figure = alpha ?? noFigure('NO_DATA', 0, 'Krippendorff’s α');
    return { figure, p: null, opposite: null, shows: figureWords(figure, (value) => value.toFixed(2)) };
  }
  return claim.kind === 'rate'
    ? observeRate(claim, question, context)
    : observeDifference(claim, question, context);
}

const notThere = (reason: string, shows: string): Observed => ({
  figure: noFigure(reason, 0, 'none'),
  p: null,
  opposite: null,
  shows,
});

function observeRate(
  { part, direction, limit }: Extract<Claim, { kind: 'rate' }>,
  question: ChoiceQuestion,
  { basis, settings }: HypothesisContext,
): Observed {
  const strata = tallyPart(basis, question, part);
  const result = stratifiedProportionFromCounts({ strata, ...settings });
  const figure = figureOf(result);
  const shows = figureWords(figure, percent);
  if (result.estimate === null) return { figure, p: null, opposite: null, shows };
  const errors = {
    below: errorToExclude(strata, settings.ciMethod, ({ high }) => high <= limit),
    above: errorToExclude(strata, settings.ciMethod, ({ low }) => low > limit),
  };
  const opposite = direction === 'below' ? 'above' : 'below';
  return { figure, p: errors[direction], opposite: errors[opposite], shows };
}

/** Counts where a dimension has a value; of the whole frame for null. */
export function tallyPart(
  basis: ReportBasis,
  question: ChoiceQuestion,
  part: { readonly dimension: string; readonly value: string } | null,
): StratumTally[] {
  const isEvent = (option: string | null): boolean =>
    option !== null && question.eventOptions.includes(option);
  return tallyStandings(
    basis,
    question,
    (of) => isEvent(of.option),
    part === null ? undefined : ({ item }) => valueOf(item, part.dimension) === part.value,
  );
}

/**
 * The smallest one-sided error at which the bound excludes the limit, by bisection on its logarithm; ½ where it does not
 * do so at any error below, at least 1e-12.
 */
function errorToExclude(
  strata: readonly StratumTally[],
  ciMethod: CiMethod,
  excludes: (of: { low: number; high: number }) => boolean,
): number {
  const prepared = prepareProportion(strata, ciMethod);
  if (!('at' in prepared)) return 0.5;
  const isOut = (error: number): boolean => excludes(prepared.at(2 * error));
  let [low, high] = [1e-12, 0.5 - 1e-9];
  if (!isOut(high)) return 0.5;
  if (isOut(low)) return low;
  for (let i = 0; i < 50; i += 1) {
    const middle = Math.sqrt(low * high);
    if (isOut(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function observeDifference(
  { dimension, a, b, direction }: Extract<Claim, { kind: 'difference' }>,
  question: ChoiceQuestion,
  { basis, settings }: HypothesisContext,
): Observed {
  const [first, second] = [b, a].map((value) => tallyPart(basis, question, { dimension, value }));
  const contrast = contrastOf(first!, second!, settings);
  const figure = figureOf(contrast);
  const shows = figureWords(figure, points);
  if (contrast.estimate === null || !('p' in contrast) || contrast.p === null) {
    return { figure, p: null, opposite: null, shows };
  }
  const { p, estimate } = contrast;
  if (direction === 'different') return { figure, p, opposite: null, shows };
  const oneSided = (isAsClaimed: boolean): number => (isAsClaimed ? p / 2 : 1 - p / 2);
  const isHigher = direction === 'higher';
  return {
    figure,
    p: oneSided(isHigher ? estimate > 0 : estimate < 0),
    opposite: oneSided(isHigher ? estimate < 0 : estimate > 0),
    shows,
  };
}

function figureWords({ estimate, low, high, n, reason }: Figure, write: (value: number) => string): string {
  if (estimate === null) return `no figure from ${n} items (${reason ?? 'UNDEFINED'})`;
  const limits = low === null || high === null ? 'no interval' : `${write(low)} to ${write(high)}`;
  return `${write(estimate)} (${limits}, n = ${n})`;
}
