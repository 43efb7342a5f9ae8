/** One person of the group, and what can be done about them; one act is open at a time, in place. */
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { Profile } from '../../../shared/contract/profiles.ts';
import { Button } from '../../ui/button.tsx';
import { Check, Field, TextInput } from '../../ui/field.tsx';
import { findPinFault } from './new-pin.ts';
import { Failure, PinFields, PinInput, useFocusInside } from './person-form.tsx';
import { initialsOf, waitingWords } from './person-words.ts';
import { useChangePin, useRemovePerson, useRenamePerson } from './profile-acts.ts';
import classes from './people.module.css';

type Act = 'rename' | 'pin' | 'remove';

export interface PersonRowProps {
  person: Profile;
  isOwn: boolean;
  /** Whether anybody else is in the group. */
  isAlone: boolean;
}

export function PersonRow({ person, isOwn, isAlone }: PersonRowProps): ReactNode {
  const [act, setAct] = useState<Act | null>(null);
  const done = (): void => setAct(null);
  const button = (of: Act, words: string): ReactNode => (
    <Button
      size="s"
      variant="quiet"
      aria-expanded={act === of}
      aria-label={`${words}: ${person.name}`}
      onClick={() => setAct(act === of ? null : of)}
    >
      {words}
    </Button>
  );
  return (
    <li className={classes.person}>
      <div className={classes.line}>
        <span className={classes.initials} aria-hidden>
          {initialsOf(person.name)}
        </span>
        <div className={classes.who}>
          <span className={classes.name}>
            {person.name}
            {isOwn && <span className={classes.own}> · working now</span>}
          </span>
          <span className={classes.waits}>{waitingWords(person)}</span>
        </div>
        <div className={classes.acts}>
          {button('rename', 'Rename')}
          {button('pin', 'Change PIN')}
          {!isOwn && !isAlone && button('remove', 'Remove')}
        </div>
      </div>
      {act === 'rename' && <Rename person={person} onDone={done} />}
      {act === 'pin' && <ChangePin person={person} onDone={done} />}
      {act === 'remove' && <Remove person={person} onDone={done} />}
    </li>
  );
}

interface ActProps {
  person: Profile;
  onDone: () => void;
}

function Rename({ person, onDone }: ActProps): ReactNode {
  const [name, setName] = useState(person.name);
  const rename = useRenamePerson();
  const form = useFocusInside();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') rename.mutate({ id: person.id, name: name.trim() }, { onSuccess: onDone });
  };
  return (
    <form ref={form} className={classes.form} aria-label={`Rename ${person.name}`} onSubmit={send}>
      <Field label="Name on the tile" error={name.trim() === '' ? 'Enter a name.' : null}>
        {(control) => (
          <TextInput
            {...control}
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div className={classes.acts}>
        <Button type="submit" isBusy={rename.isPending}>
          Rename
        </Button>
        <Button onClick={onDone}>Back</Button>
      </div>
      <Failure error={rename.error} />
    </form>
  );
}

function ChangePin({ person, onDone }: ActProps): ReactNode {
  const [pin, setPin] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [isAsked, setAsked] = useState(false);
  const change = useChangePin();
  const form = useFocusInside();
  const fault = findPinFault(next, again);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (fault === null) change.mutate({ id: person.id, pin, next }, { onSuccess: onDone });
  };
  return (
    <form ref={form} className={classes.form} aria-label={`Change the PIN of ${person.name}`} onSubmit={send}>
      <PinInput label="PIN up to now" value={pin} onChange={setPin} />
      <PinFields pin={next} again={again} fault={isAsked ? fault : null} onPin={setNext} onAgain={setAgain} />
      <div className={classes.acts}>
        <Button type="submit" isBusy={change.isPending}>
          Change PIN
        </Button>
        <Button onClick={onDone}>Back</Button>
      </div>
      <Failure error={change.error} />
    </form>
  );
}

function Remove({ person, onDone }: ActProps): ReactNode {
  const [pin, setPin] = useState('');
  const [losesUnsent, setLoses] = useState(false);
  const remove = useRemovePerson();
  const form = useFocusInside();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    remove.mutate({ id: person.id, pin, losesUnsent });
  };
  return (
    <form ref={form} className={classes.form} aria-label={`Remove ${person.name}`} onSubmit={send}>
      <p>
        This deletes everything of {person.name} on this computer: reviews, drafts, the ledger and the access
        to the hub. What a hub has received stays there.
      </p>
      <PinInput label={`PIN of ${person.name}`} value={pin} onChange={setPin} />
      {person.waiting > 0 && (
        <Check
          label="Remove although not everything was sent"
          hint={`${waitingWords(person)}. That work would be lost for good.`}
          checked={losesUnsent}
          onChange={(event) => setLoses(event.target.checked)}
        />
      )}
      <div className={classes.acts}>
        <Button type="submit" variant="danger" isBusy={remove.isPending}>
          Remove {person.name}
        </Button>
        <Button onClick={onDone}>Back</Button>
      </div>
      <Failure error={remove.error} />
    </form>
  );
}
