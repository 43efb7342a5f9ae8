/**
 * A row of numbered choices that opens over the work without covering the form: class of a span, its link, the reason
 * of a skip or flag. No modal: the text stays readable and selectable; Esc closes it.
 */
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import classes from './choice-bar.module.css';

export interface NumberedChoice {
  number: number;
  title: string;
  tone?: string | undefined;
  isDisabled?: boolean;
  /** What holds now, where something that is there is being changed. */
  isCurrent?: boolean;
}

export interface ChoiceBarProps {
  title: string;
  hint?: ReactNode;
  choices: readonly NumberedChoice[];
  onChoose: (number: number) => void;
  onClose: () => void;
  closeTitle: string;
}

export function ChoiceBar({
  title,
  hint,
  choices,
  onChoose,
  onClose,
  closeTitle,
}: ChoiceBarProps): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset would be announced as part of the form
    <div className={classes.bar} role="group" aria-label={title}>
      <div className={classes.head}>
        <p className={classes.title}>{title}</p>
        <Button size="s" variant="quiet" chord="Escape" onClick={onClose}>
          {closeTitle}
        </Button>
      </div>
      <div className={classes.choices}>
        {choices.map((one) => (
          <button
            key={one.number}
            type="button"
            className={classes.choice}
            data-tone={one.tone ?? 'accent'}
            aria-keyshortcuts={String(one.number)}
            aria-current={one.isCurrent === true || undefined}
            disabled={one.isDisabled}
            // The selection of words must survive the press.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(one.number)}
          >
            <kbd className={classes.number} aria-hidden>
              {one.number}
            </kbd>
            {one.title}
          </button>
        ))}
      </div>
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
    </div>
  );
}

/** One line of text for a reason that needs words; Enter confirms. */
export function ReasonNote({
  label,
  value,
  onChange,
  onConfirm,
  onClose,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onConfirm: () => void;
  onClose: () => void;
}): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className={classes.bar}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onConfirm();
      }}
    >
      <p className={classes.title}>{label}</p>
      <div className={classes.choices}>
        <input
          ref={field}
          className={classes.note}
          aria-label={label}
          maxLength={1000}
          dir="auto"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        <Button size="s" variant="primary" type="submit">
          Done
        </Button>
        <Button size="s" variant="quiet" onClick={onClose}>
          Back
        </Button>
      </div>
      <p className={classes.hint}>
        <Kbd chord="Enter" /> confirms, <Kbd chord="Escape" /> goes back
      </p>
    </form>
  );
}
