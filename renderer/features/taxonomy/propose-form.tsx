/** One act of the copy put up for discussion: which, why, and the cases that show it. */
import { useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import { diffClasses } from '../../../shared/taxonomy/class-diff.ts';
import { titlesFrom } from '../../../shared/taxonomy/phrases.ts';
import { problemOf } from '../../lib/problem.ts';
import { newUuid } from '../../lib/uuid.ts';
import { Button } from '../../ui/button.tsx';
import { Field, SelectInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { classesWithOnly } from './adopt-operation.ts';
import { DiffView } from './diff-view.tsx';
import type { PartProps } from './part-props.ts';
import { usePropose } from './taxonomy-queries.ts';
import { operationInWords } from './taxonomy-words.ts';
import classes from './proposals.module.css';

export function ProposeForm({ view, copy, onDone }: PartProps & { onDone: () => void }): ReactNode {
  const { base, shown: draft } = copy;
  const [at, setAt] = useState(0);
  const [rationale, setRationale] = useState('');
  const [cases, setCases] = useState<readonly string[]>([]);
  const proposalId = useRef(newUuid());
  const propose = usePropose();
  const act = draft.operations[at] ?? draft.operations[0];
  if (act === undefined) return null;
  const tell = titlesFrom(draft.classes, base.classes);
  const would = classesWithOnly(base, draft, act);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (rationale.trim() === '' || propose.isPending) return;
    const { id, version } = base;
    const chosen = view.asked.filter((one) => cases.includes(caseKey(one.case))).map((one) => one.case);
    propose.mutate(
      {
        proposalId: proposalId.current,
        taxonomy: { id, version },
        operation: act,
        classes: would,
        rationale: rationale.trim(),
        cases: chosen,
      },
      { onSuccess: onDone },
    );
  };
  return (
    <Panel title="Propose a change">
      <form className={classes.form} onSubmit={send}>
        <Field label="Which act">
          {(control) => (
            <SelectInput
              {...control}
              value={String(at)}
              onChange={(event) => setAt(Number(event.target.value))}
              options={draft.operations.map((one, index) => ({
                value: String(index),
                title: operationInWords(one, tell),
              }))}
            />
          )}
        </Field>
        <DiffView diff={diffClasses(base, { classes: would }, [act])} empty="Nothing differs." />
        <Field label="Why" hint="What goes wrong with the definition as it is.">
          {(control) => (
            <textarea
              {...control}
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- the form was asked for by this person just now
              autoFocus
              className={classes.area}
              rows={3}
              value={rationale}
              onChange={(event) => setRationale(event.target.value)}
            />
          )}
        </Field>
        {view.asked.length > 0 && (
          <fieldset className={classes.ticks}>
            <legend>Cases that show it</legend>
            {view.asked.map((one) => (
              <label key={caseKey(one.case)}>
                <input
                  type="checkbox"
                  checked={cases.includes(caseKey(one.case))}
                  onChange={(event) =>
                    setCases(
                      event.target.checked
                        ? [...cases, caseKey(one.case)]
                        : cases.filter((held) => held !== caseKey(one.case)),
                    )
                  }
                />
                <span>{one.title}</span>
              </label>
            ))}
          </fieldset>
        )}
        {propose.error !== null && <ErrorState isInline {...problemOf(propose.error)} />}
        <div className={classes.acts}>
          <Button
            type="submit"
            variant="primary"
            isBusy={propose.isPending}
            disabled={rationale.trim() === ''}
          >
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
