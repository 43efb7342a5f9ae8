/** The proof on demand: local against hub, event by event and hash by hash. */
import type { ReactNode } from 'react';
import { formatCount, formatDayTime } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { useVerify } from './sync-queries.ts';
import { proofSentence } from './sync-view.ts';
import classes from './sync.module.css';

type Verified = NonNullable<ReturnType<typeof useVerify>['data']>;

function Result({ proof }: { proof: Verified }): ReactNode {
  return (
    <>
      <Notice
        tone={proof.isComplete ? 'good' : 'bad'}
        title={proof.isComplete ? '✓ Complete' : '✕ Not complete'}
      >
        {proofSentence(proof)}
      </Notice>
      {proof.problems.length > 0 && (
        <ul className={classes.problems}>
          {proof.problems.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <Facts
        facts={[
          { name: 'Events here', value: formatCount(proof.localEvents) },
          { name: 'Events at the hub', value: formatCount(proof.hubEvents) },
          { name: 'Heads', value: proof.headsMatch ? 'match' : 'differ' },
          { name: 'Checked', value: formatDayTime(proof.checkedAt) },
        ]}
      />
    </>
  );
}

export function ProofPanel(): ReactNode {
  const verify = useVerify();
  const failed = verify.error === null ? null : problemOf(verify.error);
  return (
    <Panel title="Is anything missing?">
      <p className={classes.explain}>
        Compares every event of every ledger with the hub, number by number and hash by hash.
      </p>
      <div className={classes.under}>
        <Button isBusy={verify.isPending} onClick={() => verify.mutate({})}>
          {verify.isPending ? 'Comparing …' : 'Verify'}
        </Button>
      </div>
      <div className={classes.result} aria-live="polite">
        {failed !== null && (
          <ErrorState
            isInline
            what={failed.what}
            where={failed.where}
            remedy={failed.remedy}
            code={failed.code}
          />
        )}
        {failed === null && verify.data !== undefined && <Result proof={verify.data} />}
      </div>
    </Panel>
  );
}
