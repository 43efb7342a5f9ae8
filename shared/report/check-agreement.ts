/**
 * Holds a measurement of agreement that somebody's ledger carries against the same computation here: from exactly the
 * reviews that it names, with its seed and number of replicates.
 *
 * Must not know who measured nor where. Invariant: what arrived after the measurement (later reviews, second looks, a
 * close) changes nothing of the outcome once every named review is here.
 */
import type { Audit, Manifest } from '../domain/audit.ts';
import { digestOf } from '../domain/canonical.ts';
import type { EventBody } from '../domain/events.ts';
import type { Review } from '../domain/review.ts';
import type { ChoiceQuestion, Scorecard } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import { alphaOf } from '../statistics/agreement.ts';
import type { EvidenceBase } from './evidence-base.ts';
import { gatherEvidence } from './evidence-base.ts';
import type { OverlapUnit } from './overlap.ts';
import { overlapUnits, pairedReviewers } from './overlap.ts';
import { figureOf } from './rates.ts';

export type MeasuredAgreement = EventBody<'agreement.measured@1'>;

/** The statistic that ledgers carry. */
export const KRIPPENDORFF_ALPHA = 'krippendorff_alpha';

export interface AgreementEvidence {
  audit: Audit;
  manifest: Manifest;
  scorecard: Scorecard;
  /** Reviews of the audit, also superseded and late ones: a measurement may be older than what took their place. */
  reviews: readonly Review[];
}

export interface AgreementOutcome {
  /** `waiting` while a named review is not here, or this version cannot compute the statistic. */
  outcome: 'confirmed' | 'differs' | 'waiting';
  /** The estimate that was measured, and the one computed here; null where there is none. */
  device: number | null;
  hub: number | null;
  sentence: string;
}

/** More replicates than anybody measures with: a ledger must not keep the hub busy for hours. */
const mostReplicates = 100_000;

/** Compares a measurement with what its own reviews give. */
export function checkAgreement(measured: MeasuredAgreement, evidence: AgreementEvidence): AgreementOutcome {
  const device = measured.value.estimate;
  const waiting = (sentence: string): AgreementOutcome => ({
    outcome: 'waiting',
    device,
    hub: null,
    sentence,
  });
  const differs = (hub: number | null, sentence: string): AgreementOutcome => ({
    outcome: 'differs',
    device,
    hub,
    sentence,
  });
  const isKnown = measured.statistic === KRIPPENDORFF_ALPHA && measured.replicates <= mostReplicates;
  if (!isKnown) {
    return waiting(
      `This version of the hub does not compute ${measured.statistic} with ${measured.replicates} replicates; it is checked once a version does.`,
    );
  }
  const question = findQuestion(evidence.scorecard, measured.questionId);
  if (question === null)
    return differs(null, `The scorecard has no question ${measured.questionId} with options.`);
  if (digestOf(measured.reviewIds.toSorted()) !== measured.reviewsDigest) {
    return differs(null, 'The digest of the measurement is not that of the reviews that it names.');
  }
  const named = new Set<string>(measured.reviewIds);
  const here = evidence.reviews.filter((one) => named.has(one.id));
  const missing = named.size - here.length;
  if (missing > 0) {
    return waiting(`The hub has not got ${missing} of the ${named.size} reviews that were measured yet.`);
  }
  const found = compute(measured, question, { ...evidence, reviews: here });
  const deviations = listDeviations(measured, found);
  if (deviations.length > 0) {
    return differs(
      found.estimate,
      `From the same ${named.size} reviews the hub computes ${deviations.join(', ')}.`,
    );
  }
  return {
    outcome: 'confirmed',
    device,
    hub: found.estimate,
    sentence: `The hub computes the same from the same ${named.size} reviews of ${found.raterCount} people on ${found.itemCount} items.`,
  };
}

function findQuestion(scorecard: Scorecard, id: string): ChoiceQuestion | null {
  return scorecard.questions.filter(isChoice).find((one) => one.id === id) ?? null;
}

interface Computed {
  estimate: number | null;
  low: number | null;
  high: number | null;
  itemCount: number;
  raterCount: number;
}

function compute(
  measured: MeasuredAgreement,
  question: ChoiceQuestion,
  evidence: AgreementEvidence,
): Computed {
  const { audit } = evidence;
  const units = overlapUnits(baseOf(evidence), question);
  const result = alphaOf({
    categories: question.options.map((of) => of.id),
    scale: question.type,
    units: units.map((of) => ({ labels: of.labels.map(({ option }) => option) })),
    seed: measured.seed,
    replicates: measured.replicates,
    alpha: audit.plan.alpha,
  });
  const { estimate, low, high } = figureOf(result);
  return { estimate, low, high, itemCount: countPairable(units), raterCount: pairedReviewers(units).length };
}

/** The named reviews alone, each as it counted when it was measured. */
function baseOf({ audit, manifest, scorecard, reviews }: AgreementEvidence): EvidenceBase {
  return gatherEvidence({
    audit,
    manifest,
    scorecard,
    reviews: reviews.map((one) => ({ ...one, isCurrent: true, isLate: false })),
    assignments: [],
    secondLooks: [],
    skips: [],
    refusedCount: 0,
    names: new Map(),
    computedAt: audit.plannedAt,
  });
}

function countPairable(units: readonly OverlapUnit[]): number {
  return units.filter((of) => of.labels.length > 1).length;
}

/** Sums are in the same order everywhere; only the last digits of logarithms may differ between engines. */
const tolerance = 1e-9;

function isClose(one: number | null, other: number | null): boolean {
  if (one === null || other === null) return one === other;
  return Math.abs(one - other) <= tolerance * Math.max(1, Math.abs(one));
}

function listDeviations({ value, itemCount, raterCount }: MeasuredAgreement, found: Computed): string[] {
  const told = (name: string, hub: number | null, device: number | null): string =>
    `${name} ${inWords(hub)} instead of ${inWords(device)}`;
  return [
    ...(isClose(value.estimate, found.estimate) ? [] : [told('α', found.estimate, value.estimate)]),
    ...(isClose(value.low, found.low) ? [] : [told('a lower limit of', found.low, value.low)]),
    ...(isClose(value.high, found.high) ? [] : [told('an upper limit of', found.high, value.high)]),
    ...(itemCount === found.itemCount ? [] : [`${found.itemCount} items instead of ${itemCount}`]),
    ...(raterCount === found.raterCount ? [] : [`${found.raterCount} people instead of ${raterCount}`]),
  ];
}

function inWords(value: number | null): string {
  return value === null ? 'none' : String(Number(value.toPrecision(6)));
}
