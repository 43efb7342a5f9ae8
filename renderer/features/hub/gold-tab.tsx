/**
 * Items whose right answer is known and which are silently mixed into queues. Seen by those who look after audits only;
 * nothing of it is shown where items are judged.
 */
import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { findScorecard } from '../../../shared/domain/catalogue.ts';
import { isOffered } from '../../../shared/domain/hub-roles.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { useCatalogue } from '../../lib/catalogue.ts';
import { formatCount, formatDay } from '../../lib/format.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { answersInWords } from './gold-words.ts';
import { useGold, useRetire } from './hub-queries.ts';
import { Failed, Loaded } from './loaded.tsx';
import spoken from '../../ui/spoken.module.css';
import classes from './hub.module.css';

type Row = NonNullable<ReturnType<typeof useGold>['data']>[number];

function Retire({ row }: { row: Row }): ReactNode {
  const retire = useRetire();
  if (row.retiredAt !== null)
    return <span className={classes.quiet}>retired {formatDay(row.retiredAt)}</span>;
  return (
    <>
      <Confirm
        label="Retire"
        question="Use it in no new audit?"
        confirmLabel="Retire"
        keepLabel="Keep it"
        isBusy={retire.isPending}
        onConfirm={() => retire.mutate({ goldId: row.goldId })}
      >
        <p>Audits that have it keep it. It is not offered again.</p>
      </Confirm>
      <Failed error={retire.error} />
    </>
  );
}

function Known({ row }: { row: Row }): ReactNode {
  return (
    <>
      {answersInWords(row.answers, findScorecard(row.scorecard, useCatalogue()))}
      {row.rationale !== '' && <div className={classes.quiet}>{row.rationale}</div>}
    </>
  );
}

function Rows({ rows, canRetire }: { rows: readonly Row[]; canRetire: boolean }): ReactNode {
  return (
    <Panel title="Gold items" aside="mixed in silently, never part of an estimate" isFlush>
      <Table
        caption="Gold items"
        rows={rows}
        rowKey={(row) => row.goldId}
        isQuiet={(row) => row.retiredAt !== null}
        columns={[
          {
            key: 'title',
            title: 'Asked',
            width: '34%',
            render: (row) => <span dir="auto">{row.title}</span>,
          },
          { key: 'answer', title: 'Known answer', render: (row) => <Known row={row} /> },
          {
            key: 'used',
            title: 'Audits',
            align: 'end',
            width: '8ch',
            render: (row) => formatCount(row.usedCount),
          },
          {
            key: 'added',
            title: 'Added',
            width: '15ch',
            render: (row) => <span className={classes.when}>{formatDay(row.addedAt)}</span>,
          },
          ...(canRetire
            ? [
                {
                  key: 'retire',
                  title: <span className={spoken.only}>Retire</span>,
                  align: 'end' as const,
                  width: '18ch',
                  render: (row: Row) => <Retire row={row} />,
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}

export function GoldTab({ me }: { me: Person }): ReactNode {
  const gold = useGold();
  return (
    <Loaded of={gold} label="Reading the gold items" lines={5}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState title="No gold item yet" icon={<IconRosetteDiscountCheck size={36} stroke={1.4} />}>
            Open an item behind a figure of a report and choose “Use as gold”: it can then be mixed into new
            audits, where it looks like any other item, and tells how well each reviewer sees what is known.
          </EmptyState>
        ) : (
          <Rows rows={rows} canRetire={isOffered(me.role, 'gold.retire')} />
        )
      }
    </Loaded>
  );
}
