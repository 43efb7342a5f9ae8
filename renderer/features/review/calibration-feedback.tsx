/**
 * What came of the calibration round: item by item the own answer beside the known one, and why that is right. The last
 * page before the audit, and at any time after it.
 */
import { IconCheck, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Workbench } from '../../../shared/contract/workbench.ts';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import type { Answer } from '../../../shared/domain/review.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { problemOf } from '../../lib/problem.ts';
import { api } from '../../lib/query.ts';
import { useCommands } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { answerWords, questionTitle, shareWords } from './calibration-words.ts';
import spoken from '../../ui/spoken.module.css';
import classes from './calibration-feedback.module.css';

type Feedback = InferContractRouterOutputs<Workbench>['reviews']['calibration'];
type FeedbackItem = Feedback['items'][number];

export interface CalibrationFeedbackProps {
  auditId: AuditId;
  card: Scorecard;
  /** Nothing of the sample is dealt with yet. */
  isFirst: boolean;
  onBegin: () => void;
  onLook: (itemId: ItemId) => void;
}

function Mark({ isRight, isSkipped }: { isRight: boolean; isSkipped: boolean }): ReactNode {
  if (isSkipped) return <span className={classes.mark}>skipped</span>;
  return isRight ? (
    <span className={classes.mark} data-right>
      <IconCheck size={15} stroke={2.2} aria-hidden /> right
    </span>
  ) : (
    <span className={classes.mark} data-wrong>
      <IconX size={15} stroke={2.2} aria-hidden /> differs
    </span>
  );
}

function Answers({ item, card }: { item: FeedbackItem; card: Scorecard }): ReactNode {
  const words = (question: string, answer: Answer | null): string => answerWords(card, question, answer);
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Question</th>
          <th scope="col">Your answer</th>
          <th scope="col">Known answer</th>
          <th scope="col">
            <span className={spoken.only}>Right or not</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {item.answers.map(({ question, mine, known, isRight }) => (
          <tr key={question}>
            <th scope="row">{questionTitle(card, question)}</th>
            <td>{words(question, mine)}</td>
            <td>{words(question, known)}</td>
            <td>
              <Mark isRight={isRight} isSkipped={item.isSkipped} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Item({
  item,
  card,
  onLook,
}: {
  item: FeedbackItem;
  card: Scorecard;
  onLook: CalibrationFeedbackProps['onLook'];
}): ReactNode {
  const heading = `calibration-${item.itemId}`;
  return (
    <section className={classes.item} aria-labelledby={heading}>
      <header className={classes.itemHead}>
        <h3 id={heading} className={classes.itemTitle} dir="auto">
          <span className={classes.number}>{item.position}</span> {item.title}
        </h3>
        <Button size="s" variant="quiet" onClick={() => onLook(item.itemId)}>
          Look at item {item.position} again
        </Button>
      </header>
      <Answers item={item} card={card} />
      {item.rationale !== '' && (
        <p className={classes.rationale} dir="auto">
          <b>Why:</b> {item.rationale}
        </p>
      )}
    </section>
  );
}

export function CalibrationFeedback(props: CalibrationFeedbackProps): ReactNode {
  const { auditId, card, isFirst, onBegin, onLook } = props;
  const feedback = useQuery(api.reviews.calibration.queryOptions({ input: { auditId } }));
  const beginning = useRef<HTMLButtonElement>(null);
  const isThere = feedback.data !== undefined;
  // The page takes the place of an item that had the keyboard: the way on gets it, so that Enter goes on.
  useEffect(() => {
    if (isThere) beginning.current?.focus({ preventScroll: true });
  }, [isThere]);
  useCommands({ review_submit: onBegin, review_submit_complete: onBegin });
  if (feedback.data === undefined) {
    return feedback.error === null ? (
      <div className={classes.page}>
        <Skeleton lines={8} label="Loading the feedback" />
      </div>
    ) : (
      <ErrorState {...problemOf(feedback.error)} onRetry={() => void feedback.refetch()} />
    );
  }
  const { items } = feedback.data;
  return (
    <div className={classes.frame}>
      <div className={classes.page}>
        <header className={classes.head}>
          <p className={classes.eyebrow}>Calibration round</p>
          <h2 className={classes.title}>{shareWords(feedback.data)}</h2>
          <p className={classes.lead}>
            Practice with known answers: it shows how this audit wants answers to be judged. It is not counted
            anywhere, neither in the estimate nor in agreement.
          </p>
        </header>
        {items.map((item) => (
          <Item key={item.itemId} item={item} card={card} onLook={onLook} />
        ))}
      </div>
      <div className={classes.foot}>
        <Button ref={beginning} variant="primary" size="l" chord="Enter" onClick={onBegin}>
          {isFirst ? 'Begin the audit' : 'Go on with the audit'}
        </Button>
      </div>
    </div>
  );
}
