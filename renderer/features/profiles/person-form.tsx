/** A name and a new PIN, typed twice: what it takes to begin a group and to add somebody. */
import { useEffect, useRef, useState } from 'react';
import type { FormEvent, ReactNode, RefObject } from 'react';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { findPinFault } from './new-pin.ts';
import classes from './people.module.css';

/** Focus goes to the first field of a form that was opened in place. */
export function useFocusInside(): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  return form;
}

export interface PersonFormProps {
  /** Of the form, for those who hear it. */
  label: string;
  name: string;
  sendLabel: string;
  error: Error | null;
  isBusy: boolean;
  onSend: (input: { name: string; pin: string }) => void;
  onBack: () => void;
}

export function PersonForm(props: PersonFormProps): ReactNode {
  const { label, sendLabel, error, isBusy, onSend, onBack } = props;
  const [name, setName] = useState(props.name);
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [isAsked, setAsked] = useState(false);
  const form = useFocusInside();
  const fault = findPinFault(pin, again);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (fault === null && name.trim() !== '' && !isBusy) onSend({ name: name.trim(), pin });
  };
  return (
    <form ref={form} className={classes.form} aria-label={label} onSubmit={send}>
      <Field
        label="Name"
        hint="As the others know this person; it stands on the tile."
        error={isAsked && name.trim() === '' ? 'Enter a name.' : null}
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
      <PinFields pin={pin} again={again} fault={isAsked ? fault : null} onPin={setPin} onAgain={setAgain} />
      <div className={classes.acts}>
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {sendLabel}
        </Button>
        <Button onClick={onBack}>Back</Button>
      </div>
      <Failure error={error} />
    </form>
  );
}

export interface PinFieldsProps {
  pin: string;
  again: string;
  fault: string | null;
  onPin: (pin: string) => void;
  onAgain: (pin: string) => void;
}

/** A new PIN and the same once more. */
export function PinFields({ pin, again, fault, onPin, onAgain }: PinFieldsProps): ReactNode {
  return (
    <div className={classes.pins}>
      <PinInput
        label="New PIN"
        hint="4 to 12 digits, typed by the person themselves."
        value={pin}
        error={fault}
        onChange={onPin}
      />
      <PinInput label="The same PIN again" value={again} onChange={onAgain} />
    </div>
  );
}

export interface PinInputProps {
  label: string;
  hint?: string;
  error?: string | null;
  value: string;
  onChange: (pin: string) => void;
}

export function PinInput({ label, hint, error = null, value, onChange }: PinInputProps): ReactNode {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <TextInput
          {...control}
          type="password"
          inputMode="numeric"
          autoComplete="new-password"
          value={value}
          maxLength={12}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export function Failure({ error }: { error: Error | null }): ReactNode {
  if (error === null) return null;
  const { what, remedy, code } = problemOf(error);
  return <ErrorState isInline what={what} remedy={remedy} code={code} />;
}
