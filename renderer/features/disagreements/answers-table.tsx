/**
 * What everybody answered, side by side: the question in dispute first, then all others, then the evidence. People stand
 * by letter unless names were asked for. A span leads to its place in the texts.
 */
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { DisagreementCase } from '../../../shared/contract/disagreements.ts';
import type { Answer } from '../../../shared/domain/review.ts';
import type { Question, Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import { formatDay, formatElapsed } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { languageTag } from '../../ui/reading/language-tag.ts';
import { cutAt } from '../../ui/reading/long-text.ts';
import spoken from '../../ui/spoken.module.css';
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

/** Whether everybody who was asked said the same: that is no help here, and told in one line for all of it. */
function isShared(reviews: readonly CaseReview[], id: string): boolean {
  const said = reviews.map((one) => JSON.stringify(one.answers[id] ?? null));
  return said.length > 1 && new Set(said).size === 1;
}

interface WhoProps {
  review: CaseReview;
  at: number;
  hasSpans: boolean;
  /** Some are, others not. */
  tellsImported: boolean;
}

function Who({ review, at, hasSpans, tellsImported }: WhoProps): ReactNode {
  const facts = [
    review.elapsedMs > 0 ? formatElapsed(review.elapsedMs) : formatDay(review.submittedAt),
    review.isCurrent ? null : 'superseded since',
  ].filter((one) => one !== null);
  return (
    <span className={classes.who}>
      <LetterMark letter={review.letter} pattern={hasSpans ? patternOf(at) : null} />
      {review.name !== null && <span className={classes.name}>{review.name}</span>}
      {tellsImported && review.isImported && <Badge isOutline>imported</Badge>}
      <span className={classes.facts} title={`Answered ${formatDay(review.submittedAt)}`}>
        {facts.join(' · ')}
      </span>
    </span>
  );
}

interface SpanCellProps {
  /** Of the answer that is quoted; its long words are parted by its rules. */
  language: string | undefined;
  spans: readonly LetteredSpan[];
  chosen: string | null;
  onChoose: (key: string | null) => void;
}

function SpanCell({ language, spans, chosen, onChoose }: SpanCellProps): ReactNode {
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
            <span className={classes.quote} dir="auto" lang={languageTag(language)}>
              “{quoteWords(span.output.quote)}”
            </span>
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

/** From this length on a text is cut, so that what follows it stays in sight. */
const TEXT_LIMIT = 200;

function AnswerCell({
  answer,
  question,
}: {
  answer: Answer | undefined;
  question: Question | undefined;
}): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const text = answerText(answer, question);
  if (isWhole || text.length <= TEXT_LIMIT + 40) return text;
  return (
    <>
      {text.slice(0, cutAt(text, TEXT_LIMIT))} …{' '}
      <button type="button" className={classes.more} onClick={() => setWhole(true)}>
        Show all
      </button>
    </>
  );
}

function EvidenceRow({ of, spans, chosenSpan, onSpan }: AnswersTableProps): ReactNode {
  if (spans.length === 0) return null;
  return (
    <tr>
      <th scope="row">Evidence</th>
      {of.reviews.map((review) => (
        <td key={review.reviewId}>
          <SpanCell
            language={of.trace.language}
            spans={spans.filter((one) => one.letter === review.letter)}
            chosen={chosenSpan}
            onChoose={onSpan}
          />
        </td>
      ))}
    </tr>
  );
}

function AnswerRow({ id, of, card }: { id: string } & Pick<AnswersTableProps, 'of' | 'card'>): ReactNode {
  const question = card?.questions.find((one) => one.id === id);
  return (
    <tr>
      <th scope="row">{question?.title ?? id}</th>
      {of.reviews.map((review) => (
        <td key={review.reviewId} dir="auto">
          <AnswerCell answer={review.answers[id]} question={question} />
        </td>
      ))}
    </tr>
  );
}

function Heads({ of, spans }: Pick<AnswersTableProps, 'of' | 'spans'>): ReactNode {
  const { reviews } = of;
  const tellsImported = reviews.some((one) => one.isImported) && reviews.some((one) => !one.isImported);
  return (
    <thead>
      <tr>
        <th scope="col">
          <span className={spoken.only}>Question</span>
        </th>
        {reviews.map((review, at) => (
          <th key={review.reviewId} scope="col" data-gone={!review.isCurrent || undefined}>
            <Who
              review={review}
              at={at}
              hasSpans={spans.some((one) => one.letter === review.letter)}
              tellsImported={tellsImported}
            />
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** What everybody answered alike, in one line. */
function Shared({
  ids,
  of,
  card,
}: { ids: readonly string[] } & Pick<AnswersTableProps, 'of' | 'card'>): ReactNode {
  const [first] = of.reviews;
  if (ids.length === 0 || first === undefined) return null;
  const told = ids.map((id) => {
    const question = card?.questions.find((one) => one.id === id);
    return `${question?.title ?? id}: ${answerText(first.answers[id], question)}`;
  });
  return (
    <p className={classes.shared} dir="auto">
      The same from all · {told.join(' · ')}
    </p>
  );
}

export function AnswersTable(props: AnswersTableProps): ReactNode {
  const { of, card, spans } = props;
  const { reviews, row } = of;
  const { question: disputed } = row.case;
  const questions = useMemo(() => questionsOf(reviews, card, disputed), [reviews, card, disputed]);
  const shared = questions.filter((id) => isShared(reviews, id));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls must be reachable by key
    <div className={classes.scroller} role="group" aria-label="Answers" tabIndex={0}>
      <table className={classes.answers}>
        <caption className={spoken.only}>Answers side by side</caption>
        <Heads of={of} spans={spans} />
        <tbody>
          <DisputedRow of={of} />
          <EvidenceRow {...props} />
          {questions
            .filter((id) => !shared.includes(id))
            .map((id) => (
              <AnswerRow key={id} id={id} of={of} card={card} />
            ))}
        </tbody>
      </table>
      <Shared ids={shared} of={of} card={card} />
    </div>
  );
}
