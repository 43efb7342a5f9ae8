/**
 * A value of a dimension against all others, found again in the table that the report shows, and two parts of the sample
 * beside each other as explanations tell them. Must not compute a difference of its own.
 */
import type { Explanation } from '../contract/report-ref.ts';
import { digestOf } from '../domain/canonical.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { answeredItems, answersOf, eventTest, partsOf } from './answered-items.ts';
import type { Contrast } from './breakdowns.ts';
import { breakDown } from './breakdowns.ts';
import type { ItemRecord } from './evidence-base.ts';
import { explainItems, figureText } from './explained-item.ts';
import type { RateSettings } from './rates.ts';
import { rateOf } from './rates.ts';
import type { ReportBasis } from './tallies.ts';
import { optionPlaces, tallyStandings } from './tallies.ts';
import { digits } from './words.ts';

type Fact = Explanation['facts'][number];

/** The contrast of a row of a table; null for weeks, unknown values, and where one of the two sides has no item. */
export function findContrast(
  basis: ReportBasis,
  question: ChoiceQuestion,
  { dimension, value }: { readonly dimension: string; readonly value: string },
  settings: RateSettings,
): Contrast | null {
  const groups = basis.index.dimensions.find((of) => of.dimension === dimension);
  if (groups === undefined) return null;
  const { rows } = breakDown(basis, question, optionPlaces(basis, question), groups, settings);
  return rows.find((of) => of.value === value)?.contrast ?? null;
}

/** A p- or q-value as a fact; `none` where there is none. */
export const chanceText = (value: number | null): string => (value === null ? 'none' : digits(value));

/** p and q of a contrast. */
export function chanceFacts({ p, q }: Pick<Contrast, 'p' | 'q'>): Fact[] {
  return [
    { name: 'p, where that interval touches 0', value: chanceText(p) },
    { name: 'q over the table (Benjamini & Hochberg 1995)', value: chanceText(q) },
  ];
}

/** A part of the sample with its words. */
export interface SamplePart {
  readonly words: string;
  readonly isInside: (record: ItemRecord) => boolean;
}

export const DIFFERENCE_STEPS = [
  'Both rates are those of domains: weighted counts of events ÷ weighted counts of items, all other items staying in the design (Cochran 1977, ch. 5; Woodruff 1971).',
  'The difference is the first rate minus the second. Its limits come from those of the two rates by MOVER, with the linearised correlation of the two (Zou and Donner 2008; Zou 2008; design B6).',
  'p is the error at which that interval touches 0, so that interval and test never disagree.',
];

/** What two disjoint parts hold, the digest of what entered, and the items of both. */
export function explainParts(
  basis: ReportBasis,
  question: ChoiceQuestion,
  parts: readonly [SamplePart, SamplePart],
  settings: RateSettings,
): Pick<Explanation, 'facts' | 'inputsDigest' | 'items'> {
  const isEvent = eventTest(question);
  const tallies = parts.map((of) => tallyStandings(basis, question, isEvent, of.isInside));
  const items = answeredItems(basis, question, (record) => parts.some((of) => of.isInside(record)));
  return {
    facts: parts.map(({ words }, at) => ({
      name: `Rate ${words}`.slice(0, 200).toWellFormed(),
      value: figureText(rateOf(tallies[at]!, settings).figure),
    })),
    inputsDigest: digestOf({ settings: { ...settings }, tallies, items: answersOf(items) }),
    items: explainItems(basis.input, question, partsOf(items, isEvent)),
  };
}
