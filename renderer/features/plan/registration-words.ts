/**
 * What was registered, in sentences: for the form before the draw and for the audit after it. Must not know results.
 * Invariant: a claim is said with its question, its part and its number, so that nobody can read it another way later.
 */
import type { SecondLookPlan } from '../../../shared/domain/audit.ts';
import type { Claim, StopRule } from '../../../shared/domain/registration.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import { dimensionTitle, sentenceCase } from '../../lib/dimension-words.ts';

const percent = (share: number): string => `${Number((share * 100).toPrecision(6))}\u00a0%`;
const points = (share: number): string => `±\u00a0${Number((share * 100).toPrecision(6))} points`;

/** "hallucination rate": the name of a question's rate, or the question's id where the scorecard is not known. */
export function rateTitleOf(question: string, card: Scorecard | null): string {
  const found = card?.questions.find((one) => one.id === question);
  return found !== undefined && isChoice(found) ? found.rateTitle : `rate of ${question}`;
}

export function questionTitleOf(question: string, card: Scorecard | null): string {
  return card?.questions.find((one) => one.id === question)?.title ?? question;
}

const withThe = (title: string): string => `the ${title}`;

/** A claim as a sentence. */
export function claimInWords(claim: Claim, card: Scorecard | null): string {
  const rate = withThe(rateTitleOf(claim.question, card));
  switch (claim.kind) {
    case 'rate': {
      const where =
        claim.part === null ? '' : ` where ${dimensionTitle(claim.part.dimension)} is ${claim.part.value}`;
      return `${sentenceCase(rate)}${where} is ${claim.direction} ${percent(claim.limit)}.`;
    }
    case 'difference': {
      const than = claim.direction === 'different' ? 'different between' : `${claim.direction} for`;
      const between = claim.direction === 'different' ? 'and' : 'than for';
      return `${sentenceCase(rate)} is ${than} ${dimensionTitle(claim.dimension)} ${claim.a} ${between} ${claim.b}.`;
    }
    case 'agreement':
      return `Reviewers agree on ${questionTitleOf(claim.question, card).toLowerCase()} with an α of at least ${claim.atLeast}.`;
  }
}

/** What a stop rule means for those who work on the audit. */
export function stopRuleInWords(rule: StopRule): string {
  switch (rule.kind) {
    case 'fixed':
      return 'Decided once, when every item is reviewed or the audit is closed. Looking earlier decides nothing.';
    case 'precision':
      return `Reviewing may stop as soon as the rate is known to ${points(rule.halfWidth)}, by an interval that stays valid however often it is looked at.`;
    case 'verdict':
      return 'Reviewing may stop as soon as the evidence for or against the limit is 20 to 1, which holds at every look.';
    case 'looks':
      return `Decided at ${rule.count} looks, evenly spaced; ${rule.spending === 'obrienFleming' ? 'early looks need strong evidence, the last hardly more than usual (O’Brien–Fleming)' : 'every look needs about the same evidence (Pocock)'}.`;
  }
}

/** What a second look means. */
export function secondLookInWords({ cleanShare, flaggedShare }: SecondLookPlan): string {
  const flagged =
    flaggedShare === 0 ? 'and none of the flagged ones' : `and ${percent(flaggedShare)} of the flagged ones`;
  return `${percent(cleanShare)} of the clean first verdicts ${flagged} go to another person, who is not told what was said before, so that misses are counted too.`;
}
