/** What is said when an act was not stored: which one, why, and the way to try again. The answers stay in the form. */
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/states.tsx';
import type { Bench } from './use-bench.ts';
import classes from './bench.module.css';

const actWords = {
  submit: 'This item was not submitted.',
  skip: 'This item was not skipped.',
  flag: 'The flag was not stored.',
  reopen: 'The item was not reopened.',
} as const;

export function ActFailure({ bench }: { bench: Bench }): ReactNode {
  const { failed, dismiss } = bench.acts;
  if (failed === null) return null;
  return (
    <div className={classes.notices}>
      <Notice
        tone="bad"
        title={actWords[failed.act]}
        actions={
          <>
            {failed.act === 'submit' && (
              <Button size="s" onClick={bench.submit}>
                Submit again
              </Button>
            )}
            <Button size="s" variant="quiet" onClick={dismiss}>
              Dismiss
            </Button>
          </>
        }
      >
        {failed.problem.what} {failed.problem.remedy}{' '}
        {failed.act === 'submit' && 'Your answers are still here.'}
      </Notice>
    </div>
  );
}
