/** Rows that could not become traces, each with its place and its reason. */
import type { ReactNode } from 'react';
import type { RejectedRow } from '../../../shared/domain/source.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { Table } from '../../ui/table.tsx';
import { codeInWords, fileName } from './source-words.ts';
import classes from './found.module.css';

export function RejectedRows({ rows, total }: { rows: readonly RejectedRow[]; total: number }): ReactNode {
  const hasFiles = new Set(rows.map((row) => row.file)).size > 1;
  return (
    // Focusable, because a long list scrolls.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={classes.scroll} tabIndex={0} aria-label="Rows that could not be read">
      <Table
        caption="Rows that could not be read"
        rows={rows}
        rowKey={(row, index) => `${row.file}:${row.line}:${index}`}
        columns={[
          ...(hasFiles
            ? [{ key: 'file', title: 'File', render: (row: RejectedRow) => fileName(row.file) }]
            : []),
          {
            key: 'line',
            title: 'Line',
            align: 'end' as const,
            width: '8ch',
            render: (row) => formatCount(row.line),
          },
          { key: 'code', title: 'Problem', width: '18ch', render: (row) => codeInWords(row.code) },
          { key: 'reason', title: 'Reason', render: (row) => row.reason },
        ]}
      />
      {total > rows.length && (
        <p className={classes.rest}>
          The first {formatCount(rows.length)} of {formatCounted(total, 'row')}.
        </p>
      )}
    </section>
  );
}
