/** What waits for the hub and what the hub has refused, as lists. Each handles loading, empty and error itself. */
import type { ReactNode } from 'react';
import { kindInWords } from '../../lib/event-words.ts';
import { formatCount, formatDayTime } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { useRefusals, useWaiting } from './sync-queries.ts';
import classes from './sync.module.css';

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }): ReactNode {
  const failed = problemOf(error);
  return (
    <ErrorState isInline what={failed.what} remedy={failed.remedy} code={failed.code} onRetry={onRetry} />
  );
}

export function WaitingPanel(): ReactNode {
  const waiting = useWaiting(true);
  const held = waiting.data;
  return (
    <Panel
      title="Waiting for the hub"
      aside={
        held !== undefined && `${formatCount(held.events.length)} of ${formatCount(held.total)}, oldest first`
      }
      isFlush={held !== undefined}
    >
      {waiting.isPending && <Skeleton lines={3} />}
      {waiting.isError && <Failed error={waiting.error} onRetry={() => void waiting.refetch()} />}
      {held !== undefined && (
        <Table
          caption="Events that wait for the hub"
          rows={held.events}
          rowKey={(row) => row.eventId}
          empty="Nothing waits any more."
          columns={[
            { key: 'seq', title: 'No.', align: 'end', width: '7ch', render: (row) => formatCount(row.seq) },
            { key: 'kind', title: 'What', render: (row) => kindInWords(row.kind) },
            { key: 'at', title: 'When', render: (row) => formatDayTime(row.at) },
          ]}
        />
      )}
    </Panel>
  );
}

export function RefusedPanel(): ReactNode {
  const refusals = useRefusals(true);
  const rows = refusals.data;
  return (
    <Panel
      title="Refused by the hub"
      aside="kept here and there, but not counted"
      isFlush={rows !== undefined}
    >
      {refusals.isPending && <Skeleton lines={3} />}
      {refusals.isError && <Failed error={refusals.error} onRetry={() => void refusals.refetch()} />}
      {rows !== undefined && (
        <Table
          caption="Events that the hub has refused"
          rows={rows}
          rowKey={(row) => row.eventId}
          empty="Nothing is refused."
          columns={[
            { key: 'kind', title: 'What', render: (row) => kindInWords(row.kind) },
            { key: 'at', title: 'When', render: (row) => formatDayTime(row.at) },
            {
              key: 'reason',
              title: 'Why',
              render: (row) => (
                <>
                  {row.detail}
                  <div className={classes.code}>{row.reason}</div>
                </>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
