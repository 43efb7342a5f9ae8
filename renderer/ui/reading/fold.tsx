/** A line that opens to more. The content is made when it is opened. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { IconChevronRight } from '@tabler/icons-react';
import classes from './reading.module.css';

export interface FoldProps {
  title: string;
  /** What it is about: for another thing it starts folded again. */
  of?: unknown;
  children: ReactNode;
}

export function Fold({ title, of = title, children }: FoldProps): ReactNode {
  const [openFor, setOpenFor] = useState<unknown>(null);
  const isOpen = openFor !== null && openFor === of;
  return (
    <details
      className={classes.fold}
      open={isOpen}
      onToggle={(event) => setOpenFor(event.currentTarget.open ? of : null)}
    >
      <summary>
        <IconChevronRight size={13} stroke={2} aria-hidden />
        <span>{title}</span>
      </summary>
      {isOpen && <div className={classes.folded}>{children}</div>}
    </details>
  );
}
