/** Adding a person: a name, a role, and a token that is shown once. */
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { Person, Role } from '../../../shared/domain/person.ts';
import { Button } from '../../ui/button.tsx';
import { Field, SelectInput, TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useAddPerson } from './hub-queries.ts';
import { expiries, expiryOf, rolesToGive, roleWords } from './hub-words.ts';
import { Failed } from './loaded.tsx';
import { TokenOnce } from './token-once.tsx';
import classes from './hub.module.css';

interface Typed {
  name: string;
  role: Role;
  days: string;
}

const nobody: Typed = { name: '', role: 'reviewer', days: '' };

interface FieldsProps {
  me: Person;
  typed: Typed;
  nameProblem: string | null;
  onChange: (typed: Typed) => void;
}

function Fields({ me, typed, nameProblem, onChange }: FieldsProps): ReactNode {
  return (
    <>
      <Field label="Name" isRequired error={nameProblem} hint="as colleagues will see it">
        {(control) => (
          <TextInput
            {...control}
            value={typed.name}
            maxLength={120}
            onChange={(event) => onChange({ ...typed, name: event.target.value })}
          />
        )}
      </Field>
      <Field label="Role" hint={roleWords[typed.role]}>
        {(control) => (
          <SelectInput
            {...control}
            value={typed.role}
            onChange={(event) => onChange({ ...typed, role: event.target.value as Role })}
            options={rolesToGive(me.role).map((one) => ({ value: one, title: one }))}
          />
        )}
      </Field>
      <Field label="Token expires">
        {(control) => (
          <SelectInput
            {...control}
            value={typed.days}
            onChange={(event) => onChange({ ...typed, days: event.target.value })}
            options={expiries}
          />
        )}
      </Field>
    </>
  );
}

export function AddPerson({ me }: { me: Person }): ReactNode {
  const [typed, setTyped] = useState(nobody);
  const [isTried, setTried] = useState(false);
  const add = useAddPerson();
  const name = typed.name.trim();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (name === '' || add.isPending) return;
    const done = (): void => {
      setTyped(nobody);
      setTried(false);
    };
    add.mutate({ name, role: typed.role, ...expiryOf(typed.days, Date.now()) }, { onSuccess: done });
  };
  const nameProblem = isTried && name === '' ? 'Say who it is.' : null;
  return (
    <Panel title="Add a person">
      {add.data === undefined ? (
        <form className={classes.form} onSubmit={send} noValidate>
          <Fields me={me} typed={typed} nameProblem={nameProblem} onChange={setTyped} />
          <Failed error={add.error} />
          <div>
            <Button type="submit" variant="primary" isBusy={add.isPending}>
              {add.isPending ? 'Adding …' : 'Add and make a token'}
            </Button>
          </div>
        </form>
      ) : (
        <TokenOnce token={add.data.token} name={add.data.person.name} onTaken={() => add.reset()} />
      )}
    </Panel>
  );
}
