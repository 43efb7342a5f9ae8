/** What devices measured of agreement, and whether the hub, computing it anew from the same reviews, confirms it. */
import type { ReactNode } from 'react';
import type { AgreementCheck } from '../../../shared/contract/hub-work.ts';
import { useCatalogue } from '../../lib/catalogue.ts';
import { formatDayTime } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Table } from '../../ui/table.tsx';
import type { AuditPanelProps } from './gold-results.tsx';
import { questionTitle } from './gold-results.tsx';
import { useAgreement } from './hub-queries.ts';
import { Loaded } from './loaded.tsx';
import { nameOf } from './work-words.ts';
import classes from './hub.module.css';

const outcomes = {
  confirmed: { tone: 'good', words: '✓ confirmed' },
  differs: { tone: 'bad', words: '✕ differs' },
  waiting: { tone: 'warn', words: '… waiting' },
} as const satisfies Record<AgreementCheck['outcome'], { tone: string; words: string }>;

const written = (value: number | null): string => (value === null ? '–' : value.toFixed(3));

function Rows({ rows, audit, people }: AuditPanelProps & { rows: readonly AgreementCheck[] }): ReactNode {
  const catalogue = useCatalogue();
  return (
    <Table
      caption="Agreement as devices measured it and as the hub computes it"
      rows={rows}
      rowKey={(row) => row.eventId}
      columns={[
        {
          key: 'what',
          title: 'What',
          render: (row) => (
            <>
              {questionTitle(audit, row.question, catalogue)} · {row.statistic}
              <div className={classes.quiet}>
                {nameOf(people, row.personId)}, {formatDayTime(row.measuredAt)}
              </div>
            </>
          ),
        },
        { key: 'device', title: 'Device', align: 'end', render: (row) => written(row.device) },
        { key: 'hub', title: 'Hub', align: 'end', render: (row) => written(row.hub) },
        {
          key: 'outcome',
          title: 'Outcome',
          render: (row) => (
            <>
              <Badge tone={outcomes[row.outcome].tone}>{outcomes[row.outcome].words}</Badge>
              <div className={classes.quiet}>{row.sentence}</div>
            </>
          ),
        },
      ]}
    />
  );
}

export function AgreementChecks({ audit, people }: AuditPanelProps): ReactNode {
  const checks = useAgreement(audit.id);
  return (
    <Panel
      title="Agreement, checked"
      aside="computed anew at the hub"
      isFlush={(checks.data?.length ?? 0) > 0}
    >
      <Loaded of={checks} label="Computing agreement anew">
        {(rows) =>
          rows.length === 0 ? (
            <p className={classes.quiet}>No device has measured agreement in this audit yet.</p>
          ) : (
            <Rows rows={rows} audit={audit} people={people} />
          )
        }
      </Loaded>
    </Panel>
  );
}
