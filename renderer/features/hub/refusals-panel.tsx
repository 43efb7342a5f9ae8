/** What the hub refused, to whom and when, newest first: for those who watch over it. */
import type { ReactNode } from 'react';
import type { Person } from '../../../shared/domain/person.ts';
import { formatDayTime } from '../../lib/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Table } from '../../ui/table.tsx';
import { Earlier } from './earlier.tsx';
import { useRefusals } from './hub-queries.ts';
import { Loaded } from './loaded.tsx';
import classes from './hub.module.css';

const why: Readonly<Record<number, string>> = {
  401: 'not signed in',
  403: 'not theirs to do',
  429: 'too many requests',
};

type Row = NonNullable<ReturnType<typeof useRefusals>['data']>['pages'][number]['rows'][number];

function Rows({ rows, people }: { rows: readonly Row[]; people: readonly Person[] }): ReactNode {
  const nameOfRow = (row: Row): string =>
    row.personId === null
      ? 'nobody known'
      : (people.find((one) => one.id === row.personId)?.name ?? 'a former person');
  return (
    <Table
      caption="Requests that the hub refused, newest first"
      rows={rows}
      rowKey={(row, at) => `${row.at} ${at}`}
      empty="Nothing was refused."
      columns={[
        {
          key: 'at',
          title: 'When',
          width: '17ch',
          render: (row) => <span className={classes.when}>{formatDayTime(row.at)}</span>,
        },
        {
          key: 'who',
          title: 'Who',
          render: (row) => (
            <>
              {nameOfRow(row)}
              <div className={classes.code}>{row.ip}</div>
            </>
          ),
        },
        {
          key: 'what',
          title: 'What',
          render: (row) => (
            <>
              {why[row.status] ?? row.code}
              <div className={classes.code}>
                {row.method} {row.route}
              </div>
            </>
          ),
        },
        { key: 'status', title: 'Answer', align: 'end', render: (row) => row.status },
      ]}
    />
  );
}

export function RefusalsPanel({ people }: { people: readonly Person[] }): ReactNode {
  const refusals = useRefusals();
  return (
    <Panel title="Refused" aside="requests that the hub turned away" isFlush={refusals.data !== undefined}>
      <Loaded of={refusals} label="Reading what was refused">
        {({ pages }) => (
          <>
            <Rows rows={pages.flatMap((page) => page.rows)} people={people} />
            <Earlier of={refusals} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}
