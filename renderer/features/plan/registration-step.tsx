/**
 * What is registered before the draw besides the limit: which question decides, what is claimed, when it may stop, and
 * what is judged a second time. Folded until wanted: a plan without any of it decides at its end. Must not know results.
 * Invariant: each choice says in one sentence what it means for those who work on the audit.
 */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { SourceId } from '../../../shared/domain/ids.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { useCatalogue } from '../../lib/catalogue.ts';
import { formatCounted } from '../../lib/format.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Field, SelectInput } from '../../ui/field.tsx';
import { DraftField } from './draft-field.tsx';
import { Hypotheses } from './hypotheses.tsx';
import type { PlanDraft } from './plan-draft.ts';
import { scorecardOf } from './plan-reading.ts';
import { changeDraft } from './plan-store.ts';
import type { RegistrationProblems } from './read-registration.ts';
import { primaryQuestionOf, plannedSecondLook, rateQuestions } from './read-registration.ts';
import { secondLookInWords } from './registration-words.ts';
import { StopRuleChoice, stopRuleTitles } from './stop-rule.tsx';
import classes from './registration.module.css';

/** One line that says what is registered while the section is folded. */
function registeredInShort(draft: PlanDraft, card: Scorecard | null): string {
  const primary = primaryQuestionOf(draft, card);
  const isOther = primary !== primaryQuestionOf({ primaryQuestion: '' }, card);
  const said = [
    ...(isOther ? [card?.questions.find((one) => one.id === primary)?.title ?? primary] : []),
    ...(draft.hypotheses.length === 0
      ? []
      : [formatCounted(draft.hypotheses.length, 'hypothesis', 'hypotheses')]),
    ...(draft.stopRule === 'fixed' ? [] : [stopRuleTitles[draft.stopRule].toLowerCase()]),
    ...(draft.cleanShare.trim() === '' ? [] : ['second look']),
  ];
  return said.length === 0 ? 'optional; decided at the planned end' : said.join(' · ');
}

function Primary({ draft, card }: { draft: PlanDraft; card: Scorecard | null }): ReactNode {
  return (
    <Field label="Primary question" hint="Its rate is the headline, and the limit is about it.">
      {(control) => (
        <SelectInput
          {...control}
          value={primaryQuestionOf(draft, card)}
          onChange={(event) => {
            const primaryQuestion = event.target.value;
            changeDraft((held) => ({ ...held, primaryQuestion }));
          }}
          options={rateQuestions(card).map((one) => ({
            value: one.id,
            title: `${one.title}: ${one.rateTitle}`,
          }))}
        />
      )}
    </Field>
  );
}

function SecondLook({ draft, problem }: { draft: PlanDraft; problem: string | undefined }): ReactNode {
  const planned = plannedSecondLook(draft);
  return (
    <fieldset className={classes.part}>
      <legend>Second look</legend>
      <div className={classes.pair}>
        <DraftField
          name="cleanShare"
          label="Clean verdicts judged again, %"
          isNumber
          draft={draft}
          hint="empty for no second look"
        />
        <DraftField
          name="flaggedShare"
          label="Flagged verdicts judged again, %"
          isNumber
          draft={draft}
          hint="empty for none"
        />
      </div>
      <p className={classes.means}>
        {planned === null
          ? 'A share of the verdicts goes to another person, so that what the first look missed is counted too.'
          : secondLookInWords(planned)}
      </p>
      {problem !== undefined && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}

export interface RegistrationStepProps {
  draft: PlanDraft;
  sourceId: SourceId;
  problems: RegistrationProblems;
}

export function RegistrationStep({ draft, sourceId, problems }: RegistrationStepProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const card = scorecardOf(draft, useCatalogue());
  // What is wrong inside must not stay folded away once a draw was tried.
  const hasProblem = Object.keys(problems).length > 0;
  return (
    <div className={classes.registration}>
      <Disclosure
        isOpen={isOpen || (draft.isTried && hasProblem)}
        onToggle={setOpen}
        summary={
          <>
            <span className={classes.head}>Pre-registration</span>
            <span className={classes.short}>{registeredInShort(draft, card)}</span>
          </>
        }
      >
        <div className={classes.parts}>
          <Primary draft={draft} card={card} />
          <StopRuleChoice draft={draft} problem={problems.stopRule} />
          <Hypotheses draft={draft} card={card} sourceId={sourceId} problem={problems.hypotheses} />
          <SecondLook draft={draft} problem={problems.secondLook} />
        </div>
      </Disclosure>
    </div>
  );
}
