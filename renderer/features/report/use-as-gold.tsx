/**
 * Making a judged item gold: which of its answers are known, and why. Invariant: an answer counts as known only when
 * somebody says so here; what reviewers agree on is proposed, not decided.
 */
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { ReportItem } from '../../../shared/contract/report-ref.ts';
import { findScorecard } from '../../../shared/domain/catalogue.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { ChoiceQuestion, Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import { useCatalogue } from '../../lib/catalogue.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Field, SelectInput, TextInput } from '../../ui/field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { knownAnswers, proposedOptions } from './gold-answers.ts';
import { useAddGold, useAudits } from './report-queries.ts';
import { useHubOffer } from './use-hub-offer.ts';
import classes from './hub-acts.module.css';

interface KnownProps {
  question: ChoiceQuestion;
  value: string;
  onChange: (option: string) => void;
}

function Known({ question, value, onChange }: KnownProps): ReactNode {
  return (
    <Field label={question.title}>
      {(control) => (
        <SelectInput
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          options={[
            { value: '', title: 'not known' },
            ...question.options.map((one) => ({ value: one.id, title: one.title })),
          ]}
        />
      )}
    </Field>
  );
}

function Form({ item, card }: { item: ReportItem; card: Scorecard }): ReactNode {
  const [options, setOptions] = useState(() => proposedOptions(card, item.reviews));
  const [rationale, setRationale] = useState('');
  const [isTried, setTried] = useState(false);
  const add = useAddGold();
  const answers = knownAnswers(card, options);
  const isEmpty = Object.keys(answers).length === 0;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (isEmpty || rationale.trim() === '' || add.isPending) return;
    add.mutate({
      of: { itemId: item.itemId },
      scorecard: { id: card.id, version: card.version },
      answers,
      rationale: rationale.trim(),
    });
  };
  if (add.data !== undefined) {
    return <output className={classes.said}>It is gold now: new audits can mix it in.</output>;
  }
  return (
    <form className={classes.form} onSubmit={send} noValidate>
      <div className={classes.known}>
        {card.questions.filter(isChoice).map((question) => (
          <Known
            key={question.id}
            question={question}
            value={options[question.id] ?? ''}
            onChange={(option) => setOptions({ ...options, [question.id]: option })}
          />
        ))}
      </div>
      <Field
        label="Why this is right"
        error={isTried && rationale.trim() === '' ? 'Say why this is the right answer.' : null}
      >
        {(control) => (
          <TextInput {...control} value={rationale} onChange={(event) => setRationale(event.target.value)} />
        )}
      </Field>
      {isTried && isEmpty && (
        <p className={classes.problem} role="alert">
          Say at least one answer that is known.
        </p>
      )}
      {add.error !== null && <ErrorState isInline {...problemOf(add.error)} />}
      <div>
        <Button type="submit" size="s" isBusy={add.isPending}>
          {add.isPending ? 'Keeping …' : 'Use as gold'}
        </Button>
      </div>
    </form>
  );
}

export function UseAsGold({ auditId, item }: { auditId: AuditId; item: ReportItem }): ReactNode {
  const isOffered = useHubOffer('gold.add');
  const audits = useAudits();
  const audit = audits.data?.find((one) => one.id === auditId);
  const catalogue = useCatalogue();
  const card = audit === undefined ? null : findScorecard(audit.plan.scorecard, catalogue);
  if (!isOffered || card === null || audit?.isDemo === true || item.reviews.length === 0) return null;
  return (
    <Disclosure summary="Use as gold">
      <Form item={item} card={card} />
    </Disclosure>
  );
}
