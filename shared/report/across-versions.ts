/**
 * Whether the rates of a question in two audits are rates of one thing. Where a version of the taxonomy lies between, they are
 * only where every old label counts as it did, or where a relabel says what the earlier audit's rate is under the later one.
 * Must not know intervals.
 *
 * Invariant: a difference across a broken line is never told, whichever of the two audits comes first.
 */
import type { Rate } from './rates.ts';
import type { Report } from '../contract/report.ts';
import type { ChoiceQuestion, Scorecard } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import { composedMapping } from '../migration/composed-mapping.ts';
import { lineAcross } from '../migration/line-across.ts';
import { keepsRate } from '../taxonomy/mapping.ts';
import { isSameVersion } from '../taxonomy/versions.ts';

/** A report with the scorecard that its reviewers were asked by. */
export interface AskedReport {
  readonly report: Report;
  readonly scorecard: Scorecard;
}

/** What is known of changes between two audits. */
export interface Changes {
  readonly publications: Parameters<typeof composedMapping>[0];
  /** What relabels of either audit say. */
  readonly bridges: readonly NonNullable<Report['bridge']>[];
}

export const noChanges: Changes = { publications: [], bridges: [] };

/** Null where both rates may stand beside one another as they are. */
export type Across =
  | { readonly isBroken: true; readonly sentence: string }
  /** The rate of the audit of the earlier version under the later one. */
  | {
      readonly isBroken: false;
      readonly earlierId: Report['auditId'];
      readonly rate: Rate;
      readonly note: string;
    };

export function acrossVersions(
  one: AskedReport,
  other: AskedReport,
  id: string,
  changes: Changes,
): Across | null {
  const [a, b] = [questionIn(one, id), questionIn(other, id)];
  if (a === null || b === null) return null;
  const [va, vb] = [a.taxonomy, b.taxonomy];
  if (va === undefined || vb === undefined || isSameVersion(va, vb)) return sameEvents(a, b);
  const forth = composedMapping(changes.publications, va, vb);
  const mapping = forth ?? composedMapping(changes.publications, vb, va);
  if (mapping === null) {
    return {
      isBroken: true,
      sentence: `The two audits ask “${a.title}” by classes of which neither was made from the other: their rates cannot be compared.`,
    };
  }
  const [earlier, before, after] = forth === null ? [other, b, a] : [one, a, b];
  if (keepsRate(mapping, before.eventOptions, after.eventOptions)) return null;
  const earlierId = earlier.report.auditId;
  const bridged = changes.bridges.filter(
    (of) => of.auditId === earlierId && of.question === id && isSameVersion(of.to, after.taxonomy!),
  );
  const whole = bridged.find((of) => !of.isBroken);
  const versions = [before.taxonomy!.version, after.taxonomy!.version] as const;
  if (whole === undefined) {
    const { sentence } = lineAcross({
      mapping,
      eventsBefore: before.eventOptions,
      eventsAfter: after.eventOptions,
      versions,
      bridged,
    });
    return { isBroken: true, sentence };
  }
  return {
    isBroken: false,
    earlierId,
    rate: { figure: whole.after, events: eventsOf(whole), cell: null },
    note: `the rate of “${earlier.report.title}” is what a relabel says of it under version ${versions[1]}, bridging error included`,
  };
}

function questionIn({ scorecard }: AskedReport, id: string): ChoiceQuestion | null {
  return scorecard.questions.filter(isChoice).find((of) => of.id === id) ?? null;
}

/** Versions of a scorecard may count other answers as the event without any taxonomy. */
function sameEvents(a: ChoiceQuestion, b: ChoiceQuestion): Across | null {
  const [one, other] = [new Set<string>(a.eventOptions), new Set<string>(b.eventOptions)];
  if (one.size === other.size && one.isSubsetOf(other)) return null;
  return {
    isBroken: true,
    sentence: `The two audits count other answers to “${a.title}” as the event: their rates cannot be compared.`,
  };
}

function eventsOf({ classes }: NonNullable<Report['bridge']>): number {
  const counted = classes.map((of) => (of.found ?? 0) * (of.isCertain ? of.items : of.judged));
  return Math.round(counted.reduce((sum, one) => sum + one, 0));
}
