/** A line that opens to more. The content is made when it is first opened. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { IconChevronRight } from '@tabler/icons-react';
import classes from './reading.module.css';

export function Fold({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={classes.fold} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <IconChevronRight size={13} stroke={2} aria-hidden />
        {title}
      </summary>
      {isOpen && <div className={classes.folded}>{children}</div>}
    </details>
  );
}
