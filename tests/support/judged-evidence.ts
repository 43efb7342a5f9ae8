/** Evidence with a judge called `checker`, and what a report says about it. */
import { judgeReport as judgeSchema } from '../../shared/contract/report-agreement.ts';
import type { QuestionReport } from '../../shared/report/compose.ts';
import { composeReport } from '../../shared/report/compose.ts';
import type { ReportInput } from '../../shared/report/evidence-base.ts';
import type { JudgeReport } from '../../shared/report/judges.ts';
import type { MadeItem } from './made-evidence.ts';

export const BAD = 'unsupported';
export const GOOD = 'supported';

/** Whether people see the event, and what the judge says: a word, or null for nothing. */
export const judgedItem = (people: boolean, judge: boolean | string | null, stratum = 'a'): MadeItem => ({
  stratum,
  answers: { ada: people ? 'factual' : 'none' },
  ...(judge === null
    ? {}
    : { verdicts: { checker: typeof judge === 'string' ? judge : judge ? BAD : GOOD } }),
});

export const times = (count: number, made: () => MadeItem): MadeItem[] => Array.from({ length: count }, made);

export function questionOf(input: ReportInput, id = 'hallucination'): QuestionReport {
  const found = composeReport(input).questions.find((of) => of.question === id);
  if (found === undefined) throw new Error(`no question ${id}`);
  return found;
}

/** The first judge of the primary question, held to the contract. */
export function judgeOf(input: ReportInput): JudgeReport {
  const [judge] = questionOf(input).judges;
  if (judge === undefined) throw new Error('no judge');
  return judgeSchema.parse(judge);
}
