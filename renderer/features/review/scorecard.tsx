/**
 * The scorecard: always visible, questions from the scorecard's data, each with its guide in its own place.
 * Draws the form and reports acts; holds no rule of its own.
 */
import { memo, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { isAsked } from '../../../shared/domain/review.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { formatDayTime } from '../../lib/format.ts';
import { EvidenceList } from './evidence-list.tsx';
import type { EvidenceActs } from './evidence-list.tsx';
import { spansOf } from './form.ts';
import type { ItemForm } from './form.ts';
import { findTaxonomy } from './guide.tsx';
import { PointedCard, usePointing } from './pointed-card.tsx';
import { QuestionBlock } from './question-block.tsx';
import type { QuestionActs } from './question-block.tsx';
import classes from './scorecard.module.css';

export interface ScorecardPanelProps {
  itemId: ItemId;
  card: Scorecard;
  taxonomies: readonly Taxonomy[];
  form: ItemForm;
  isLocked: boolean;
  missed: ReadonlySet<string>;
  chosenSpan: string | null;
  chordForEvidence: string | undefined;
  /** When the review was submitted that this form will replace; null when it replaces none. */
  replacesOf: string | null;
  acts: Omit<QuestionActs, 'point'>;
  evidenceActs: EvidenceActs;
}

function Replaces({ submittedAt }: { submittedAt: string }): ReactNode {
  return (
    <p className={classes.replaces}>
      Reopened. Submitting replaces your review of {formatDayTime(submittedAt)}; that one stays in the trail.
    </p>
  );
}

export const ScorecardPanel = memo(function ScorecardPanel(props: ScorecardPanelProps): ReactNode {
  const { card, taxonomies, form, isLocked, missed, chosenSpan, chordForEvidence, evidenceActs } = props;
  const pointing = usePointing();
  const { point } = pointing;
  const acts = useMemo<QuestionActs>(() => ({ ...props.acts, point }), [props.acts, point]);
  return (
    <>
      <section
        className={classes.questions}
        aria-label="Questions"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
        tabIndex={0}
      >
        {props.replacesOf !== null && <Replaces submittedAt={props.replacesOf} />}
        {card.questions.map((question) => (
          <QuestionBlock
            key={question.id}
            question={question}
            card={card}
            answer={form.answers[question.id]}
            taxonomy={findTaxonomy(taxonomies, question)}
            isFocused={!isLocked && question.id === form.focused}
            isAsked={isAsked(question, form.answers, card)}
            isLocked={isLocked}
            isMissed={missed.has(question.id)}
            acts={acts}
            formKey={props.itemId}
          >
            {question.type === 'spans' && (
              <EvidenceList
                spans={spansOf(form, question.id)}
                taxonomy={findTaxonomy(taxonomies, question)}
                isLocked={isLocked}
                chosenId={chosenSpan}
                chordForEvidence={chordForEvidence}
                acts={evidenceActs}
              />
            )}
          </QuestionBlock>
        ))}
      </section>
      <PointedCard pointing={pointing} card={card} taxonomies={taxonomies} />
    </>
  );
});
