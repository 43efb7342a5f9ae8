/**
 * The scorecard: always visible, questions from the scorecard's data, guide and submit bar at fixed places beneath.
 * Draws the form and reports acts; holds no rule of its own.
 */
import { memo, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { isAsked } from '../../../shared/domain/review.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { EvidenceList } from './evidence-list.tsx';
import type { EvidenceActs } from './evidence-list.tsx';
import { spansOf } from './form.ts';
import type { ItemForm } from './form.ts';
import { Guide, findTaxonomy } from './guide.tsx';
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
  acts: Omit<QuestionActs, 'point'>;
  evidenceActs: EvidenceActs;
}

interface Pointed {
  question: string;
  option: string;
}

export const ScorecardPanel = memo(function ScorecardPanel(props: ScorecardPanelProps): ReactNode {
  const { card, taxonomies, form, isLocked, missed, chosenSpan, chordForEvidence, evidenceActs } = props;
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const acts = useMemo<QuestionActs>(
    () => ({
      ...props.acts,
      point: (question, option) => setPointed(option === null ? null : { question, option }),
    }),
    [props.acts],
  );
  const focused = card.questions.find((one) => one.id === form.focused) ?? null;
  const guided = card.questions.find((one) => one.id === pointed?.question) ?? focused;
  const held = guided === null ? undefined : form.answers[guided.id];
  const option = pointed?.option ?? (held?.type === 'choice' ? held.option : null);

  return (
    <>
      <section
        className={classes.questions}
        aria-label="Questions"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
        tabIndex={0}
      >
        {card.questions.map((question) => (
          <QuestionBlock
            key={question.id}
            question={question}
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
                canUndo={form.undo.length > 0}
                isLocked={isLocked}
                chosenId={chosenSpan}
                chordForEvidence={chordForEvidence}
                acts={evidenceActs}
              />
            )}
          </QuestionBlock>
        ))}
      </section>
      <Guide question={guided} taxonomies={taxonomies} option={option} />
    </>
  );
});
