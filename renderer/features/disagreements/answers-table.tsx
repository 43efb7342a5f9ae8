/**
 * What everybody answered, side by side: the question in dispute first, then all others, then the evidence. People stand
 * by letter unless names were asked for. A span leads to its place in the texts.
 */
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { DisagreementCase } from '../../../shared/contract/disagreements.ts';
import type { Answer } from '../../../shared/domain/review.ts';
import type { Question, Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import { formatDay, formatElapsed } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { LetterMark } from './letter-mark.tsx';
import type { LetteredSpan } from './span-view.ts';
import { linkWords, patternOf, quoteWords } from './span-view.ts';
import classes from './answers.module.css';

type CaseReview = DisagreementCase['reviews'][number];

/** Ids of the questions that anybody answered with a choice or a text, in scorecard order; the one in dispute is apart. */
function questionsOf(reviews: readonly CaseReview[], card: Scorecard | null, disputed: string): string[] {
  const answered = new Set(
    reviews.flatMap((one) =>
      Object.entries(one.answers).flatMap(([id, answer]) => (answer.type === 'spans' ? [] : [id])),
    ),
  );
  answered.delete(disputed);
  const known = (card?.questions ?? []).map((one) => one.id).filter((id) => answered.has(id));
  return [...known, ...[...answered].filter((id) => !known.includes(id))];
}

function answerText(answer: Answer | undefined, question: Question | undefined): string {
  if (answer === undefined) return '–';
  if (answer.type === 'text') return answer.text;
  if (answer.type === 'spans') return '';
  const option =
    question !== undefined && isChoice(question)
      ? question.options.find((one) => one.id === answer.option)
      : undefined;
  return option?.title ?? answer.option;
}

function Who({ review, at, hasSpans }: { review: CaseReview; at: number; hasSpans: boolean }): ReactNode {
  const facts = [
    formatDay(review.submittedAt),
    review.elapsedMs > 0 ? formatElapsed(review.elapsedMs) : null,
    review.isCurrent ? null : 'superseded since',
  ].filter((one) => one !== null);
  return (
    <>
      <span className={classes.who}>
        <LetterMark letter={review.letter} pattern={hasSpans ? patternOf(at) : null} />
        {review.name !== null && <span className={classes.name}>{review.name}</span>}
        {review.isImported && <Badge isOutline>imported</Badge>}
      </span>
      <span className={classes.facts}>{facts.join(' · ')}</span>
    </>
  );
}

interface SpanCellProps {
  spans: readonly LetteredSpan[];
  chosen: string | null;
  onChoose: (key: string | null) => void;
}

function SpanCell({ spans, chosen, onChoose }: SpanCellProps): ReactNode {
  if (spans.length === 0) return <span className={classes.none}>none</span>;
  return (
    <ul className={classes.spans}>
      {spans.map(({ key, className, tone, span }) => (
        <li key={key}>
          <button
            type="button"
            className={classes.span}
            data-tone={tone}
            aria-pressed={key === chosen}
            onClick={() => onChoose(key === chosen ? null : key)}
          >
            <span dir="auto">“{quoteWords(span.output.quote)}”</span>
            <span className={classes.facts}>
              {className} · {linkWords(span)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

export interface AnswersTableProps {
  of: DisagreementCase;
  card: Scorecard | null;
  spans: readonly LetteredSpan[];
  chosenSpan: string | null;
  onSpan: (key: string | null) => void;
}

function DisputedRow({ of }: Pick<AnswersTableProps, 'of'>): ReactNode {
  return (
    <tr className={classes.disputed}>
      <th scope="row">{of.row.questionTitle}</th>
      {of.reviews.map((review) => {
        const tone = of.classes.find((one) => one.id === review.option)?.tone ?? 'accent';
        const title = of.options.find((one) => one.option === review.option)?.title ?? review.option;
        return (
          <td key={review.reviewId}>
            {title === null ? (
              <span className={classes.none}>not answered</span>
            ) : (
              <Badge tone={tone}>{title}</Badge>
            )}
          </td>
        );
      })}
    </tr>
  );
}

export function AnswersTable({ of, card, spans, chosenSpan, onSpan }: AnswersTableProps): ReactNode {
  const { reviews, row } = of;
  const { question: disputed } = row.case;
  const questions = useMemo(() => questionsOf(reviews, card, disputed), [reviews, card, disputed]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls must be reachable by key
    <div className={classes.scroller} role="group" aria-label="Answers" tabIndex={0}>
      <table className={classes.answers}>
        <caption className={classes.hidden}>Answers side by side</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className={classes.hidden}>Question</span>
            </th>
            {reviews.map((review, at) => (
              <th key={review.reviewId} scope="col" data-gone={!review.isCurrent || undefined}>
                <Who review={review} at={at} hasSpans={spans.some((one) => one.letter === review.letter)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <DisputedRow of={of} />
          {questions.map((id) => {
            const question = card?.questions.find((one) => one.id === id);
            return (
              <tr key={id}>
                <th scope="row">{question?.title ?? id}</th>
                {reviews.map((review) => (
                  <td key={review.reviewId} dir="auto">
                    {answerText(review.answers[id], question)}
                  </td>
                ))}
              </tr>
            );
          })}
          {spans.length > 0 && (
            <tr>
              <th scope="row">Evidence</th>
              {reviews.map((review) => (
                <td key={review.reviewId}>
                  <SpanCell
                    spans={spans.filter((one) => one.letter === review.letter)}
                    chosen={chosenSpan}
                    onChoose={onSpan}
                  />
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
