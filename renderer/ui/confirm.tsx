/**
 * An act that asks once more, in place: no dialog, nothing jumps. The question says what the act does; focus goes to
 * the way back, so that a second Enter does no harm; Escape takes it back.
 */
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Button } from './button.tsx';
import classes from './confirm.module.css';

export interface ConfirmProps {
  /** On the button that asks. */
  label: string;
  question: string;
  /** What the act does, in sentences. */
  children: ReactNode;
  /** On the button that does it. */
  confirmLabel: string;
  keepLabel: string;
  onConfirm: () => void;
  isBusy?: boolean;
  variant?: 'primary' | 'danger';
}

/** Focus moves to the way back when the question opens, and to the button that asked when it closes. */
function useFollowingFocus(isAsking: boolean) {
  const keep = useRef<HTMLButtonElement>(null);
  const ask = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (isAsking) keep.current?.focus();
    else if (wasAsking.current) ask.current?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  return { keep, ask };
}

export function Confirm(props: ConfirmProps): ReactNode {
  const {
    label,
    question,
    children,
    confirmLabel,
    keepLabel,
    onConfirm,
    isBusy = false,
    variant = 'danger',
  } = props;
  const [isAsking, setAsking] = useState(false);
  const { keep, ask } = useFollowingFocus(isAsking);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    setAsking(false);
  };
  if (!isAsking) {
    return (
      <Button ref={ask} isBusy={isBusy} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <fieldset className={classes.confirm}>
      <legend className={classes.question}>{question}</legend>
      <div className={classes.words}>{children}</div>
      <div className={classes.actions}>
        <Button ref={keep} onKeyDown={onKeyDown} onClick={() => setAsking(false)}>
          {keepLabel}
        </Button>
        <Button
          variant={variant}
          isBusy={isBusy}
          onKeyDown={onKeyDown}
          onClick={() => {
            setAsking(false);
            onConfirm();
          }}
        >
          {confirmLabel}
        </Button>
      </div>
    </fieldset>
  );
}
