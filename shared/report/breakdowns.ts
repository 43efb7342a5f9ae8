/**
 * The rate by the values of each dimension that the manifest carries, each value against all others of its dimension
 * (statistics.md B6), with q-values over the rows of one table (B7). Must not know verdicts.
 *
 * Invariant: populations are told only where the plan stratified by the dimension, because only there they are known.
 */
import type { z } from 'zod';
import type { breakdown as breakdownSchema, contrast as contrastSchema } from '../contract/report.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { Dimension } from '../domain/trace.ts';
import type { DomainContrast } from '../statistics/domain-contrast.ts';
import { domainContrast } from '../statistics/domain-contrast.ts';
import { benjaminiHochberg } from '../statistics/multiplicity.ts';
import type { StratumTally } from '../statistics/proportion-counts.ts';
import type { NoEstimate } from '../statistics/result.ts';
import type { ReportInput } from './evidence-base.ts';
import type { ValueGroups } from './manifest-index.ts';
import type { Rate, RateSettings } from './rates.ts';
import { figureOf, rateFrom, rateOf } from './rates.ts';
import type { ReportBasis } from './tallies.ts';
import { countByGroup, eventFlags, tallyEvents } from './tallies.ts';

export type Breakdown = z.infer<typeof breakdownSchema>;
export type Contrast = z.infer<typeof contrastSchema>;

/** Population of a dimension's value: known exactly where the plan stratified by it, else only estimable. */
export function populationOf(input: ReportInput, dimension: string, value: string): number | null {
  const at = input.audit.plan.dimensions.indexOf(dimension as Dimension);
  if (at === -1) return null;
  return input.manifest.strata
    .filter((stratum) => stratum.values[at] === value)
    .reduce((total, stratum) => total + stratum.population, 0);
}

/** The rate of `second` minus that of `first`, two disjoint parts of one sample counted over the same strata. */
export function contrastOf(
  first: readonly StratumTally[],
  second: readonly StratumTally[],
  settings: RateSettings,
): DomainContrast | NoEstimate {
  const strata = second.map(({ key, population, drawn, reviewed, inDomain, events }, h) => ({
    key,
    population,
    drawn,
    reviewed,
    first: { inDomain: first[h]!.inDomain, events: first[h]!.events },
    second: { inDomain, events },
  }));
  return domainContrast({ strata, ...settings });
}

/** `whole` without `part`, stratum by stratum. */
export function restOf(whole: readonly StratumTally[], part: readonly StratumTally[]): StratumTally[] {
  return whole.map((of, h) => ({
    ...of,
    inDomain: of.inDomain - part[h]!.inDomain,
    events: of.events - part[h]!.events,
  }));
}

/** One table of a question's rate by a dimension. */
export function breakDown(
  basis: ReportBasis,
  question: ChoiceQuestion,
  places: Int32Array,
  groups: ValueGroups,
  settings: RateSettings,
): Breakdown {
  const { dimension, values } = groups;
  const flags = eventFlags(question);
  const counted = countByGroup(basis, question, places, groups);
  const tallies = counted.map((of) => tallyEvents(basis, of, flags));
  const whole = sumOf(basis, tallies);
  const contrasts = tallies.map((of) => contrastOf(restOf(whole, of), of, settings));
  const adjusted = adjust(contrasts.map((of) => ('p' in of ? of.p : null)));
  return {
    dimension,
    rows: values.map((value, at) => ({
      value,
      population: populationOf(basis.input, dimension, value),
      rate: rowRate(tallies[at]!, contrasts[at]!, settings),
      contrast: rowContrast(contrasts[at]!, adjusted[at] ?? null),
    })),
  };
}

/** The contrast has found the rate of its value already, by the same function. */
function rowRate(
  tally: readonly StratumTally[],
  of: DomainContrast | NoEstimate,
  settings: RateSettings,
): Rate {
  return 'second' in of ? rateFrom(of.second, tally) : rateOf(tally, settings);
}

/** Null where one of the two sides has no item at all. */
function rowContrast(of: DomainContrast | NoEstimate, q: number | null): Contrast | null {
  if (of.estimate === null && of.reason === 'NO_DATA') return null;
  return { difference: figureOf(of), p: 'p' in of ? of.p : null, q };
}

/** Benjamini–Hochberg over the p-values that there are, each back in its place. */
export function adjust(p: readonly (number | null)[]): (number | null)[] {
  const known = p.filter((one) => one !== null);
  const q = benjaminiHochberg(known);
  let next = 0;
  return p.map((one) => (one === null ? null : (q[next++] ?? null)));
}

function sumOf(basis: ReportBasis, parts: readonly StratumTally[][]): StratumTally[] {
  return basis.strata.map(({ key, population, drawn, reviewed }, h) => ({
    key,
    population,
    drawn,
    reviewed,
    inDomain: parts.reduce((total, of) => total + of[h]!.inDomain, 0),
    events: parts.reduce((total, of) => total + of[h]!.events, 0),
  }));
}
