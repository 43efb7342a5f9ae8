/** Settings: who uses this computer. Beginning a group, adding people, when the window locks, and the way back. */
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { ProfileState } from '../../../shared/contract/profiles.ts';
import { useProfiles } from '../../lib/profiles.ts';
import { Button } from '../../ui/button.tsx';
import { Field, SelectInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { Failure, PersonForm, PinInput } from './person-form.tsx';
import { PersonRow } from './person-row.tsx';
import { useAddPerson, useBeginGroup, useEndGroup, useSetLock } from './profile-acts.ts';
import classes from './people.module.css';

export function PeoplePanel(): ReactNode {
  const { state } = useProfiles();
  return (
    <Panel title="People on this computer">
      {state === null && <Skeleton lines={3} label="Reading who uses this computer" />}
      {state?.mode === 'single' && <Alone state={state} />}
      {state?.mode === 'group' && <Group state={state} />}
    </Panel>
  );
}

const Honest = (): ReactNode => (
  <p className={classes.quiet}>
    A PIN keeps the others on this computer out of a person’s work in Assay. It does not encrypt the disk: for
    that, turn on the disk encryption of this computer, and lock its screen when you leave it.
  </p>
);

function Alone({ state }: { state: ProfileState }): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const begin = useBeginGroup();
  return (
    <div className={classes.stack}>
      <p>
        Several people can take turns here, also without any network. Each has their own store behind their
        own PIN and sees nobody else’s answers; each sends their work under their own name when the hub can be
        reached. What you have done up to now stays yours.
      </p>
      {isAsking ? (
        <PersonForm
          label="Begin a group"
          name={state.profiles[0]?.name ?? ''}
          sendLabel="Begin with this PIN"
          error={begin.error}
          isBusy={begin.isPending}
          onSend={(input) => begin.mutate(input)}
          onBack={() => setAsking(false)}
        />
      ) : (
        <div>
          <Button onClick={() => setAsking(true)}>Share this computer …</Button>
        </div>
      )}
      <Honest />
    </div>
  );
}

function Group({ state }: { state: ProfileState }): ReactNode {
  const isAlone = state.profiles.length === 1;
  return (
    <div className={classes.stack}>
      <ul className={classes.people}>
        {state.profiles.map((one) => (
          <PersonRow key={one.id} person={one} isOwn={one.id === state.openId} isAlone={isAlone} />
        ))}
      </ul>
      <Add />
      <LockTime minutes={state.lockAfterMinutes} />
      {isAlone && <End />}
      <Honest />
    </div>
  );
}

function Add(): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const add = useAddPerson();
  if (!isAsking) {
    return (
      <div>
        <Button onClick={() => setAsking(true)}>Add a person …</Button>
      </div>
    );
  }
  return (
    <PersonForm
      label="Add a person"
      name=""
      sendLabel="Add"
      error={add.error}
      isBusy={add.isPending}
      onSend={(input) => add.mutate(input, { onSuccess: () => setAsking(false) })}
      onBack={() => setAsking(false)}
    />
  );
}

const times = [1, 2, 5, 10, 15, 30, 60];

function LockTime({ minutes }: { minutes: number }): ReactNode {
  const setLock = useSetLock();
  const held =
    times.includes(minutes) || minutes === 0 ? times : [...times, minutes].toSorted((a, b) => a - b);
  const options = held.map((one) => ({
    value: String(one),
    title: one === 1 ? 'after 1 minute' : `after ${one} minutes`,
  }));
  return (
    <div className={classes.time}>
      <Field
        label="Lock when nobody touches keys or mouse"
        hint="Drafts are stored first. Thirty seconds before, the foot of the window says so."
      >
        {(control) => (
          <SelectInput
            {...control}
            value={String(minutes)}
            options={[...options, { value: '0', title: 'never' }]}
            onChange={(event) => setLock.mutate({ lockAfterMinutes: Number(event.target.value) })}
          />
        )}
      </Field>
      <Failure error={setLock.error} />
    </div>
  );
}

function End(): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const [pin, setPin] = useState('');
  const end = useEndGroup();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    end.mutate({ pin });
  };
  if (!isAsking) {
    return (
      <div>
        <Button onClick={() => setAsking(true)}>End the group …</Button>
      </div>
    );
  }
  return (
    <form className={classes.form} aria-label="End the group" onSubmit={send}>
      <p>Assay then opens without a PIN on this computer, with everything of yours as it is.</p>
      <PinInput label="Your PIN" value={pin} onChange={setPin} />
      <div className={classes.acts}>
        <Button type="submit" isBusy={end.isPending}>
          End the group
        </Button>
        <Button onClick={() => setAsking(false)}>Back</Button>
      </div>
      <Failure error={end.error} />
    </form>
  );
}
