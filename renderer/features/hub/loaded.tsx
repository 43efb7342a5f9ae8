/**
 * The states of an answer of the hub that are not content: being asked, failed, not known while the hub is away. What
 * was answered before stays in view when asking again fails.
 */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { problemOf } from '../../lib/problem.ts';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import classes from './hub.module.css';

type Asked<T> = Pick<UseQueryResult<T>, 'data' | 'error' | 'isPending' | 'refetch'>;

export interface LoadedProps<T> {
  of: Asked<T>;
  /** What is being read, for screen readers. */
  label: string;
  lines?: number;
  children: (data: T) => ReactNode;
}

export function Loaded<T>({ of, label, lines = 3, children }: LoadedProps<T>): ReactNode {
  if (of.data !== undefined) return children(of.data);
  if (of.isPending && of.error === null) return <Skeleton lines={lines} label={label} />;
  const failed = problemOf(of.error);
  if (failed.code === 'HUB_UNREACHABLE') {
    return <p className={classes.quiet}>Not known while the hub cannot be reached.</p>;
  }
  return <ErrorState isInline {...failed} onRetry={() => void of.refetch()} />;
}

/** What an act failed with, where it was started; nothing when it did not fail. */
export function Failed({ error }: { error: unknown }): ReactNode {
  return error === null || error === undefined ? null : <ErrorState isInline {...problemOf(error)} />;
}
