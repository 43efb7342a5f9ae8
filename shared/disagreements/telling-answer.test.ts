// What stands out in how one reviewer labels, in numbers and in the sentence that owners and the reviewer read.
import { describe, expect, test } from 'vitest';
import { hallucinationAudit } from '../domain/defaults.ts';
import type { AuditId, EventId, ItemId, PersonId, ReviewId } from '../domain/ids.ts';
import type { Review } from '../domain/review.ts';
import { choiceQuestions } from './find-cases.ts';
import type { QuestionTriage } from './question-triage.ts';
import { confusionsOf, tellingAnswer } from './telling-answer.ts';
import { triageQuestion } from './triage-question.ts';
import { differenceInWords } from './verdict-words.ts';

const [question] = choiceQuestions(hallucinationAudit);

function review(person: string, item: string, option: string): Review {
  return {
    id: `review of ${item} by ${person}` as ReviewId,
    auditId: 'audit' as AuditId,
    itemId: item as ItemId,
    personId: person as PersonId,
    eventId: 'event' as EventId,
    scorecard: { id: 'hallucination_audit', version: 1 },
    answers: { hallucination: { type: 'choice', option } },
    submittedAt: '2026-01-07T10:00:00.000Z',
    elapsedMs: 1000,
    supersedes: null,
    isLate: false,
    isCurrent: true,
  };
}

/** Sixty items with an error and sixty without, in turn; `answerOf` says what each of four people answers on the former. */
function triageOf(answerOf: (person: string, at: number) => string): QuestionTriage {
  const items = Array.from({ length: 120 }, (_, at) => ({
    itemId: `item ${at}`,
    reviews: ['a', 'b', 'c', 'd'].map((person) =>
      review(person, `item ${at}`, at % 2 === 0 ? answerOf(person, at / 2) : 'none'),
    ),
  }));
  return triageQuestion({
    scorecard: hallucinationAudit,
    question: question!,
    items,
    isUnsupported: () => false,
  });
}

describe('what stands out in how a reviewer labels', () => {
  const of = triageOf((person, at) => (person === 'd' && at % 4 < 3 ? 'factual' : 'policy'));
  const at = (id: string): number => question!.options.findIndex((one) => one.id === id);

  test('is the answer that they give where most others give another, with everybody else beside it', () => {
    expect(tellingAnswer(3, of)).toEqual({
      where: at('policy'),
      given: at('factual'),
      own: { x: 45, n: 60 },
      rest: { x: 0, n: 180 },
    });
  });

  test('is told with its class, its counts and what everybody else does, never by agreement alone', () => {
    expect(differenceInWords(3, of)).toMatch(
      /^They give “Factual” where most others give “Policy”: on 45 of 60 items \(75\.0.%, .+\), everybody else on 0\.0.%\.$/,
    );
  });

  test('as confusions: every answer given more often than the others give it, and none of too few items', () => {
    expect(confusionsOf(3, of)).toEqual([tellingAnswer(3, of)]);
    expect(confusionsOf(0, of)).toEqual([]);
    const withErrors = (items: number) =>
      triageOf((person, n) => (n >= items ? 'policy' : person === 'd' ? 'citation' : 'factual'));
    // A share of nine says too little.
    expect(confusionsOf(3, withErrors(9))).toEqual([]);
    expect(confusionsOf(3, withErrors(10))).toMatchObject([
      { where: at('factual'), given: at('citation'), own: { x: 10, n: 10 }, rest: { x: 0, n: 30 } },
    ]);
  });

  test('is nothing where everybody answers alike', () => {
    const alike = triageOf(() => 'policy');
    expect(tellingAnswer(0, alike)).toBeNull();
    expect(differenceInWords(0, alike)).toBe('');
  });
});
