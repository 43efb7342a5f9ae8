/** What arrived in a source, batch by batch, newest first; one of them open with its rejects and its drift. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { BatchReport, HubSource } from '../../../shared/contract/hub-traces.ts';
import { formatCount, formatDayTime } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { BatchDetail } from './batch-detail.tsx';
import { Earlier } from './earlier.tsx';
import { useBatches } from './hub-queries.ts';
import { Loaded } from './loaded.tsx';
import { maskedTotal } from './source-facts.ts';
import classes from './hub.module.css';
import own from './sources.module.css';

const stateWords = { complete: '', receiving: 'still arriving', brokenOff: 'broke off' } as const;

const count = (value: number): ReactNode => (
  <span data-none={value === 0 || undefined} className={own.figure}>
    {value === 0 ? '–' : formatCount(value)}
  </span>
);

function columnsOf(opened: string | null, onOpen: (id: string | null) => void): Column<BatchReport>[] {
  return [
    {
      key: 'at',
      title: 'Arrived',
      render: (row) => (
        <>
          <button
            type="button"
            className={own.open}
            aria-expanded={row.id === opened}
            onClick={() => onOpen(row.id === opened ? null : row.id)}
          >
            {formatDayTime(row.receivedAt)}
          </button>
          <div className={classes.quiet}>
            {[row.importer, stateWords[row.state]].filter(Boolean).join(' · ')}
          </div>
        </>
      ),
    },
    { key: 'stored', title: 'Stored', align: 'end', render: (row) => count(row.stored) },
    { key: 'repeated', title: 'Repeated', align: 'end', render: (row) => count(row.repeated) },
    { key: 'waiting', title: 'Waiting', align: 'end', render: (row) => count(row.waiting) },
    {
      key: 'rejected',
      title: 'Rejected',
      align: 'end',
      render: (row) =>
        row.rejected === 0 ? count(0) : <Badge tone="bad">✕ {formatCount(row.rejected)}</Badge>,
    },
    { key: 'masked', title: 'Masked', align: 'end', render: (row) => count(maskedTotal(row.masked)) },
    {
      key: 'drift',
      title: 'Drift',
      align: 'end',
      render: (row) =>
        row.drift.length === 0 ? count(0) : <Badge tone="warn">▲ {formatCount(row.drift.length)}</Badge>,
    },
  ];
}

export function Arrivals({ source }: { source: HubSource }): ReactNode {
  const batches = useBatches(source.id);
  const [opened, setOpened] = useState<string | null>(null);
  const rows = batches.data?.pages.flatMap((page) => page.rows) ?? [];
  const of = rows.find((one) => one.id === opened);
  return (
    <Panel title={`Arrivals of ${source.name}`} aside="newest first" isFlush={batches.data !== undefined}>
      <Loaded of={batches} label="Reading what arrived">
        {() => (
          <>
            <Table
              caption={`Batches that arrived in ${source.name}`}
              rows={rows}
              rowKey={(row) => row.id}
              empty="Nothing has arrived yet."
              columns={columnsOf(opened, setOpened)}
            />
            <Earlier of={batches} />
            {of !== undefined && <BatchDetail key={of.id} batch={of} onClose={() => setOpened(null)} />}
          </>
        )}
      </Loaded>
    </Panel>
  );
}
