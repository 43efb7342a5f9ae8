/**
 * How a rate of the report came about: the counts, weights and effective sizes that entered, the formulas with their
 * sources, and the items of its domain. Also the contested items of a question. Must not know how a report is laid out.
 *
 * Invariant: the figure is computed from the same counts by the same function as in the report, to the last digit.
 */
import type { Explanation, FigureRef } from '../contract/report-ref.ts';
import { countText } from '../figures/number-words.ts';
import { METHOD_VERSION } from '../contract/report.ts';
import { digestOf } from '../domain/canonical.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { StratumTally } from '../statistics/proportion-counts.ts';
import type { ProportionResult } from '../statistics/proportion.ts';
import { answeredItems, answersOf, eventTest, partsOf, weightAt } from './answered-items.ts';
import { chanceFacts, findContrast } from './contrasts.ts';
import type { ItemRecord } from './evidence-base.ts';
import { rateSteps } from './explain-words.ts';
import { explainItems } from './explained-item.ts';
import { countQuestion } from './question-counts.ts';
import { valueOf } from './manifest-index.ts';
import type { RateSettings } from './rates.ts';
import { estimateRate } from './rates.ts';
import type { ReportBasis } from './tallies.ts';
import { tallyStandings } from './tallies.ts';
import { boundsOf } from './verdict.ts';
import { digits, percent, points } from './words.ts';

type RateRef = Extract<FigureRef, { kind: 'rate' }>;
type Fact = Explanation['facts'][number];

/** Explains a rate: of the question's event or of an option, over the frame or where a dimension or `week` has a value. */
export function explainRate(basis: ReportBasis, question: ChoiceQuestion, ref: RateRef): Explanation {
  const { ciMethod, alpha } = basis.input.audit.plan;
  const isEvent = eventTest(question, ref.option === null ? undefined : [ref.option]);
  const isInside = ({ item }: ItemRecord): boolean =>
    ref.dimension === null || valueOf(item, ref.dimension) === ref.value;
  const strata = tallyStandings(basis, question, isEvent, isInside);
  const settings: RateSettings = { alpha, ciMethod };
  const { rate, result } = estimateRate(strata, settings);
  const inside = answeredItems(basis, question, isInside);
  return {
    title: rateWords(question, ref),
    figure: rate.figure,
    steps: rateSteps(question, ref, basis, rate),
    facts: [
      ...rateFacts(strata, namesOf(basis), result, settings, rate.cell),
      ...contrastFacts(basis, question, ref, settings),
    ],
    inputsDigest: digestOf({
      method: METHOD_VERSION,
      ref,
      settings: { alpha, ciMethod },
      strata,
      items: answersOf(inside),
    }),
    items: explainItems(basis.input, question, partsOf(inside, isEvent)),
  };
}

/** The rate in words, e.g. `Hallucination rate, where model is v3`. */
export function rateWords(
  question: ChoiceQuestion,
  { option, dimension, value }: Pick<RateRef, 'option' | 'dimension' | 'value'>,
): string {
  const optionTitle = question.options.find((of) => of.id === option)?.title ?? option;
  const what = option === null ? question.rateTitle : `${question.title}: share of “${optionTitle}”`;
  const start = `${what.slice(0, 1).toUpperCase()}${what.slice(1)}`;
  if (dimension === null) return start;
  return dimension === 'week' ? `${start}, week ${value}` : `${start}, where ${dimension} is ${value}`;
}

/** Strata by key as people name them. */
function namesOf({ strata }: ReportBasis): ReadonlyMap<string, string> {
  return new Map(strata.map(({ key, values }) => [key, values.length === 0 ? 'all' : values.join(' · ')]));
}

function rateFacts(
  strata: readonly StratumTally[],
  names: ReadonlyMap<string, string>,
  result: ProportionResult,
  { alpha }: RateSettings,
  cell: string | null,
): Fact[] {
  const total = (pick: (of: StratumTally) => number): number => strata.reduce((sum, of) => sum + pick(of), 0);
  const facts: [string, string][] = [
    ['n, items in the figure', countText(total((of) => of.inDomain))],
    ['Items with the event', countText(total((of) => of.events))],
    ['Frame N', countText(total((of) => of.population))],
    ['Drawn', countText(total((of) => of.drawn))],
    ['Reviewed', countText(total((of) => of.reviewed))],
    ...stratumFacts(strata, names),
  ];
  if (result.estimate !== null) {
    facts.push(
      ['Standard error', digits(result.se)],
      ['Degrees of freedom', String(result.df)],
      ['n_Kish = (Σw)²/Σw²', digits(result.nKish)],
      ['n*, effective size of the interval', digits(result.nStar)],
      [
        'If all skipped items were good, or bad',
        `${percent(result.worstCase.low)} to ${percent(result.worstCase.high)}`,
      ],
    );
  } else {
    facts.push(['Reason for no figure', result.reason]);
  }
  const { weightedRate } = result.response;
  facts.push(
    ['Weighted response', weightedRate === null ? 'none' : percent(weightedRate)],
    ['Method', result.method],
    ['α, two-sided', String(alpha)],
    ['Cell status', cell ?? 'none'],
  );
  return facts.map(([name, value]) => ({ name, value }));
}

/** What the table of the dimension says of this value against all others; nothing for weeks, options and the whole. */
function contrastFacts(
  basis: ReportBasis,
  question: ChoiceQuestion,
  { option, dimension, value }: RateRef,
  settings: RateSettings,
): Fact[] {
  if (option !== null || dimension === null || value === null) return [];
  const contrast = findContrast(basis, question, { dimension, value }, settings);
  if (contrast === null || contrast.difference.estimate === null) return [];
  const { estimate, low, high, method } = contrast.difference;
  const limits = low === null || high === null ? 'no interval' : `${points(low)} to ${points(high)}`;
  return [
    { name: 'Difference to the other values', value: `${points(estimate)} (${limits}), ${method}` },
    ...chanceFacts(contrast),
  ];
}

/** Above this many strata their sizes are told as ranges. */
const MOST_STRATA = 20;

const range = (values: readonly number[]): string =>
  values.length === 0 ? 'none' : `${digits(Math.min(...values))} to ${digits(Math.max(...values))}`;

function stratumFacts(
  strata: readonly StratumTally[],
  names: ReadonlyMap<string, string>,
): [string, string][] {
  const seen = strata.filter((of) => of.reviewed > 0);
  const weights = seen.map((of) => of.population / of.reviewed);
  const weightFact: [string, string] = ['Weights N_h/r_h', range(weights)];
  if (seen.length > MOST_STRATA) {
    return [['n_h reviewed', `${range(seen.map((of) => of.reviewed))} in ${seen.length} strata`], weightFact];
  }
  return [
    ...strata.map(({ key, population, drawn, reviewed, inDomain, events }): [string, string] => [
      `Stratum ${names.get(key) ?? key}`.slice(0, 200).toWellFormed(),
      `N_h ${countText(population)}, drawn ${drawn}, reviewed ${reviewed}, in the figure ${inDomain}, events ${events}`,
    ]),
    weightFact,
  ];
}

const percentOrNone = (rate: number | null): string => (rate === null ? 'none' : percent(rate));

/** Explains the contested items of a question and how far they could move its rate (statistics.md D1). */
export function explainContested(
  basis: ReportBasis,
  question: ChoiceQuestion,
  ref: Extract<FigureRef, { kind: 'contested' }>,
): Explanation {
  const { ciMethod, alpha } = basis.input.audit.plan;
  const counts = countQuestion(basis, question);
  const { lowest, highest } = boundsOf(counts, { alpha, ciMethod });
  const events = new Set(question.eventOptions);
  const contested = basis.standings
    .of(question)
    .flatMap((standing, i) => (standing.isContested ? [{ standing, i }] : []));
  return {
    title: `Contested items of “${question.title}”`,
    figure: null,
    steps: [
      'An item is contested where its first reviews differ and nobody has ruled.',
      'Until a ruling the answer of the first-assigned reviewer stands, so that contested items do not vanish from the estimate.',
      'The lowest rate counts a contested item as the event only where all of its reviews say so, the highest where any does.',
    ],
    facts: [
      { name: 'Contested items', value: String(counts.contested) },
      { name: 'Lowest rate', value: percentOrNone(lowest) },
      { name: 'Highest rate', value: percentOrNone(highest) },
    ],
    inputsDigest: digestOf({
      method: METHOD_VERSION,
      ref,
      counts,
      items: contested.map(({ standing, i }) => [
        basis.reviewed[i]!.item.id,
        standing.option,
        standing.given,
      ]),
    }),
    items: explainItems(
      basis.input,
      question,
      contested.map(({ standing, i }) => ({
        record: basis.reviewed[i]!,
        weight: weightAt(basis, i),
        isEvent: standing.option !== null && events.has(standing.option),
      })),
    ),
  };
}
