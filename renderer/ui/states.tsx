/**
 * The three states that are not content: nothing here yet, something failed, not there yet. Each says what to do.
 */
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import classes from './states.module.css';

export interface EmptyStateProps {
  title: string;
  icon?: ReactNode;
  /** What this place will show, and how to get there. */
  children?: ReactNode;
  /** Buttons or links that lead on. */
  actions?: ReactNode;
}

export function EmptyState({ title, icon, children, actions }: EmptyStateProps): ReactNode {
  return (
    <div className={classes.state}>
      {icon !== undefined && (
        <div className={classes.icon} aria-hidden>
          {icon}
        </div>
      )}
      <h2 className={classes.title}>{title}</h2>
      {children !== undefined && <div className={classes.words}>{children}</div>}
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}

export interface ErrorStateProps {
  what: string;
  where?: string | undefined;
  remedy?: string | undefined;
  code?: string | undefined;
  onRetry?: (() => void) | undefined;
  actions?: ReactNode;
  /** One line inside other content instead of a place of its own. */
  isInline?: boolean;
}

export function ErrorState({
  what,
  where,
  remedy,
  code,
  onRetry,
  actions,
  isInline = false,
}: ErrorStateProps): ReactNode {
  return (
    <div className={isInline ? classes.inlineError : classes.state} role="alert">
      <p className={isInline ? classes.inlineTitle : classes.title}>{what}</p>
      <div className={classes.words}>
        {where !== undefined && <p className={classes.where}>{where}</p>}
        {remedy !== undefined && <p>{remedy}</p>}
        {code !== undefined && <p className={classes.code}>{code}</p>}
      </div>
      {(onRetry !== undefined || actions !== undefined) && (
        <div className={classes.actions}>
          {onRetry !== undefined && (
            <Button size={isInline ? 's' : 'm'} onClick={onRetry}>
              Try again
            </Button>
          )}
          {actions}
        </div>
      )}
    </div>
  );
}

/** Grey lines where text will be. Says so once to screen readers. */
export function Skeleton({ lines = 3, label = 'Loading' }: { lines?: number; label?: string }): ReactNode {
  return (
    <output className={classes.skeleton} aria-label={label}>
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} className={classes.bone} data-last={at === lines - 1 || undefined} />
      ))}
    </output>
  );
}

/** A sentence that must not be overlooked: tone by meaning, words first. */
export function Notice({
  tone = 'accent',
  title,
  children,
  actions,
}: {
  tone?: 'accent' | 'good' | 'warn' | 'bad' | 'quiet';
  title?: string;
  children: ReactNode;
  actions?: ReactNode;
}): ReactNode {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <div>
        {title !== undefined && <strong className={classes.noticeTitle}>{title}</strong>}
        <div className={classes.noticeWords}>{children}</div>
      </div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
