/**
 * The counts on which a question's rate, its bounds and its verdict rest. Must not know intervals or limits. Invariant:
 * what contested items could become is read from what their reviewers said, never guessed.
 */
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { QuestionCounts } from './hypothetical.ts';
import type { ReportBasis } from './tallies.ts';
import { tallyStandings } from './tallies.ts';

/** The question's counts as they stand, and with every contested item ruled each way (statistics.md D1). */
export function countQuestion(basis: ReportBasis, question: ChoiceQuestion): QuestionCounts {
  const events = new Set(question.eventOptions);
  const isEvent = (option: string | null): boolean => option !== null && events.has(option);
  return {
    asStands: tallyStandings(basis, question, (of) => isEvent(of.option)),
    anyEvent: tallyStandings(basis, question, (of) => of.given.some(isEvent)),
    allEvent: tallyStandings(basis, question, (of) => of.given.length > 0 && of.given.every(isEvent)),
    ruled: basis.standings.of(question).filter((of) => of.isRuled).length,
    contested: basis.standings.of(question).filter((of) => of.isContested).length,
  };
}
