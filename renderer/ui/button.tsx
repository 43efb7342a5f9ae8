/**
 * The buttons of the house: primary (one per screen), plain, quiet, danger. A button may show the key that does the
 * same, so that people learn it where they click.
 */
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Tooltip } from '@mantine/core';
import { Kbd, chordText } from './kbd.tsx';
import classes from './button.module.css';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  variant?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 's' | 'm' | 'l';
  /** Chord that does the same, shown on the button. */
  chord?: string | undefined;
  icon?: ReactNode;
  /** Shows that it is at work and ignores further presses. */
  isBusy?: boolean;
  type?: 'button' | 'submit';
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = 'plain',
  size = 'm',
  chord,
  icon,
  isBusy = false,
  type = 'button',
  className,
  children,
  onClick,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      {...rest}
      // oxlint-disable-next-line react/button-has-type
      type={type}
      className={className === undefined ? classes.button : `${classes.button} ${className}`}
      data-variant={variant}
      data-size={size}
      data-busy={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? undefined : onClick}
    >
      {icon !== undefined && (
        <span className={classes.icon} aria-hidden>
          {icon}
        </span>
      )}
      <span className={classes.label}>{children}</span>
      {chord !== undefined && (
        <span aria-hidden>
          <Kbd chord={chord} isBare={variant === 'primary' || variant === 'danger'} />
        </span>
      )}
    </button>
  );
}

export interface IconButtonProps extends Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'type' | 'aria-label'
> {
  /** Its name, for the tooltip and for screen readers. */
  label: string;
  chord?: string | undefined;
  ref?: Ref<HTMLButtonElement>;
}

/** A button that is only an icon; its label is in the tooltip and in the accessibility tree. */
export function IconButton({ label, chord, className, children, ...rest }: IconButtonProps): ReactNode {
  const tip = chord === undefined ? label : `${label} · ${chordText(chord)}`;
  return (
    <Tooltip label={tip} openDelay={350} withinPortal>
      <button
        {...rest}
        type="button"
        aria-label={label}
        className={className === undefined ? classes.iconButton : `${classes.iconButton} ${className}`}
      >
        {children}
      </button>
    </Tooltip>
  );
}
