/** What triage found of a question of an audit, by the numbers of the statistics, with what the numbers stand for. Only types. */
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { Triage, TriageLabel, Verdict } from '../statistics/disagreement-triage.ts';

export interface QuestionTriage {
  readonly question: ChoiceQuestion;
  readonly triage: Triage;
  /** Person ids by number, sorted. */
  readonly people: readonly string[];
  /** Item ids by number: those with two labels or more. */
  readonly itemIds: readonly string[];
  readonly labels: readonly TriageLabel[];
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly numbers: ReadonlyMap<string, number>;
}
