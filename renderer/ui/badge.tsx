/** Small marks: a badge names a state or class, a dot repeats it; colour repeats the words and never replaces them. */
import type { ReactNode } from 'react';
import classes from './badge.module.css';

export type Tone =
  | 'none'
  | 'factual'
  | 'procedural'
  | 'policy'
  | 'citation'
  | 'other'
  | 'good'
  | 'bad'
  | 'warn'
  | 'quiet'
  | 'accent';

export function Badge({
  tone = 'quiet',
  icon,
  children,
  isOutline = false,
}: {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
  isOutline?: boolean;
}): ReactNode {
  return (
    <span className={classes.badge} data-tone={tone} data-outline={isOutline || undefined}>
      {icon !== undefined && <span aria-hidden>{icon}</span>}
      {children}
    </span>
  );
}

/** A bar of progress with its words for screen readers. */
export function Progress({
  value,
  total,
  label,
  tone = 'accent',
}: {
  value: number;
  total: number;
  label: string;
  tone?: Tone;
}): ReactNode {
  return (
    <progress
      className={classes.progress}
      data-tone={tone}
      aria-label={label}
      max={Math.max(1, total)}
      value={value}
    >
      {label}
    </progress>
  );
}
