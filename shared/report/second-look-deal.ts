/**
 * The deal of a second look: first verdicts drawn by the plan's shares, each for another of the audit's reviewers. The
 * same on a device and at a hub; who may begin it is theirs to know.
 *
 * Invariant: it begins once, after the last first review; so what was drawn does not hang on who had finished first.
 */
import type { Audit, SecondLook, SecondLookPlan } from '../domain/audit.ts';
import { Fault } from '../domain/fault.ts';
import type { Person } from '../domain/person.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import { isChoice } from '../domain/scorecard.ts';
import type { SecondLookDeal } from '../sampling/second-look.ts';
import { dealSecondLooks } from '../sampling/second-look.ts';
import type { ReportInput } from './evidence-base.ts';
import { gatherEvidence } from './evidence-base.ts';
import { countOutstanding, listFirstVerdicts } from './first-verdicts.ts';
import { primaryQuestionOf } from './primary-question.ts';

export interface PlannedSecondLook {
  question: ChoiceQuestion;
  looks: SecondLook[];
  clean: number;
  flagged: number;
  /** First verdicts that nobody else could judge. */
  leftOut: number;
}

/** The plan's shares, if it is time. Throws `Fault` CONFLICT with the way out where it is not. */
export function requireSecondLookTime(audit: Audit, begun: readonly SecondLook[]): SecondLookPlan {
  const { secondLook } = audit.plan;
  if (audit.state === 'planned' || audit.state === 'drawn') {
    throw conflict(
      'This audit has not been given out to reviewers.',
      'Draw it on the Plan screen; the second look follows the last first review.',
    );
  }
  if (secondLook === undefined) {
    throw conflict(
      'This audit was planned without a second look, and its plan is frozen.',
      'Plan one, with its shares, in the next audit.',
    );
  }
  if (begun.length > 0) {
    throw conflict(
      'The second look of this audit has already begun.',
      'Its items are in the queues of its reviewers; wait for them, or close the audit as it is.',
    );
  }
  if (audit.state === 'closed') {
    throw conflict(
      'This audit is closed.',
      'Plan a second look in the next audit, and begin it before the close.',
    );
  }
  return secondLook;
}

/**
 * Draws and deals by everything that is known; `people`: everybody, of whom those known by imported reviews alone judge
 * nothing here. Throws `Fault` CONFLICT where it is not time, or nobody could judge.
 */
export function planSecondLook(input: ReportInput, people: readonly Person[]): PlannedSecondLook {
  const plan = requireSecondLookTime(input.audit, input.secondLooks);
  const question = getPrimary(input);
  const { looks, ...counts } = deal(input, question, { ...plan, people });
  return { question, looks: looks as SecondLook[], ...counts };
}

function getPrimary(input: ReportInput): ChoiceQuestion {
  const id = primaryQuestionOf(input);
  const question = input.scorecard.questions.filter(isChoice).find((one) => one.id === id);
  if (question === undefined) throw new RangeError(`the scorecard has no question ${id} with a rate`);
  return question;
}

/** The deal, once every first review is in and somebody else can judge. */
function deal(
  input: ReportInput,
  question: ChoiceQuestion,
  { people, ...plan }: SecondLookPlan & { people: readonly Person[] },
): SecondLookDeal {
  const base = gatherEvidence(input);
  const missing = countOutstanding(base, input);
  if (missing > 0) {
    throw conflict(
      missing === 1 ? '1 first review is missing.' : `${missing} first reviews are missing.`,
      'A second look is drawn from all first verdicts: wait for them, or ask their reviewers to skip what they cannot judge; then sync.',
    );
  }
  const verdicts = listFirstVerdicts(base, question, input);
  if (verdicts.length === 0) {
    throw conflict(
      'There is no first verdict to look at again: every item was skipped.',
      'Close the audit as it is.',
    );
  }
  // Also those who reviewed an item before it was given to somebody else have seen it.
  const reviewsByItem = Map.groupBy(input.reviews, (of) => of.itemId);
  const imported = new Set(people.flatMap((one) => (one.isImported === true ? [one.id] : [])));
  const dealt = dealSecondLooks({
    seed: input.manifest.plan.seed,
    items: verdicts.map(({ record, verdict }) => ({
      itemId: record.item.id,
      traceId: record.item.traceId,
      verdict,
      judgeIds: [...record.order, ...(reviewsByItem.get(record.item.id) ?? []).map((of) => of.personId)],
    })),
    reviewerIds: input.assignments.flatMap((one) => one.personIds.filter((id) => !imported.has(id))),
    ...plan,
  });
  if (dealt.looks.length > 0) return dealt;
  if (dealt.leftOut === 0) {
    throw conflict(
      'Every first verdict is flagged, and the plan sends only clean ones round again.',
      'Close the audit; plan a share of flagged verdicts in the next one.',
    );
  }
  throw conflict(
    'Nobody else could judge: every reviewer of this audit has had the items that would go round again.',
    'Give the next audit to one reviewer more than judge each item.',
  );
}

function conflict(what: string, remedy: string): Fault {
  return new Fault('CONFLICT', { what, remedy });
}
