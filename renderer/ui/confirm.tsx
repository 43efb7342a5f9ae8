/**
 * An act that asks once more, in place: no dialog, nothing jumps. The question says what the act does; focus goes to
 * the way back, so that a second Enter does no harm; Escape takes it back.
 */
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
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
  variant?: 'plain' | 'danger';
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
  const keep = useRef<HTMLButtonElement>(null);
  const ask = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (isAsking) keep.current?.focus();
    else if (wasAsking.current) ask.current?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  if (!isAsking) {
    return (
      <Button ref={ask} variant="plain" isBusy={isBusy} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <div
      className={classes.confirm}
      role="group"
      aria-label={question}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        setAsking(false);
      }}
    >
      <strong>{question}</strong>
      <div className={classes.words}>{children}</div>
      <div className={classes.actions}>
        <Button ref={keep} onClick={() => setAsking(false)}>
          {keepLabel}
        </Button>
        <Button
          variant={variant}
          isBusy={isBusy}
          onClick={() => {
            setAsking(false);
            onConfirm();
          }}
        >
          {confirmLabel}
        </Button>
      </div>
    </div>
  );
}
