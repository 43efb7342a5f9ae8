/**
 * Whether rates before and after a change of the taxonomy may be put on one line. Must not know audits.
 *
 * Invariant: a line goes on only where every old label counts as it did, or where a relabel says what the rate is now; in
 * every other case it is broken, and says so.
 */
import type { z } from 'zod';
import type { bridgeReport } from '../contract/report-bridge.ts';
import type { ClassMapping } from '../domain/taxonomy-change.ts';
import { keepsRate } from '../taxonomy/mapping.ts';

export interface LineFacts {
  readonly mapping: readonly ClassMapping[];
  /** Options that counted as the event before; null where no audit asked. */
  readonly eventsBefore: readonly string[] | null;
  readonly eventsAfter: readonly string[];
  /** Versions before and after. */
  readonly versions: readonly [number, number];
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
  const whole = bridged.find((of) => !of.isBroken);
  if (whole !== undefined) return { isBroken: false, sentence: whole.sentence };
  const [first] = bridged;
  return {
    isBroken: true,
    sentence:
      first?.sentence ??
      `The line is broken between versions ${before} and ${after}: some old labels may count otherwise now, and nobody has judged them anew. Rates before and after cannot be compared.`,
  };
}
