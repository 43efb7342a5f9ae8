/**
 * The verdict on a registered limit: the one-sided bounds that decide, the sentence that explains them, whether skipped
 * items or rulings could turn it, and what would change it (statistics.md A6, A7, B9, D1).
 *
 * Must not know how a report is laid out. Invariant: before the end, or the registered stop rule, the sentence says that
 * this is not a decision yet.
 */
import type { z } from 'zod';
import type { thresholdVerdict } from '../contract/report.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { CiMethod } from '../statistics/proportion.ts';
import type { StratumTally } from '../statistics/proportion-counts.ts';
import { stratifiedProportionFromCounts } from '../statistics/proportion-counts.ts';
import type { Verdict } from '../statistics/threshold.ts';
import type { Decision, Limit, QuestionCounts } from './hypothetical.ts';
import { decideOn, spreadWhole, withSkipped } from './hypothetical.ts';
import { changesOf, moreNeededFor, verdictWords } from './verdict-changes.ts';
import { percent } from './words.ts';

export type ThresholdVerdict = z.infer<typeof thresholdVerdict>;

export interface VerdictContext {
  readonly question: ChoiceQuestion;
  readonly limit: number;
  readonly ciMethod: CiMethod;
  readonly strata: readonly { readonly values: readonly string[] }[];
  /** Why the figures are not a decision yet; null once they are. */
  readonly notYet: string | null;
  /** What the registered stop rule decides of this question; null where it has no decision of its own. */
  readonly registered: Verdict | null;
}

/** The verdict on a limit with everything that could turn it. */
export function verdictOf(counts: QuestionCounts, context: VerdictContext): ThresholdVerdict {
  const { question, limit: tau, ciMethod, notYet } = context;
  const limit: Limit = { tau, ciMethod };
  const { asStands } = counts;
  const now = decideOn(asStands, limit);
  const isOpen = now.verdict === 'INCONCLUSIVE' || now.verdict === 'INSUFFICIENT';
  const more = isOpen && now.result !== null ? moreNeededFor(asStands, limit) : null;
  const sentence = sentenceOf(now, question, tau, more) + byRule(context.registered, now);
  const differs = (other: readonly StratumTally[]): boolean => decideOn(other, limit).verdict !== now.verdict;
  return {
    limit: tau,
    verdict: now.verdict,
    lower: now.result?.low ?? null,
    upper: now.result?.high ?? null,
    moreNeeded: more,
    sentence: notYet === null ? sentence : `Not a decision yet: ${notYet} So far: ${sentence}`,
    isSensitiveToSkips: differs(withSkipped(asStands, false)) || differs(withSkipped(asStands, true)),
    isSensitiveToRulings: differs(counts.allEvent) || differs(counts.anyEvent),
    changes: changesOf(counts, now, limit, question, more),
    moreByStratum: more === null ? [] : listMore(context.strata, asStands, more),
  };
}

/** A registered rule that looks more than once has the last word. */
function byRule(registered: Verdict | null, now: Decision): string {
  if (registered === null || registered === now.verdict) return '';
  return ` By the registered stop rule, which allows for looking more than once, it is: ${verdictWords[registered]}.`;
}

function listMore(
  strata: VerdictContext['strata'],
  tallies: readonly StratumTally[],
  more: number,
): ThresholdVerdict['moreByStratum'] {
  return spreadWhole(tallies, more).flatMap((items, h) =>
    items > 0 ? [{ stratum: [...(strata[h]?.values ?? [])], items }] : [],
  );
}

function sentenceOf(
  { verdict, result }: Decision,
  { rateTitle }: ChoiceQuestion,
  tau: number,
  more: number | null,
): string {
  if (result === null) {
    return `There is no estimate of the ${rateTitle} yet, so the limit of ${percent(tau)} cannot be judged.`;
  }
  const about = more === null ? '' : ` About ${more} more items would decide it if the rate stays as it is.`;
  const says = {
    PASS: `With 95 % confidence the ${rateTitle} is at most ${percent(result.high)}: within the registered limit of ${percent(tau)}.`,
    BREACH: `With 95 % confidence the ${rateTitle} is at least ${percent(result.low)}: over the registered limit of ${percent(tau)}.`,
    INCONCLUSIVE: `The ${rateTitle} may lie on either side of the registered limit of ${percent(tau)}.${about}`,
    INSUFFICIENT: `Too few items are reviewed to judge the registered limit of ${percent(tau)}.${about}`,
  } as const;
  return says[verdict];
}

/** The rate with every contested item taken each way, and with every skipped one. */
export function boundsOf(
  counts: QuestionCounts,
  settings: { readonly alpha: number; readonly ciMethod: CiMethod },
): { lowest: number | null; highest: number | null } {
  const estimate = (strata: readonly StratumTally[]) =>
    stratifiedProportionFromCounts({ strata, ...settings }).estimate;
  return { lowest: estimate(counts.allEvent), highest: estimate(counts.anyEvent) };
}
