/** An import that is under way: how far it is, and the way to end it. Nothing is stored before its end. */
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { problemOf } from '../../lib/problem.ts';
import { Progress } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useCancelImport, useImportProgress } from './import-queries.ts';
import { progressInWords } from './import-words.ts';
import classes from './imports.module.css';

export function RunningImport({ importId }: { importId: string }): ReactNode {
  const progress = useImportProgress(importId, true);
  const cancel = useCancelImport();
  const words = progressInWords(progress);
  const end = useRef<HTMLButtonElement>(null);
  // The button that began it is gone: the one that ends it stands in its place.
  useEffect(() => end.current?.focus(), []);
  return (
    <div className={classes.running}>
      <div className={classes.runningLine}>
        <output>{words}</output>
        {typeof progress?.total === 'number' && (
          <Progress value={progress.done} total={progress.total} label={words} />
        )}
        <Button ref={end} isBusy={cancel.isPending} onClick={() => cancel.mutate({ importId })}>
          Cancel
        </Button>
      </div>
      <p className={classes.quiet}>Nothing is stored before the end. You can work elsewhere meanwhile.</p>
      {cancel.error !== null && <ErrorState isInline {...problemOf(cancel.error)} />}
    </div>
  );
}
