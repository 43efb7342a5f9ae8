/**
 * From the address of a figure to how it came about. Must not know how any figure is computed: each kind has its own
 * file. Invariant: what is explained is the figure of the report, to the last digit.
 */
import type { Explanation, FigureRef } from '../contract/report-ref.ts';
import { gatherEvidence, type EvidenceBase, type ReportInput } from './evidence-base.ts';
import { explainAgreement, explainConfusion } from './explain-agreement.ts';
import { explainAnytime } from './explain-anytime.ts';
import { explainContrast } from './explain-contrast.ts';
import { explainCoverage } from './explain-coverage.ts';
import { explainHypothesis } from './explain-hypothesis.ts';
import { explainJudge } from './explain-judge.ts';
import { explainContested, explainRate } from './explain-rate.ts';
import { explainSecondLook } from './explain-second-look.ts';
import { explainTrend } from './explain-trend.ts';
import { getChoiceQuestion } from './explained-item.ts';
import type { ReportMemo } from './memo.ts';
import { primaryQuestionOf } from './primary-question.ts';
import { prepareBasis } from './tallies.ts';

/**
 * Explains one figure of the report of `input`. Titles of items are empty: what was asked is content.
 * @param memo that of the report, so that nothing is resampled again
 *
 * Throws a RangeError where the report has no such figure (unknown question, option, judge …).
 */
export function explainFigure(input: ReportInput, ref: FigureRef, memo?: ReportMemo): Explanation {
  return explainWithin(input, gatherEvidence(input, memo), ref, memo);
}

function explainWithin(
  input: ReportInput,
  base: EvidenceBase,
  ref: FigureRef,
  memo: ReportMemo | undefined,
): Explanation {
  switch (ref.kind) {
    case 'rate':
      return ref.isContrast === true
        ? explainContrast(prepareBasis(input, base), getChoiceQuestion(input, ref.question), ref)
        : explainRate(prepareBasis(input, base), getChoiceQuestion(input, ref.question), ref);
    case 'contested':
      return explainContested(prepareBasis(input, base), getChoiceQuestion(input, ref.question), ref);
    case 'coverage':
      return explainCoverage(input, base, getChoiceQuestion(input, primaryQuestionOf(input)), ref);
    case 'agreement':
      return explainAgreement(input, base, ref, memo);
    case 'confusion':
      return explainConfusion(input, base, ref);
    case 'judge':
      return explainJudge(input, base, ref);
    case 'secondLook':
      return explainSecondLook(input, base, ref);
    case 'trend':
      return explainTrend(prepareBasis(input, base), getChoiceQuestion(input, ref.question), ref);
    case 'hypothesis':
      return explainHypothesis(prepareBasis(input, base, memo), ref, memo);
    case 'anytime':
      return explainAnytime(prepareBasis(input, base, memo), ref);
    default:
      return ref satisfies never;
  }
}
