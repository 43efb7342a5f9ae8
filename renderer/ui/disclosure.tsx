/**
 * Something that is there for those who ask: a summary line that opens what is behind it. Native, so keyboard, find
 * in page and screen readers work as they do everywhere.
 */
import type { ReactNode } from 'react';
import classes from './disclosure.module.css';

export interface DisclosureProps {
  summary: ReactNode;
  children: ReactNode;
  /** `chip` stands in a line with other things, `row` is a line of its own. */
  look?: 'chip' | 'row';
  isOpen?: boolean;
  onToggle?: (isOpen: boolean) => void;
}

export function Disclosure({
  summary,
  children,
  look = 'row',
  isOpen,
  onToggle,
}: DisclosureProps): ReactNode {
  return (
    <details
      className={classes.disclosure}
      data-look={look}
      open={isOpen}
      onToggle={(event) => onToggle?.(event.currentTarget.open)}
    >
      <summary className={classes.summary}>
        <span className={classes.arrow} aria-hidden>
          ›
        </span>
        {summary}
      </summary>
      <div className={classes.content}>{children}</div>
    </details>
  );
}
