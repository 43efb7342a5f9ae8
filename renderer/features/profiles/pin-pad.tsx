/** Digits to press for those without a keyboard at hand. The field keeps the focus, so both can be mixed. */
import { IconBackspace } from '@tabler/icons-react';
import type { MouseEvent, ReactNode } from 'react';
import classes from './lock.module.css';

export interface PinPadProps {
  isOff: boolean;
  onDigit: (digit: string) => void;
  onErase: () => void;
}

const keepFocus = (event: MouseEvent): void => event.preventDefault();

export function PinPad({ isOff, onDigit, onErase }: PinPadProps): ReactNode {
  const digit = (of: string): ReactNode => (
    <button
      key={of}
      type="button"
      tabIndex={-1}
      className={classes.key}
      disabled={isOff}
      onMouseDown={keepFocus}
      onClick={() => onDigit(of)}
    >
      {of}
    </button>
  );
  return (
    <fieldset className={classes.pad} aria-label="Digits">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(digit)}
      <span aria-hidden />
      {digit('0')}
      <button
        type="button"
        tabIndex={-1}
        className={classes.key}
        aria-label="Erase the last digit"
        disabled={isOff}
        onMouseDown={keepFocus}
        onClick={onErase}
      >
        <IconBackspace size={20} stroke={1.6} aria-hidden />
      </button>
    </fieldset>
  );
}
