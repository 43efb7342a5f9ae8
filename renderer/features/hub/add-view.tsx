/**
 * Adding a source that stays in a company's own warehouse: which connection, which table or view, and which column is
 * which field. Must not ask for a password: the hub alone knows how to connect.
 */
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useAddSource } from './hub-queries.ts';
import { Failed } from './loaded.tsx';
import type { ViewDraft } from './read-view.ts';
import { emptyView, mappedFields, readView } from './read-view.ts';
import classes from './hub.module.css';
import own from './sources.module.css';

interface FormProps {
  draft: ViewDraft;
  problems: Partial<Record<keyof ViewDraft, string>>;
  onChange: (draft: ViewDraft) => void;
}

function Columns({ draft, problems, onChange }: FormProps): ReactNode {
  return (
    <fieldset className={own.columnsOf}>
      <legend className={own.h4}>Column of each field</legend>
      {mappedFields.map(({ field, title, isNeeded }) => (
        <label key={field} className={own.columnLine}>
          <span>
            {title}
            {isNeeded && <small className={classes.quiet}> required</small>}
          </span>
          <TextInput
            isMono
            value={draft.mapping[field] ?? ''}
            onChange={(event) =>
              onChange({ ...draft, mapping: { ...draft.mapping, [field]: event.target.value } })
            }
          />
        </label>
      ))}
      {problems.mapping !== undefined && (
        <p className={classes.problem} role="alert">
          {problems.mapping}
        </p>
      )}
    </fieldset>
  );
}

function Texts({ draft, problems, onChange }: FormProps): ReactNode {
  const lines = [
    { key: 'name', label: 'Name', hint: 'as planners will see it', isMono: false },
    {
      key: 'connection',
      label: 'Connection',
      hint: 'as whoever runs the hub has set it up: ASSAY_WAREHOUSE_<NAME>_URL',
      isMono: true,
    },
    { key: 'relation', label: 'Table or view', hint: 'schema.table, or table', isMono: true },
  ] as const;
  return (
    <>
      {lines.map(({ key, label, hint, isMono }) => (
        <Field key={key} label={label} hint={hint} error={problems[key]}>
          {(control) => (
            <TextInput
              {...control}
              isMono={isMono}
              value={draft[key]}
              onChange={(event) => onChange({ ...draft, [key]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </>
  );
}

function Form(): ReactNode {
  const [draft, setDraft] = useState(emptyView);
  const [isTried, setTried] = useState(false);
  const add = useAddSource();
  const read = readView(draft);
  const problems = isTried && !read.ok ? read.problems : {};
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!read.ok || add.isPending) return;
    add.mutate(read.value, {
      onSuccess: () => {
        setDraft(emptyView);
        setTried(false);
      },
    });
  };
  return (
    <form className={classes.form} onSubmit={send} noValidate>
      <Texts draft={draft} problems={problems} onChange={setDraft} />
      <Columns draft={draft} problems={problems} onChange={setDraft} />
      <Failed error={add.error} />
      <div className={classes.acts}>
        <Button type="submit" isBusy={add.isPending}>
          {add.isPending ? 'Looking …' : 'Add the view'}
        </Button>
        <output className={classes.said}>{add.data !== undefined && `${add.data.name} is added`}</output>
      </div>
    </form>
  );
}

export function AddView(): ReactNode {
  return (
    <Panel title="Traces that stay in your warehouse">
      <div className={classes.form}>
        <p className={classes.quiet}>
          A table or view that speaks PostgreSQL can be a source where it lies: it is counted and drawn from
          there, read only, and only drawn traces come to the hub.
        </p>
        <Disclosure summary="Add a warehouse view">
          <Form />
        </Disclosure>
      </div>
    </Panel>
  );
}
