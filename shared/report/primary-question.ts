/** Which question is the headline of a report. Must not know figures. */
import { isChoice } from '../domain/scorecard.ts';
import type { ReportInput } from './evidence-base.ts';

/** The registered primary question; else the first with a threshold, else the first that has a rate. */
export function primaryQuestionOf({ audit, scorecard }: Pick<ReportInput, 'audit' | 'scorecard'>): string {
  const { registration, thresholds } = audit.plan;
  const rated = scorecard.questions.filter(isChoice).map((of) => of.id);
  const wanted = [registration?.primaryQuestion, ...thresholds.map((of) => of.question)];
  const found = wanted.find((id) => id !== undefined && rated.includes(id));
  return found ?? rated[0] ?? scorecard.questions[0]?.id ?? '';
}
