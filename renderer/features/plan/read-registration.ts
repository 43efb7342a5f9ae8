/**
 * Owns the reading of what a plan registers beyond its limit: primary question, hypotheses, stop rule, second look. Must
 * not know results or judge a hypothesis. Invariant: a form in which nothing of it was touched registers nothing, and a
 * claim that is half filled in is a problem, never a smaller claim.
 */
import type { SecondLookPlan } from '../../../shared/domain/audit.ts';
import type { Claim, Hypothesis, Registration, StopRule } from '../../../shared/domain/registration.ts';
import type { ChoiceQuestion, Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { Dimension } from '../../../shared/domain/trace.ts';
import type { HypothesisDraft, PlanDraft } from './plan-draft.ts';
import { readCoefficient, readMargin, readPercent, readShare, readWhole } from './read-typed.ts';
import { claimInWords } from './registration-words.ts';

export interface Registering {
  registration?: Registration;
  secondLook?: SecondLookPlan;
}
export type RegistrationField = 'hypotheses' | 'stopRule' | 'secondLook';
export type RegistrationProblems = Partial<Record<RegistrationField, string>>;

/** The questions of a scorecard that have a rate. */
export function rateQuestions(card: Scorecard | null): ChoiceQuestion[] {
  return (card?.questions ?? []).filter(isChoice);
}

/** The question whose rate decides: the chosen one, or the first with a rate. */
export function primaryQuestionOf(draft: Pick<PlanDraft, 'primaryQuestion'>, card: Scorecard | null): string {
  const questions = rateQuestions(card);
  const chosen = questions.find((one) => one.id === draft.primaryQuestion);
  return (chosen ?? questions[0])?.id ?? 'hallucination';
}

/** What is registered, or the problem of each part. Problems of hypotheses name the first one that has any. */
export function readRegistration(
  draft: PlanDraft,
  card: Scorecard | null,
): { ok: true; value: Registering } | { ok: false; problems: RegistrationProblems } {
  const problems: RegistrationProblems = {};
  const primaryQuestion = primaryQuestionOf(draft, card);
  const hypotheses: Hypothesis[] = [];
  for (const [at, one] of draft.hypotheses.entries()) {
    const read = readHypothesis(one, card);
    if (typeof read === 'object') hypotheses.push(read);
    else problems.hypotheses ??= `Hypothesis ${at + 1}: ${read}`;
  }
  const stopRule = readStopRule(draft);
  if (typeof stopRule === 'string') problems.stopRule = stopRule;
  const secondLook = readSecondLook(draft);
  if (typeof secondLook === 'string') problems.secondLook = secondLook;
  if (typeof stopRule === 'string' || typeof secondLook === 'string' || problems.hypotheses !== undefined) {
    return { ok: false, problems };
  }
  const isTouched =
    hypotheses.length > 0 ||
    stopRule.kind !== 'fixed' ||
    primaryQuestion !== primaryQuestionOf({ primaryQuestion: '' }, card);
  return {
    ok: true,
    value: {
      ...(isTouched ? { registration: { primaryQuestion, hypotheses, stopRule } } : {}),
      ...(secondLook === null ? {} : { secondLook }),
    },
  };
}

/** A hypothesis, or a sentence. Without a statement of its own it is stated as its claim is said. */
export function readHypothesis(typed: HypothesisDraft, card: Scorecard | null): Hypothesis | string {
  const claim = readClaim(typed, card);
  if (typeof claim === 'string') return claim;
  const statement = typed.statement.trim();
  if (statement.length > 500) return 'Keep the statement within 500 characters.';
  return { statement: statement === '' ? claimInWords(claim, card) : statement, claim };
}

function readClaim(typed: HypothesisDraft, card: Scorecard | null): Claim | string {
  const question = primaryQuestionOf({ primaryQuestion: typed.question }, card);
  const dimension = typed.dimension as Dimension;
  if (typed.kind === 'agreement') {
    const atLeast = readCoefficient(typed.limit);
    return typeof atLeast === 'string' ? atLeast : { kind: 'agreement', question, atLeast };
  }
  if (typed.kind === 'difference') {
    if (typed.dimension === '') return 'Choose the dimension whose parts are compared.';
    if (typed.value === '' || typed.other === '') return 'Choose both parts.';
    if (typed.value === typed.other) return 'Choose two different parts.';
    const { value: a, other: b, order: direction } = typed;
    return { kind: 'difference', question, dimension, a, b, direction };
  }
  const limit = readPercent(typed.limit);
  if (typeof limit === 'string') return limit;
  if (typed.dimension !== '' && typed.value === '')
    return 'Choose the part of the frame, or the whole frame.';
  const part = typed.dimension === '' ? null : { dimension, value: typed.value };
  return { kind: 'rate', question, part, direction: typed.direction, limit };
}

function readStopRule(draft: PlanDraft): StopRule | string {
  if (draft.stopRule === 'fixed') return { kind: 'fixed' };
  if (draft.stopRule === 'precision') {
    const halfWidth = readMargin(draft.stopMargin);
    return typeof halfWidth === 'string' ? halfWidth : { kind: 'precision', halfWidth };
  }
  if (draft.limit.trim() === '')
    return 'This stop rule decides a limit: enter one, or decide at the planned end.';
  if (draft.stopRule === 'verdict') return { kind: 'verdict' };
  const count = readWhole(draft.looksCount, 2, 20);
  return typeof count === 'string' ? count : { kind: 'looks', count, spending: draft.looksSpending };
}

/** The second look as far as it can be read; null for none, and while it is half typed. */
export function plannedSecondLook(draft: PlanDraft): SecondLookPlan | null {
  const read = readSecondLook(draft);
  return typeof read === 'string' ? null : read;
}

/** Null when no second look was asked for. */
function readSecondLook(draft: PlanDraft): SecondLookPlan | string | null {
  if (draft.cleanShare.trim() === '') return null;
  const cleanShare = readShare(draft.cleanShare, 0.1);
  const flaggedShare = draft.flaggedShare.trim() === '' ? 0 : readShare(draft.flaggedShare, 0);
  if (typeof cleanShare === 'string') return `Clean verdicts: ${cleanShare}`;
  if (typeof flaggedShare === 'string') return `Flagged verdicts: ${flaggedShare}`;
  return { cleanShare, flaggedShare };
}
