/**
 * What a manifest says of each drawn trace besides its stratum, so that every device reports the same without contents:
 * dimensions, week and judges' verdicts. Must not know plans beyond their dimensions.
 *
 * Invariant: names of judges are those of `judgeName` everywhere: in facets after `judge.`, in counts of the frame as
 * they are.
 */
import { isoWeek } from './iso-week.ts';
import type { Dimension, Trace } from './trace.ts';
import { dimensionValue, NO_VALUE } from './trace.ts';

/** Dimensions that reports break down by besides those of the plan. */
export const reportedDimensions: readonly Dimension[] = ['model', 'riskClass', 'intent', 'language'];

/** Prefix of the facet that holds a judge's verdict. */
export const JUDGE_FACET = 'judge.';

/** Name of a judge with its version, where it has one. */
function judgeName(of: { readonly name: string; readonly version?: string | undefined }): string {
  return of.version === undefined ? of.name : `${of.name}@${of.version}`;
}

/** Verdict by judge. Where one judge speaks twice about a trace, its first word counts. */
export function judgeVerdicts(trace: Pick<Trace, 'judge'>): Map<string, string> {
  const verdicts = new Map<string, string>();
  for (const one of trace.judge ?? []) {
    const name = judgeName(one);
    if (!verdicts.has(name)) verdicts.set(name, one.verdict);
  }
  return verdicts;
}

/** Facets of a trace in an audit that is stratified by `dimensions`. */
export function facetsOf(trace: Trace, dimensions: readonly Dimension[]): Record<string, string> {
  const facets: [string, string][] = [];
  for (const name of new Set([...dimensions, ...reportedDimensions])) {
    const value = dimensionValue(trace, name);
    if (value !== NO_VALUE || dimensions.includes(name)) facets.push([name, value]);
  }
  facets.push(['week', isoWeek(trace.occurredAt)]);
  for (const [name, verdict] of judgeVerdicts(trace)) facets.push([`${JUDGE_FACET}${name}`, verdict]);
  return Object.fromEntries(facets);
}
