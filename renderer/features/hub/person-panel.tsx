/** One person: name and role for an admin to change, and every token they have. */
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { isOffered } from '../../../shared/domain/hub-roles.ts';
import type { Person, Role } from '../../../shared/domain/person.ts';
import { formatCounted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Field, SelectInput, TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useRevokePerson, useUpdatePerson } from './hub-queries.ts';
import { rolesToGive, roleWords } from './hub-words.ts';
import { Failed } from './loaded.tsx';
import { Tokens } from './tokens.tsx';
import classes from './hub.module.css';

function Change({ of }: { of: Person }): ReactNode {
  const [name, setName] = useState(of.name);
  const [role, setRole] = useState<Role>(of.role);
  const update = useUpdatePerson();
  const isSame = name.trim() === of.name && role === of.role;
  const follows = role === of.role ? '' : ' What they may see changes with it, on all of their devices.';
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (isSame || name.trim() === '' || update.isPending) return;
    update.mutate({ personId: of.id, name: name.trim(), role });
  };
  return (
    <form className={classes.form} onSubmit={send} noValidate>
      <div className={classes.pair}>
        <Field label="Name" error={name.trim() === '' ? 'A person needs a name.' : null}>
          {(control) => (
            <TextInput
              {...control}
              value={name}
              maxLength={120}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Role">
          {(control) => (
            <SelectInput
              {...control}
              value={role}
              onChange={(event) => setRole(event.target.value as Role)}
              options={rolesToGive('admin').map((one) => ({ value: one, title: one }))}
            />
          )}
        </Field>
      </div>
      <p className={classes.quiet}>
        {roleWords[role]}
        {follows}
      </p>
      <Failed error={update.error} />
      <div>
        <Button type="submit" isBusy={update.isPending} disabled={isSame || name.trim() === ''}>
          Save changes
        </Button>
      </div>
    </form>
  );
}

function SignOut({ of, isMe }: { of: Person; isMe: boolean }): ReactNode {
  const revoke = useRevokePerson();
  return (
    <div className={classes.signOut}>
      <Confirm
        label="Revoke every token"
        question={`Revoke every token of ${of.name}?`}
        confirmLabel="Revoke all"
        keepLabel="Keep them"
        isBusy={revoke.isPending}
        onConfirm={() => revoke.mutate({ personId: of.id })}
      >
        <p>
          {isMe ? 'You are' : `${of.name} is`} signed out everywhere at once. What was done stays, and what
          was not sent yet can be sent with a new token.
        </p>
      </Confirm>
      {revoke.data !== undefined && (
        <output className={classes.said}>{formatCounted(revoke.data.revoked, 'token')} revoked</output>
      )}
      <Failed error={revoke.error} />
    </div>
  );
}

export function PersonPanel({ of, me }: { of: Person; me: Person }): ReactNode {
  const isMe = of.id === me.id;
  const isAdmin = isOffered(me.role, 'people.update');
  const canRevoke =
    isOffered(me.role, 'people.revoke') && (isAdmin || of.role === 'reviewer' || of.role === 'lead');
  return (
    <Panel title={of.name} aside={isMe ? 'this is you' : of.role}>
      {isAdmin ? <Change key={`${of.name} ${of.role}`} of={of} /> : <p>{roleWords[of.role]}</p>}
      {(isAdmin || isMe) && <Tokens of={of} isAdmin={isAdmin} />}
      {canRevoke && <SignOut of={of} isMe={isMe} />}
    </Panel>
  );
}
