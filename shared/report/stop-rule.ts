/**
 * Whether the registered stop rule allows a decision now (statistics.md B11), and the sentence that says so. Must not
 * know hypotheses. Invariant: looking never makes a decision easier: rules that may end an audit early use evidence that
 * stays valid under looking, or spend the error among looks that were registered.
 *
 * At registered looks the increments of the spending function are used as they are, each look at its own one-sided
 * error. By Bonferroni's inequality the errors of all looks add up to no more than what is spent, whatever their
 * correlation, so that unequal weights do no harm.
 */
import type { z } from 'zod';
import type { registeredVersusObserved } from '../contract/report.ts';
import type { StopRule } from '../domain/registration.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { increments, spendObrienFleming, spendPocock } from '../statistics/sequential.ts';
import type { Verdict } from '../statistics/threshold.ts';
import type { Anytime } from './anytime.ts';
import { tallyPrefix } from './anytime.ts';
import { DECISION_ERROR, decideOn } from './hypothetical.ts';
import type { ReportBasis } from './tallies.ts';
import { verdictWords } from './verdict-changes.ts';
import { count, digits, percent } from './words.ts';

export type StopState = z.infer<typeof registeredVersusObserved>['stop'];

/** A rule that decides by evidence of its own, rather than by when to look, says what it decides. */
export interface StopFinding extends StopState {
  /** Null for rules without a decision of their own, and where they cannot be followed. */
  readonly decision: Verdict | null;
}

/** A look that spends less than this decides nothing, and quantiles of it have no digits. */
const LEAST_ERROR = 1e-9;

export interface StopQuestion {
  readonly question: ChoiceQuestion;
  /** Limit of the primary question; null where none is registered. */
  readonly limit: number | null;
}

/** Items of the sample that nobody has left to do. */
export function finishedOf({ base }: Pick<ReportBasis, 'base'>): { finished: number; drawn: number } {
  return { finished: base.records.filter((of) => of.isFinished).length, drawn: base.records.length };
}

/** The state of a rule; `share` is how far it has come, 1 where it is reached. */
export function stopStateOf(
  basis: ReportBasis,
  rule: StopRule,
  primary: StopQuestion,
  anytime: Anytime,
): StopFinding {
  switch (rule.kind) {
    case 'fixed':
      return { ...fixedState(basis), decision: null };
    case 'precision':
      return { ...precisionState(basis, rule.halfWidth, anytime), decision: null };
    case 'verdict':
      return verdictState(basis, anytime);
    case 'looks':
      return looksState(basis, rule, primary);
    default:
      return rule satisfies never;
  }
}

function fixedState(basis: ReportBasis): StopState {
  const { finished, drawn } = finishedOf(basis);
  const isReached = finished === drawn;
  const sentence = isReached
    ? `All ${count(drawn, 'item')} of the plan are finished: the audit may be decided.`
    : `The audit is decided at its planned end; ${finished} of ${count(drawn, 'item')} are finished.`;
  return { isReached, sentence, share: finished / drawn };
}

const unequal = (rule: string): StopFinding => ({
  decision: null,
  isReached: false,
  share: 0,
  sentence: `The ${rule} can only be followed with nearly equal weights, which this sample does not have.`,
});

const nothingYet: StopFinding = {
  decision: null,
  isReached: false,
  share: 0,
  sentence: 'No item at the head of the queue is finished yet.',
};

function precisionState(basis: ReportBasis, wanted: number, { interval }: Anytime): StopState {
  if (interval.reason === 'UNEQUAL_WEIGHTS') return unequal('registered precision');
  if (interval.low === null || interval.high === null) return nothingYet;
  const half = (interval.high - interval.low) / 2;
  const isReached = half <= wanted;
  const stands = `the interval that stays valid under looking is ± ${percent(half)} after ${count(interval.n, 'item')}`;
  return {
    isReached,
    // A width falls with the square root of the items.
    share: isReached ? 1 : Math.min(1, (wanted / half) ** 2),
    sentence: isReached
      ? `The registered precision of ± ${percent(wanted)} is reached: ${stands}.`
      : `The registered precision of ± ${percent(wanted)} is not reached: ${stands}.${exhausted(basis)}`,
  };
}

function verdictState(basis: ReportBasis, { interval, evidence, n }: Anytime): StopFinding {
  if (interval.reason === 'UNEQUAL_WEIGHTS') return unequal('registered rule to stop at a verdict');
  if (interval.estimate === null) return nothingYet;
  if (evidence === null) {
    const sentence = 'The primary question has no registered limit, so that no verdict can end the audit.';
    return { decision: null, isReached: false, share: 0, sentence };
  }
  const { pass, breach, declareAt } = evidence;
  const most = Math.max(pass, breach);
  const isReached = most >= declareAt;
  const found = pass >= breach ? 'pass' : 'breach';
  const needed = `${digits(declareAt)} are needed`;
  return {
    decision: isReached ? (pass >= breach ? 'PASS' : 'BREACH') : 'INCONCLUSIVE',
    isReached,
    share: isReached ? 1 : Math.max(0, Math.min(1, Math.log(most) / Math.log(declareAt))),
    sentence: isReached
      ? `After ${count(n, 'item')} the evidence for a ${found} is ${digits(most)} (${needed}): the audit may be decided.`
      : `After ${count(n, 'item')} the evidence is ${digits(pass)} for a pass and ${digits(breach)} for a breach; ${needed}.${exhausted(basis)}`,
  };
}

const exhausted = (basis: ReportBasis): string => {
  const { finished, drawn } = finishedOf(basis);
  return finished === drawn ? ' Every item of the plan is finished.' : '';
};

/** One of the registered looks. */
export interface Look {
  /** Items of the queue that it covers. */
  readonly items: number;
  /** One-sided error that it may spend. */
  readonly error: number;
}

/** Equally spaced looks with what each of them may spend of the one-sided error of a decision. */
export function listLooks(rule: Extract<StopRule, { kind: 'looks' }>, drawn: number): Look[] {
  const spend = rule.spending === 'pocock' ? spendPocock : spendObrienFleming;
  const times = Array.from({ length: rule.count }, (_, k) => (k + 1) / rule.count);
  const errors = increments(times.map((t) => spend(DECISION_ERROR, t)));
  return times.map((t, k) => ({ items: Math.ceil(t * drawn - 1e-9), error: errors[k]! }));
}

function looksState(
  basis: ReportBasis,
  rule: Extract<StopRule, { kind: 'looks' }>,
  { question, limit }: StopQuestion,
): StopFinding {
  const { prefixLength, records } = basis.base;
  const looks = listLooks(rule, records.length);
  const done = looks.filter((of) => of.items <= prefixLength);
  const verdicts = done.map(({ items, error }): Verdict => {
    if (limit === null || error < LEAST_ERROR) return 'INCONCLUSIVE';
    const { ciMethod } = basis.input.audit.plan;
    return decideOn(tallyPrefix(basis, question, items), { tau: limit, ciMethod, error }).verdict;
  });
  const deciding = verdicts.findIndex((of) => of === 'PASS' || of === 'BREACH');
  const share = prefixLength / records.length;
  if (deciding !== -1) {
    const { items, error } = done[deciding]!;
    return {
      decision: verdicts[deciding]!,
      isReached: true,
      share: 1,
      sentence: `Look ${deciding + 1} of ${looks.length}, after ${count(items, 'item')}, decides at its one-sided error of ${percent(error)}: ${verdictWords[verdicts[deciding]!]}.`,
    };
  }
  const next = looks[done.length];
  if (next === undefined) {
    const sentence = `All ${looks.length} registered looks are done and none decided; the audit is at its planned end.`;
    return { decision: limit === null ? null : 'INCONCLUSIVE', isReached: true, share: 1, sentence };
  }
  const so =
    done.length === 0
      ? 'No registered look is due yet'
      : `${done.length} of ${looks.length} looks did not decide`;
  return {
    decision: limit === null ? null : 'INCONCLUSIVE',
    isReached: false,
    share,
    sentence: `${so}; the next is after ${count(next.items, 'item')}, ${prefixLength} are complete.`,
  };
}
