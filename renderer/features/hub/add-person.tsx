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

export function AddPerson({ me }: { me: Person }): ReactNode {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('reviewer');
  const [days, setDays] = useState('');
  const [isTried, setTried] = useState(false);
  const add = useAddPerson();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || add.isPending) return;
    add.mutate(
      { name: name.trim(), role, ...expiryOf(days, Date.now()) },
      {
        onSuccess: () => {
          setName('');
          setTried(false);
        },
      },
    );
  };
  return (
    <Panel title="Add a person">
      {add.data !== undefined && (
        <TokenOnce
          key={add.data.token}
          token={add.data.token}
          name={add.data.person.name}
          onTaken={() => add.reset()}
        />
      )}
      {add.data === undefined && (
        <form className={classes.form} onSubmit={send} noValidate>
          <Field
            label="Name"
            isRequired
            error={isTried && name.trim() === '' ? 'Say who it is.' : null}
            hint="as colleagues will see it"
          >
            {(control) => (
              <TextInput
                {...control}
                value={name}
                maxLength={120}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Field label="Role" hint={roleWords[role]}>
            {(control) => (
              <SelectInput
                {...control}
                value={role}
                onChange={(event) => setRole(event.target.value as Role)}
                options={rolesToGive(me.role).map((one) => ({ value: one, title: one }))}
              />
            )}
          </Field>
          <Field label="Token expires">
            {(control) => (
              <SelectInput
                {...control}
                value={days}
                onChange={(event) => setDays(event.target.value)}
                options={expiries}
              />
            )}
          </Field>
          <Failed error={add.error} />
          <div>
            <Button type="submit" variant="primary" isBusy={add.isPending}>
              {add.isPending ? 'Adding …' : 'Add and make a token'}
            </Button>
          </div>
        </form>
      )}
    </Panel>
  );
}
