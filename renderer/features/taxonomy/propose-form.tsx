/** One act of the copy put up for discussion: which, why, and the cases that show it. */
import { useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import type { TaxonomyDraft, TaxonomyOperation } from '../../../shared/domain/taxonomy-change.ts';
import type { Taxonomy, TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import { diffClasses } from '../../../shared/taxonomy/class-diff.ts';
import { titlesFrom } from '../../../shared/taxonomy/phrases.ts';
import { problemOf } from '../../lib/problem.ts';
import { newUuid } from '../../lib/uuid.ts';
import { Button } from '../../ui/button.tsx';
import { Field, SelectInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { classesWithOnly } from './adopt-operation.ts';
import { AskedTicks } from './asked-ticks.tsx';
import { DiffView } from './diff-view.tsx';
import type { PartProps } from './part-props.ts';
import { usePropose } from './taxonomy-queries.ts';
import { operationInWords } from './taxonomy-words.ts';
import controls from './controls.module.css';
import classes from './proposals.module.css';

/** Sending one act; the same id when it is tried again, so that nothing is proposed twice. */
function useSending({ view, copy, onDone }: PartProps & { onDone: () => void }) {
  const proposalId = useRef(newUuid());
  const propose = usePropose();
  const send = (
    operation: TaxonomyOperation,
    would: TaxonomyClass[],
    rationale: string,
    cases: readonly string[],
  ): void => {
    if (rationale.trim() === '' || propose.isPending) return;
    const { id, version } = copy.base;
    propose.mutate(
      {
        proposalId: proposalId.current,
        taxonomy: { id, version },
        operation,
        classes: would,
        rationale: rationale.trim(),
        cases: view.asked.flatMap((one) => (cases.includes(caseKey(one.case)) ? [one.case] : [])),
      },
      { onSuccess: onDone },
    );
  };
  return { send, isBusy: propose.isPending, error: propose.error };
}

function Why({ value, onChange }: { value: string; onChange: (value: string) => void }): ReactNode {
  return (
    <Field label="Why" hint="What goes wrong with the definition as it is.">
      {(control) => (
        <textarea
          {...control}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the form was asked for by this person just now
          autoFocus
          className={`${controls.area} ${controls.low}`}
          rows={3}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function WhichAct({
  draft,
  base,
  at,
  onChange,
}: {
  draft: TaxonomyDraft;
  base: Taxonomy;
  at: number;
  onChange: (at: number) => void;
}): ReactNode {
  const tell = titlesFrom(draft.classes, base.classes);
  return (
    <Field label="Which act">
      {(control) => (
        <SelectInput
          {...control}
          value={String(at)}
          onChange={(event) => onChange(Number(event.target.value))}
          options={draft.operations.map((one, index) => ({
            value: String(index),
            title: operationInWords(one, tell),
          }))}
        />
      )}
    </Field>
  );
}

export function ProposeForm(props: PartProps & { onDone: () => void }): ReactNode {
  const { view, copy, onDone } = props;
  const { base, shown: draft } = copy;
  const [at, setAt] = useState(0);
  const [rationale, setRationale] = useState('');
  const [cases, setCases] = useState<readonly string[]>([]);
  const sending = useSending(props);
  const act = draft.operations[at] ?? draft.operations[0];
  if (act === undefined) return null;
  const would = classesWithOnly(base, draft, act);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    sending.send(act, would, rationale, cases);
  };
  return (
    <Panel title="Propose a change">
      <form className={classes.form} onSubmit={send}>
        <WhichAct draft={draft} base={base} at={at} onChange={setAt} />
        <DiffView diff={diffClasses(base, { classes: would }, [act])} empty="Nothing differs." />
        <Why value={rationale} onChange={setRationale} />
        <AskedTicks legend="Cases that show it" asked={view.asked} chosen={cases} onChange={setCases} />
        {sending.error !== null && <ErrorState isInline {...problemOf(sending.error)} />}
        <div className={classes.acts}>
          <Button type="submit" variant="primary" isBusy={sending.isBusy} disabled={rationale.trim() === ''}>
            Propose
          </Button>
          <Button variant="quiet" onClick={onDone}>
            Leave it
          </Button>
        </div>
      </form>
    </Panel>
  );
}
