/** The name under which this person's reviews are shown to others. */
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useAppStatus } from '../../lib/app-status.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { useRename } from './settings-queries.ts';
import classes from './settings.module.css';

const MAX_NAME = 120;

function NameForm({ name }: { name: string }): ReactNode {
  const [typed, setTyped] = useState(name);
  const rename = useRename();
  const next = typed.trim();
  const failed = rename.error === null ? null : problemOf(rename.error);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (next !== '' && next !== name && !rename.isPending) rename.mutate({ name: next });
  };
  return (
    <form className={classes.name} onSubmit={send}>
      <Field
        label="Your name"
        hint="Shown beside your reviews to leads, and to others when the audit allows it."
        error={next === '' ? 'Enter a name.' : null}
      >
        {(control) => (
          <TextInput
            {...control}
            value={typed}
            maxLength={MAX_NAME}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" isBusy={rename.isPending} disabled={next === '' || next === name}>
        Rename
      </Button>
      <output className={classes.said}>{rename.isSuccess && next === name && 'Stored'}</output>
      {failed !== null && (
        <ErrorState isInline what={failed.what} remedy={failed.remedy} code={failed.code} />
      )}
    </form>
  );
}

/** With a hub, the hub keeps the names of its people. */
function KeptName({ name }: { name: string }): ReactNode {
  return (
    <p>
      <strong>{name}</strong>
      <span className={classes.kept}>Your hub keeps this name. Those who run the hub can change it.</span>
    </p>
  );
}

export function NamePanel(): ReactNode {
  const { status } = useAppStatus();
  return (
    <Panel title="You">
      {status === null && <Skeleton lines={2} />}
      {status !== null &&
        (status.sync.phase === 'no_hub' ? (
          <NameForm key={status.person.id} name={status.person.name} />
        ) : (
          <KeptName name={status.person.name} />
        ))}
    </Panel>
  );
}
