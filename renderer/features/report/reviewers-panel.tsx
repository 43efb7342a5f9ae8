/** Who took part: counts by name, never an order of merit. */
import type { ReactNode } from 'react';
import type { Report } from '../../../shared/contract/report.ts';
import { formatCount } from '../../lib/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Table } from '../../ui/table.tsx';
import { reviewersByName } from './report-view.ts';

export function ReviewersPanel({ report }: { report: Report }): ReactNode {
  return (
    <Panel title="Reviewers" aside="by name" isFlush>
      <Table
        caption="Reviewers by name"
        rows={reviewersByName(report)}
        rowKey={(row) => row.personId}
        empty="Nobody has reviewed yet."
        columns={[
          { key: 'name', title: 'Name', render: (row) => row.name ?? 'not known here' },
          { key: 'reviewed', title: 'Reviewed', align: 'end', render: (row) => formatCount(row.reviewed) },
          { key: 'skipped', title: 'Skipped', align: 'end', render: (row) => formatCount(row.skipped) },
        ]}
      />
    </Panel>
  );
}
