/**
 * How long texts are kept, and the purge. Invariant: a purge is counted and shown before it can be run, because nothing
 * brings a text back.
 */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Retention as Rules } from '../../../shared/contract/hub-traces.ts';
import { formatCounted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Panel } from '../../ui/panel.tsx';
import { usePurge, usePutRetention, useRetention } from './hub-queries.ts';
import { Failed, Loaded } from './loaded.tsx';
import { RetentionTable } from './retention-table.tsx';
import { readRetention, retentionDraft } from './read-retention.ts';
import classes from './hub.module.css';

const words = (of: { traces: number; items: number }): string =>
  `${formatCounted(of.traces, 'trace')} and ${formatCounted(of.items, 'item')}`;

function Purge(): ReactNode {
  const count = usePurge();
  const run = usePurge();
  const due = count.data;
  return (
    <div className={classes.section}>
      <div className={classes.acts}>
        <Button
          isBusy={count.isPending}
          onClick={() => {
            run.reset();
            count.mutate({ isDryRun: true });
          }}
        >
          Count what is due
        </Button>
        <output className={classes.quiet}>
          {due !== undefined && run.data === undefined && `${words(due)} would be erased.`}
          {run.data !== undefined && `${words(run.data)} were erased.`}
        </output>
      </div>
      {due !== undefined && run.data === undefined && due.traces + due.items > 0 && (
        <Confirm
          label="Erase them now"
          question={`Erase the texts of ${words(due)}?`}
          confirmLabel="Erase"
          keepLabel="Keep them"
          isBusy={run.isPending}
          onConfirm={() => run.mutate({ isDryRun: false })}
        >
          <p>
            Nothing brings a text back. Digests, labels and figures stay, so that every audit still verifies.
            It would also happen by itself within a day.
          </p>
        </Confirm>
      )}
      <Failed error={count.error ?? run.error} />
    </div>
  );
}

function Change({ held }: { held: Rules }): ReactNode {
  const [draft, setDraft] = useState(() => retentionDraft(held));
  const put = usePutRetention();
  const read = readRetention(draft);
  const isSame = read.ok && JSON.stringify(read.value) === JSON.stringify(held);
  return (
    <div className={classes.form}>
      <RetentionTable draft={draft} onChange={setDraft} />
      {!read.ok && (
        <p className={classes.problem} role="alert">
          {read.problem}
        </p>
      )}
      <Failed error={put.error} />
      {!isSame && (
        <div className={classes.acts}>
          <Button
            variant="primary"
            isBusy={put.isPending}
            disabled={!read.ok}
            onClick={() => read.ok && put.mutate(read.value)}
          >
            Keep by these
          </Button>
          <Button onClick={() => setDraft(retentionDraft(held))}>Leave as it is</Button>
        </div>
      )}
    </div>
  );
}

export function Retention({ canChange }: { canChange: boolean }): ReactNode {
  const retention = useRetention();
  return (
    <Panel title="How long texts are kept" aside="the first rule that fits counts">
      <Loaded of={retention} label="Reading the rules">
        {(held) =>
          canChange ? (
            <Change key={JSON.stringify(held)} held={held} />
          ) : (
            <RetentionTable draft={retentionDraft(held)} onChange={null} />
          )
        }
      </Loaded>
      {canChange && <Purge />}
    </Panel>
  );
}
