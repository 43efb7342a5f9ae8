/**
 * Judges beside people, as the report carries them: one entry per judge and version that says something about the
 * question. Must not know how a figure is computed (see judge-metrics.ts and judge-rates.ts).
 *
 * Invariant: decisions at thresholds rest on people alone (statistics.md E5); nothing here feeds back into them.
 */
import type { z } from 'zod';
import type { judgeReport } from '../contract/report-agreement.ts';
import type { Figure } from '../contract/report-figure.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { judgeFigures } from './judge-metrics.ts';
import { apparentRateOf, assistedRateOf, correctedRateOf } from './judge-rates.ts';
import type { JudgeCells, JudgeEvidence, JudgeTally } from './judge-tallies.ts';
import { tallyJudge } from './judge-tallies.ts';
import type { RateSettings } from './rates.ts';
import type { ReportBasis } from './tallies.ts';

export type JudgeReport = z.infer<typeof judgeReport>;

export interface JudgesRequest {
  readonly basis: ReportBasis;
  /** From `listJudges`, once per report. */
  readonly judges: readonly JudgeEvidence[];
  readonly question: ChoiceQuestion;
  readonly isPrimary: boolean;
  readonly settings: RateSettings;
  /** The rate by people alone. */
  readonly human: Figure;
}

/** Words of a judge that are not understood, listed at most. */
const MAX_WORDS = 20;
const MAX_WORD_LENGTH = 200;

/**
 * Judges with a word that is understood for this question; for the primary question also those without, so that their
 * words are seen to be unknown.
 */
export function judgeReportsOf(request: JudgesRequest): JudgeReport[] {
  const { basis, judges, question, isPrimary } = request;
  return judges.flatMap((judge) => {
    const tally = tallyJudge(basis, judge, question, isPrimary);
    return tally.isUnderstood || (isPrimary && tally.unknownCount > 0)
      ? [judgeReportOf(judge.name, tally, request)]
      : [];
  });
}

/** One judge on one question. */
export function judgeReportOf(
  name: string,
  tally: JudgeTally,
  { question, settings, human }: Pick<JudgesRequest, 'question' | 'settings' | 'human'>,
): JudgeReport {
  const { strata } = tally;
  const isAskedOfAll = question.showIf === undefined;
  const { figure: assisted, reason, gain } = assistedRateOf(strata, human, settings.alpha, isAskedOfAll);
  return {
    judge: name.slice(0, MAX_WORD_LENGTH),
    itemCount: tally.itemCount,
    unknownCount: tally.unknownCount,
    unknownVerdicts: tally.unknownVerdicts
      .map((word) => word.trim().slice(0, MAX_WORD_LENGTH))
      .filter((word) => word !== '' && word.isWellFormed())
      .slice(0, MAX_WORDS),
    counts: countsOf(strata),
    ...judgeFigures(strata, settings),
    apparentRate: apparentRateOf(strata, settings, isAskedOfAll),
    corrected: isAskedOfAll ? correctedRateOf(strata, settings.alpha) : null,
    assisted,
    assistedReason: reason,
    gain,
  };
}

function countsOf(strata: readonly JudgeCells[]): JudgeReport['counts'] {
  const sum = (pick: (of: JudgeCells) => number): number => strata.reduce((total, of) => total + pick(of), 0);
  return {
    both: sum((of) => of.both),
    judgeOnly: sum((of) => of.judgeOnly),
    peopleOnly: sum((of) => of.peopleOnly),
    neither: sum((of) => of.neither),
  };
}
