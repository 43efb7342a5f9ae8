/**
 * A surface with a heading: the only box there is. Boxes are not put into boxes; inside a panel, hairlines divide.
 */
import { useId } from 'react';
import type { ReactNode } from 'react';
import classes from './panel.module.css';

export interface PanelProps {
  title?: ReactNode;
  /** Small text or controls on the right of the heading. */
  aside?: ReactNode;
  children: ReactNode;
  /** Level of the heading; 2 unless the panel stands inside a section of its own. */
  level?: 2 | 3;
  /** No padding around the content: for tables and lists that reach the edges. */
  isFlush?: boolean;
  className?: string | undefined;
}

export function Panel({
  title,
  aside,
  children,
  level = 2,
  isFlush = false,
  className,
}: PanelProps): ReactNode {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  const names = [classes.panel, className].filter(Boolean).join(' ');
  return (
    <section className={names} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <header className={classes.head}>
          <Heading id={id} className={classes.title}>
            {title}
          </Heading>
          {aside !== undefined && <div className={classes.aside}>{aside}</div>}
        </header>
      )}
      <div className={isFlush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
}
