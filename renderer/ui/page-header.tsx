/**
 * The head of a screen: its one `h1`, a line that says where we are, and the acts that belong to the whole screen.
 * `Screen` gives it and the content their common margins and scrolls; screens with panes of their own leave it out.
 */
import type { ReactNode } from 'react';
import classes from './page-header.module.css';

export interface PageHeaderProps {
  title: ReactNode;
  subtitle?: ReactNode;
  /** Badges right after the title. */
  badges?: ReactNode;
  actions?: ReactNode;
  /** A single line with a hairline under it, for screens that fill the window. */
  isBar?: boolean;
}

export function PageHeader({ title, subtitle, badges, actions, isBar = false }: PageHeaderProps): ReactNode {
  return (
    <header className={isBar ? classes.bar : classes.header}>
      <div className={classes.words}>
        <div className={classes.line}>
          <h1 className={classes.title}>{title}</h1>
          {badges}
        </div>
        {subtitle !== undefined && <p className={classes.subtitle}>{subtitle}</p>}
      </div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}

export function Screen({
  children,
  width = 'wide',
}: {
  children: ReactNode;
  width?: 'wide' | 'narrow';
}): ReactNode {
  return (
    <div className={classes.screen}>
      <div className={classes.content} data-width={width}>
        {children}
      </div>
    </div>
  );
}
