/** Asks for the next page of a list that is read newest first; nothing where there is none. */
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import classes from './hub.module.css';

interface PagedQuery {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage(): Promise<unknown>;
}

export function Earlier({ of }: { of: PagedQuery }): ReactNode {
  if (!of.hasNextPage) return null;
  return (
    <div className={classes.more}>
      <Button size="s" variant="quiet" isBusy={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
        Show earlier ones
      </Button>
    </div>
  );
}
