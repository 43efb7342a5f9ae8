/**
 * The ruling in the making: value, cause, confidence, rationale, and whether the guideline is to change. Holds no state:
 * what is in it lives in draft-store.ts, so that leaving the case or the window loses nothing.
 */
import { useId } from 'react';
import type { ReactNode, RefObject } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { DisagreementCase } from '../../../shared/contract/disagreements.ts';
import { confidences, rulingCauses } from '../../../shared/domain/adjudication.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { Check, Segments } from '../../ui/field.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import choice from '../../ui/choice.module.css';
import spoken from '../../ui/spoken.module.css';
import { causeWords, confidenceWords, hintedCause } from './case-words.ts';
import type { CaseDraft, FormQuestion, Missing } from './ruling-draft.ts';
import classes from './ruling.module.css';

type Change = (step: (draft: CaseDraft) => CaseDraft) => void;

function Key({ id }: { id: string }): ReactNode {
  const chord = firstChord(id, useKeyChanges());
  return chord === undefined ? null : (
    <span aria-hidden>
      <Kbd chord={chord} />
    </span>
  );
}

interface GroupProps {
  title: string;
  /** Command whose key leads here or through it. */
  command?: string;
  /** Digits answer it. */
  isFocused: boolean;
  isMissed: boolean;
  children: ReactNode;
}

function ChoiceGroup({ title, command, isFocused, isMissed, children }: GroupProps): ReactNode {
  const id = useId();
  return (
    <div
      className={classes.group}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- buttons, which are no set of fields
      role="group"
      aria-labelledby={id}
      data-focused={isFocused || undefined}
      data-missed={isMissed || undefined}
    >
      <p className={classes.groupHead}>
        <span id={id} className={classes.groupTitle}>
          {title}
        </span>
        {command !== undefined && <Key id={command} />}
      </p>
      {children}
    </div>
  );
}

interface ChoicesProps {
  of: DisagreementCase;
  draft: CaseDraft;
  /** Chosen by pointer. */
  onChoose: (answer: Partial<CaseDraft>) => void;
}

/** The digit of a choice; the question that digits answer shows them stronger. */
function Digit({ at }: { at: number }): ReactNode {
  if (at > 8) return null;
  return (
    <span className={classes.number} aria-hidden>
      {at + 1}
    </span>
  );
}

/** What the chosen class means, so that it is read before it is ruled. */
function ChosenGuide({ of, draft }: Pick<ChoicesProps, 'of' | 'draft'>): ReactNode {
  const chosen = of.classes.find((one) => one.id === draft.option);
  if (chosen === undefined) return null;
  return (
    <p className={classes.guide} data-tone={chosen.tone}>
      {chosen.definition}
    </p>
  );
}

function Values({ of, draft, onChoose }: ChoicesProps): ReactNode {
  const lettersOf = (option: string): string =>
    of.reviews
      .filter((review) => review.option === option)
      .map((review) => review.letter)
      .join(' ');
  return (
    <div className={choice.choices} data-question>
      {of.options.map(({ option, title }, at) => {
        const letters = lettersOf(option);
        return (
          <button
            key={option}
            type="button"
            className={choice.choice}
            data-tone={of.classes.find((one) => one.id === option)?.tone ?? 'accent'}
            aria-pressed={draft.option === option}
            onClick={() => onChoose({ option })}
          >
            <Digit at={at} />
            <span className={classes.optionTitle}>{title}</span>
            {letters !== '' && (
              <span className={classes.given}>
                <span className={spoken.only}>, given by </span>
                {letters}
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}

function Causes({ of, draft, onChoose }: ChoicesProps): ReactNode {
  const hinted = hintedCause(of.verdict.kind);
  return (
    <div className={choice.choices}>
      {rulingCauses.map((cause, at) => (
        <button
          key={cause}
          type="button"
          className={choice.choice}
          data-tone="accent"
          aria-pressed={draft.cause === cause}
          onClick={() => onChoose({ cause })}
        >
          <Digit at={at} />
          <span className={classes.optionTitle}>{causeWords[cause]}</span>
          {cause === hinted && <span className={classes.given}>by triage</span>}
        </button>
      ))}
    </div>
  );
}

interface RationaleProps {
  draft: CaseDraft;
  change: Change;
  isMissed: boolean;
  field: RefObject<HTMLTextAreaElement | null>;
}

function Rationale({ draft, change, isMissed, field }: RationaleProps): ReactNode {
  const id = useId();
  return (
    <div className={classes.group} data-missed={isMissed || undefined}>
      <label htmlFor={id} className={classes.groupHead}>
        <span className={classes.groupTitle}>Rationale</span>
        <Key id="disagreements_rationale" />
      </label>
      <textarea
        ref={field}
        id={id}
        className={classes.text}
        rows={2}
        dir="auto"
        placeholder="What decides it, in words that the next case can be held to"
        value={draft.rationale}
        onChange={(event) => change((held) => ({ ...held, rationale: event.target.value }))}
      />
    </div>
  );
}

function Guideline({ draft, change }: Pick<RationaleProps, 'draft' | 'change'>): ReactNode {
  return (
    <Check
      label={
        <>
          Change the guideline <Key id="disagreements_guideline" />
        </>
      }
      hint="The case comes up in the taxonomy editor."
      checked={draft.changesGuideline}
      onChange={(event) => change((held) => ({ ...held, changesGuideline: event.target.checked }))}
    />
  );
}

export interface RulingFormProps {
  of: DisagreementCase;
  draft: CaseDraft;
  change: Change;
  /** The question that digits answer. */
  question: FormQuestion;
  onQuestion: (question: FormQuestion) => void;
  /** What was missing when ruling was tried. */
  missed: Missing | null;
  rationale: RefObject<HTMLTextAreaElement | null>;
}

export function RulingForm(props: RulingFormProps): ReactNode {
  const { of, draft, change, question, onQuestion, missed, rationale } = props;
  const choose =
    (next: FormQuestion) =>
    (answer: Partial<CaseDraft>): void => {
      change((held) => ({ ...held, ...answer }));
      onQuestion(next);
    };
  return (
    <section className={classes.form} aria-label="Ruling">
      <ChoiceGroup
        title={of.row.questionTitle}
        isFocused={question === 'option'}
        isMissed={missed === 'option' && draft.option === null}
      >
        <Values of={of} draft={draft} onChoose={choose('cause')} />
        <ChosenGuide of={of} draft={draft} />
      </ChoiceGroup>
      <ChoiceGroup
        title="Why do the reviews differ?"
        command="disagreements_cause"
        isFocused={question === 'cause'}
        isMissed={missed === 'cause' && draft.cause === null}
      >
        <Causes of={of} draft={draft} onChoose={choose('cause')} />
      </ChoiceGroup>
      <div className={classes.confidence}>
        <span className={classes.groupTitle}>Confidence</span>
        <Segments
          label="Confidence"
          value={draft.confidence}
          options={confidences.map((value) => ({ value, title: confidenceWords[value] }))}
          onChange={(confidence) => change((held) => ({ ...held, confidence }))}
        />
      </div>
      <Rationale draft={draft} change={change} isMissed={missed === 'text'} field={rationale} />
      <Guideline draft={draft} change={change} />
    </section>
  );
}
