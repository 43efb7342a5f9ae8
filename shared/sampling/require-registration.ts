/**
 * What a registration must fit before it is frozen: the scorecard, the plan, and the frame as it was counted. Must not
 * judge whether a hypothesis is a good one.
 *
 * Invariant: a registration that is drawn can be held against results: every claim has a question, a part and a figure in
 * the report, and a stop rule has what makes it valid.
 */
import type { AuditPlan, Manifest } from '../domain/audit.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { findScorecard } from '../domain/catalogue.ts';
import { reportedDimensions } from '../domain/facets.ts';
import type { FramePart, Hypothesis, Registration } from '../domain/registration.ts';
import type { Scorecard } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { Dimension } from '../domain/trace.ts';
import { hasEqualWeights } from './outlook.ts';
import { Fault } from '../domain/fault.ts';

/** The plan's scorecard. Throws INVALID_INPUT for an unknown one, and for a limit on a question that has no rate. */
export function requireScorecard(
  plan: Pick<AuditPlan, 'scorecard' | 'thresholds'>,
  catalogue: Catalogue,
): Scorecard {
  const card = findScorecard(plan.scorecard, catalogue);
  if (card === null) {
    throw new Fault('INVALID_INPUT', {
      what: `There is no scorecard "${plan.scorecard.id}" version ${plan.scorecard.version}.`,
      where: 'plan.scorecard',
      remedy: 'Choose one that Assay ships or that was published.',
    });
  }
  for (const { question } of plan.thresholds) {
    if (card.questions.some((one) => one.id === question && isChoice(one))) continue;
    throw new Fault('INVALID_INPUT', {
      what: `The scorecard has no question "${question}" with a rate, so it cannot have a limit.`,
      where: 'plan.thresholds',
      remedy: 'Take the limit out, or choose a question with options.',
    });
  }
  return card;
}

/** Throws INVALID_INPUT for a registration that scorecard or plan cannot answer. */
export function requireRegistration(plan: AuditPlan, card: Scorecard): void {
  const { registration } = plan;
  if (registration === undefined) return;
  requireRate(card, registration.primaryQuestion, 'plan.registration.primaryQuestion');
  for (const [at, hypothesis] of registration.hypotheses.entries()) {
    requireClaim(plan, card, hypothesis, `plan.registration.hypotheses.${at}`);
  }
  requireLimit(plan, registration);
}

/** The same for what only the counted and drawn frame can tell. */
export function requireFrame({ plan, strata }: Pick<Manifest, 'plan' | 'strata'>): void {
  const { registration } = plan;
  if (registration === undefined) return;
  for (const [at, { claim }] of registration.hypotheses.entries()) {
    for (const { dimension, value } of partsOf(claim)) {
      const place = plan.dimensions.indexOf(dimension);
      if (place === -1 || strata.some((one) => one.values[place] === value)) continue;
      throw refuse(
        `No trace of the frame has ${dimension} "${value}".`,
        `plan.registration.hypotheses.${at}`,
        `Choose one of: ${[...new Set(strata.map((one) => one.values[place] ?? ''))].slice(0, 20).join(', ')}.`,
      );
    }
  }
  const { kind } = registration.stopRule;
  // Confidence sequence and e-process (specification B11) count items as draws of one binomial. Where weights differ, that
  // count estimates another rate than the report's, so stopping on it would be wrong, not merely wide: refused, because
  // nobody could repair it after the draw. Planned looks spend their error on KG*, which carries the weights.
  if ((kind === 'precision' || kind === 'verdict') && !hasEqualWeights(strata)) {
    throw refuse(
      'This stop rule is only valid where every item weighs the same, and in this sample weights differ.',
      'plan.registration.stopRule',
      'Allocate proportionally by dimensions without tiny strata, with no sizes by hand and none taken whole; or register planned looks instead.',
    );
  }
}

function requireRate(card: Scorecard, question: string, where: string): void {
  if (card.questions.some((one) => one.id === question && isChoice(one))) return;
  throw refuse(
    `The scorecard has no question "${question}" with a rate.`,
    where,
    'Choose a question with options.',
  );
}

function requireClaim(plan: AuditPlan, card: Scorecard, { claim }: Hypothesis, where: string): void {
  requireRate(card, claim.question, where);
  for (const { dimension } of partsOf(claim)) {
    if (plan.dimensions.includes(dimension) || reportedDimensions.includes(dimension)) continue;
    throw refuse(
      `Reports do not break down by ${dimension}, so a claim about it could not be checked.`,
      where,
      'Make it one of the dimensions of the strata, or choose another part.',
    );
  }
  if (claim.kind === 'difference' && claim.a === claim.b) {
    throw refuse(`The claim compares "${claim.a}" with itself.`, where, 'Choose two different parts.');
  }
  if (claim.kind === 'agreement' && plan.overlap.size === 0) {
    throw refuse(
      'Agreement cannot be measured without an overlap.',
      where,
      'Let some items overlap, or take this hypothesis out.',
    );
  }
}

/** A rule that ends with a verdict needs the limit that the verdict is about. */
function requireLimit({ thresholds, allocation }: AuditPlan, registration: Registration): void {
  const { stopRule, primaryQuestion } = registration;
  const isAboutLimit = stopRule.kind === 'verdict' || stopRule.kind === 'looks';
  if (isAboutLimit && !thresholds.some((one) => one.question === primaryQuestion)) {
    throw refuse(
      `This stop rule decides a limit, and none is registered for "${primaryQuestion}".`,
      'plan.registration.stopRule',
      'Register a limit for the primary question, or decide at the planned end.',
    );
  }
  if (stopRule.kind === 'looks' && stopRule.count > allocation.size) {
    throw refuse(
      `${stopRule.count} looks are more than the sample has items.`,
      'plan.registration.stopRule',
      'Plan fewer looks, or draw more.',
    );
  }
}

function partsOf(claim: Hypothesis['claim']): FramePart[] {
  const part = (dimension: Dimension, value: string): FramePart => ({ dimension, value });
  if (claim.kind === 'difference') return [part(claim.dimension, claim.a), part(claim.dimension, claim.b)];
  return claim.kind === 'rate' && claim.part !== null ? [claim.part] : [];
}

function refuse(what: string, where: string, remedy: string): Fault {
  return new Fault('INVALID_INPUT', { what, where, remedy });
}
