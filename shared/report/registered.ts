/**
 * Registered versus observed: whether the stop rule allows a decision, what may be said at any time, the registered
 * claims, and what was done otherwise. Must not know how rates are computed. Invariant: nothing here reads anything of
 * the registration that could have been written after the draw: it is the audit's frozen plan.
 */
import type { z } from 'zod';
import type { questionReport, registeredVersusObserved } from '../contract/report.ts';
import type { Audit, AuditPlan } from '../domain/audit.ts';
import { canonicalJson } from '../domain/canonical.ts';
import type { Registration } from '../domain/registration.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { Verdict } from '../statistics/threshold.ts';
import type { Anytime } from './anytime.ts';
import { anytimeOf } from './anytime.ts';
import { hypothesesOf } from './hypotheses.ts';
import type { RateSettings } from './rates.ts';
import type { StopFinding, StopState } from './stop-rule.ts';
import { finishedOf, stopStateOf } from './stop-rule.ts';
import type { ReportBasis } from './tallies.ts';
import { percent } from './words.ts';

export type Registered = z.infer<typeof registeredVersusObserved>;

/** What the stop rule says; null for audits without a registration. */
export interface StopProgress {
  readonly registration: Registration;
  readonly stop: StopFinding;
  readonly anytime: Anytime | null;
}

/** The stop rule held against the completed prefix; before the questions, whose sentences depend on it. */
export function progressOf(basis: ReportBasis): StopProgress | null {
  const { audit, scorecard } = basis.input;
  const { registration, thresholds } = audit.plan;
  if (registration === undefined) return null;
  const question = scorecard.questions.find((one) => one.id === registration.primaryQuestion);
  if (question === undefined || !isChoice(question)) {
    const sentence = 'The registered primary question is not a choice question of the scorecard.';
    return { registration, anytime: null, stop: { decision: null, isReached: false, share: 0, sentence } };
  }
  const limit = thresholds.find((one) => one.question === question.id)?.limit ?? null;
  const anytime = anytimeOf(basis, question, limit);
  const stop = stopStateOf(basis, registration.stopRule, { question, limit }, anytime);
  return { registration, anytime, stop };
}

/** Why the figures are no decision yet; null once the audit is closed or its registered stop rule is reached. */
export function notYetOf(basis: ReportBasis, progress: StopProgress | null): string | null {
  if (basis.input.audit.state === 'closed' || progress?.stop.isReached === true) return null;
  if (progress !== null) return progress.stop.sentence;
  const { finished, drawn } = finishedOf(basis);
  return `the audit is decided when it closes; ${finished} of ${drawn} items are finished.`;
}

/**
 * What the registered stop rule decides about the primary limit, where it is a rule with a decision of its own and
 * something may be decided: after looks the bounds at the end do not have the error that they name.
 */
export function decisionOf(basis: ReportBasis, progress: StopProgress | null): Verdict | null {
  return notYetOf(basis, progress) === null ? (progress?.stop.decision ?? null) : null;
}

/** Registered versus observed; null for audits that registered nothing but thresholds. */
export function registeredOf(
  basis: ReportBasis,
  progress: StopProgress | null,
  settings: RateSettings,
  questions: readonly z.infer<typeof questionReport>[],
): Registered | null {
  if (progress === null) return null;
  const { registration, stop, anytime } = progress;
  const notYet = notYetOf(basis, progress);
  return {
    registration,
    stop: { isReached: stop.isReached, sentence: stop.sentence, share: stop.share },
    anytime,
    hypotheses: hypothesesOf(registration.hypotheses, { basis, settings, questions, notYet }),
    deviations: deviationsOf(basis, progress),
  };
}

/** What was done otherwise than registered, each as a sentence. */
function deviationsOf(basis: ReportBasis, { registration, stop }: StopProgress): string[] {
  const { audit, manifest } = basis.input;
  return [
    ...closingDeviations(basis, audit, registration, stop),
    ...limitDeviations(audit.plan, registration),
    ...planDeviations(audit.plan, manifest.plan),
  ];
}

function closingDeviations(
  basis: ReportBasis,
  audit: Audit,
  { stopRule }: Registration,
  stop: StopState,
): string[] {
  if (audit.state !== 'closed') return [];
  const { finished, drawn } = finishedOf(basis);
  const open = drawn - finished;
  const deviations: string[] = [];
  if (!stop.isReached && stopRule.kind !== 'fixed') {
    deviations.push(`The audit was closed before its stop rule was reached. ${stop.sentence}`);
  }
  // A rule that is reached early is meant to leave items open.
  if (open > 0 && !(stop.isReached && stopRule.kind !== 'fixed')) {
    deviations.push(
      `The audit was closed before its planned end, with ${open} of ${drawn} items open or reviewed by fewer people than planned.`,
    );
  }
  return deviations;
}

function limitDeviations({ thresholds }: AuditPlan, { primaryQuestion, hypotheses }: Registration): string[] {
  const deviations: string[] = [];
  const primary = thresholds.find((of) => of.question === primaryQuestion);
  if (primary === undefined && thresholds.length > 0) {
    deviations.push('The plan sets limits, but none on the registered primary question.');
  }
  for (const { statement, claim } of hypotheses) {
    if (claim.kind !== 'rate' || claim.part !== null) continue;
    const limit = thresholds.find((of) => of.question === claim.question)?.limit;
    if (limit !== undefined && limit !== claim.limit) {
      deviations.push(
        `“${statement}” is registered at ${percent(claim.limit)}, the plan’s limit of the same question is ${percent(limit)}.`,
      );
    }
  }
  return deviations;
}

const textOf = (of: unknown): string => (of === undefined ? '' : canonicalJson(of));

function planDeviations(audited: AuditPlan, drawn: AuditPlan): string[] {
  const names = new Set([...Object.keys(audited), ...Object.keys(drawn)] as (keyof AuditPlan)[]);
  const differing = [...names].filter((name) => textOf(audited[name]) !== textOf(drawn[name])).toSorted();
  if (differing.length === 0) return [];
  return [`The plan of the audit differs from the one that was drawn, in: ${differing.join(', ')}.`];
}
