/**
 * The PIN of one person, by keys, mouse or touch. What is wrong is said in words, with how long to wait; the countdown is
 * for the eye, those who listen hear it once.
 */
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import type { Profile } from '../../../shared/contract/profiles.ts';
import { problemOf } from '../../lib/problem.ts';
import { takeProfileState } from '../../lib/profiles.ts';
import { api } from '../../lib/query.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { initialsOf, secondsUntil, waitWords } from './person-words.ts';
import { PinPad } from './pin-pad.tsx';
import classes from './lock.module.css';

const SHORTEST = 4;
const LONGEST = 12;

/** The digits typed, and the call that they open the profile with. */
function usePin(profile: Profile) {
  const [pin, setPin] = useState('');
  const unlock = useMutation(
    api.profiles.unlock.mutationOptions({
      onSuccess: takeProfileState,
      onError: () => setPin(''),
      gcTime: 0,
    }),
  );
  const change = (next: string): void => {
    setPin(next.replaceAll(/[^0-9]/g, '').slice(0, LONGEST));
    if (unlock.isError) unlock.reset();
  };
  const send = (): void => {
    if (pin.length >= SHORTEST && !unlock.isPending) unlock.mutate({ id: profile.id, pin });
  };
  return { pin, change, send, unlock };
}

interface SaidProps {
  error: Error | null;
  seconds: number;
}

/** What is wrong, and how long to wait: the words are heard once, the seconds are for the eye. */
function Said({ error, seconds }: SaidProps): ReactNode {
  const failed = error === null ? null : problemOf(error);
  const remedy = failed?.code === 'FORBIDDEN' && seconds > 0 ? '' : failed?.remedy;
  return (
    <div className={classes.told}>
      <div id="pin-said" className={classes.said} aria-live="assertive" data-tone="bad">
        {failed !== null && `${failed.what} ${remedy}`}
        {failed === null && seconds > 0 && 'Too many wrong PINs.'}
      </div>
      {seconds > 0 && (
        <p className={classes.wait} role="timer">
          Wait {waitWords(seconds)}
        </p>
      )}
    </div>
  );
}

interface PinFieldProps {
  pin: string;
  isOff: boolean;
  isWrong: boolean;
  onChange: (pin: string) => void;
}

function PinField({ pin, isOff, isWrong, onChange }: PinFieldProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <label className={classes.pinField}>
      <span className={classes.pinLabel}>PIN</span>
      <input
        ref={input}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        className={classes.pin}
        value={pin}
        // It keeps the focus while one has to wait, so that Escape leads back.
        readOnly={isOff}
        aria-invalid={isWrong}
        aria-describedby="pin-said"
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

export function PinEntry({ profile, onBack }: { profile: Profile; onBack: () => void }): ReactNode {
  const { pin, change, send, unlock } = usePin(profile);
  const seconds = secondsUntil(profile.nextTryAt, useNow(500));
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onBack();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leads back from every part
    <form
      className={classes.entry}
      aria-label={`PIN of ${profile.name}`}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
    >
      <span className={classes.initials} aria-hidden>
        {initialsOf(profile.name)}
      </span>
      <h1 className={classes.title}>{profile.name}</h1>
      <PinField
        pin={pin}
        isOff={seconds > 0 || unlock.isPending}
        isWrong={unlock.isError}
        onChange={change}
      />
      <Said error={unlock.error} seconds={seconds} />
      <PinPad
        isOff={seconds > 0 || unlock.isPending}
        onDigit={(digit) => change(`${pin}${digit}`)}
        onErase={() => change(pin.slice(0, -1))}
      />
      <div className={classes.acts}>
        <Button onClick={onBack}>Somebody else</Button>
        <Button
          type="submit"
          variant="primary"
          isBusy={unlock.isPending}
          disabled={pin.length < SHORTEST || seconds > 0}
        >
          Open
        </Button>
      </div>
    </form>
  );
}
