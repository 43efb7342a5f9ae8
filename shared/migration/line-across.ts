/**
 * Whether rates before and after a change of the taxonomy may be put on one line. Must not know audits.
 *
 * Invariant: a line goes on only where every old label counts as it did, where old labels counted anew say what the rate is
 * now because each has one meaning, or where a relabel says it; in every other case it is broken, and says so.
 */
import type { z } from 'zod';
import type { bridgeReport } from '../contract/report-bridge.ts';
import type { Figure } from '../contract/report-figure.ts';
import type { ClassMapping } from '../domain/taxonomy-change.ts';
import { percent } from '../report/words.ts';
import { keepsRate } from '../taxonomy/mapping.ts';

export interface LineFacts {
  readonly mapping: readonly ClassMapping[];
  /** Options that counted as the event before; null where no audit asked. */
  readonly eventsBefore: readonly string[] | null;
  readonly eventsAfter: readonly string[];
  /** Versions before and after. */
  readonly versions: readonly [number, number];
  /** The rate of the last audit before, counted as the new version counts: where every old label has one meaning there. */
  readonly recounted?: {
    readonly title: string;
    readonly rateTitle: string;
    readonly rate: Figure;
    readonly before: Figure;
  } | null;
  /** What relabels say; those under way have no rate yet. */
  readonly bridged: readonly z.infer<typeof bridgeReport>[];
}

export function lineAcross(facts: LineFacts): { isBroken: boolean; sentence: string } {
  const { mapping, eventsBefore, eventsAfter, bridged } = facts;
  const [before, after] = facts.versions;
  if (eventsBefore === null) {
    return {
      isBroken: false,
      sentence: `No audit asked version ${before}: there is no rate to compare with.`,
    };
  }
  if (keepsRate(mapping, eventsBefore, eventsAfter)) {
    return {
      isBroken: false,
      sentence: `Every label of version ${before} counts in version ${after} as it did: rates go on across the change.`,
    };
  }
  const { recounted = null } = facts;
  if (recounted !== null && recounted.rate.estimate !== null) {
    return { isBroken: false, sentence: recountedInWords(recounted, before, after) };
  }
  const whole = bridged.find((of) => !of.isBroken);
  if (whole !== undefined) return { isBroken: false, sentence: whole.sentence };
  const [first] = bridged;
  return {
    isBroken: true,
    sentence:
      first?.sentence ??
      (mapping.every((one) => one.kind === 'certain')
        ? `The line is broken between versions ${before} and ${after}: every old label has one meaning in version ${after}, but some count otherwise there. Rates as they were reported count different things.`
        : `The line is broken between versions ${before} and ${after}: some old labels may count otherwise now, and nobody has judged them anew. Rates before and after cannot be compared.`),
  };
}

function recountedInWords(
  { title, rateTitle, rate, before: was }: NonNullable<LineFacts['recounted']>,
  before: number,
  after: number,
): string {
  const { estimate, low, high } = rate;
  const limits =
    low === null || high === null || low === high ? '' : ` (${percent(low)} to ${percent(high)})`;
  const then =
    was.estimate === null ? '' : ` It was reported as ${percent(was.estimate)} under version ${before}.`;
  return `Every old label has one meaning in version ${after}, and some count otherwise there. Counted as version ${after} counts, from the labels that were given, the ${rateTitle} of “${title}” is ${percent(estimate ?? 0)}${limits}.${then}`;
}
