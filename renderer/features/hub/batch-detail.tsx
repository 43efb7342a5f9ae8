/** One batch in full: what changed against earlier ones, what was masked, and the first rejects with their lines. */
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { BatchReport, Reject } from '../../../shared/contract/hub-traces.ts';
import { formatCount, formatCounted, formatDayTime } from '../../lib/format.ts';
import { IconButton } from '../../ui/button.tsx';
import { Table } from '../../ui/table.tsx';
import { maskedInWords } from './source-facts.ts';
import classes from './hub.module.css';
import own from './sources.module.css';

const codeWords: Readonly<Record<Reject['code'], string>> = {
  NOT_JSON: 'not JSON',
  MISSING_FIELD: 'field missing',
  BAD_VALUE: 'bad value',
  DUPLICATE_ID: 'id used before',
  NUL_CHARACTER: 'NUL character',
  LINE_TOO_LONG: 'line too long',
  CHANGED_CONTENT: 'changed content',
};

function Rejects({ batch }: { batch: BatchReport }): ReactNode {
  if (batch.rejected === 0) return null;
  const rest = batch.rejected - batch.rejects.length;
  return (
    <>
      <h4 className={own.h4}>
        {formatCounted(batch.rejected, 'line was', 'lines were')} rejected
        {rest > 0 && <small>the first {formatCount(batch.rejects.length)}</small>}
      </h4>
      <Table
        caption="Rejected lines"
        rows={batch.rejects}
        rowKey={(row, at) => `${row.line} ${at}`}
        columns={[
          { key: 'line', title: 'Line', align: 'end', width: '8ch', render: (row) => formatCount(row.line) },
          { key: 'code', title: 'What', width: '16ch', render: (row) => codeWords[row.code] },
          { key: 'reason', title: 'Why', render: (row) => row.reason },
        ]}
      />
    </>
  );
}

export function BatchDetail({ batch, onClose }: { batch: BatchReport; onClose: () => void }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const masked = maskedInWords(batch.masked);
  return (
    <section className={own.detail} aria-label="Batch">
      <header className={own.detailHead}>
        <h3 ref={heading} tabIndex={-1} className={classes.h3}>
          Arrived {formatDayTime(batch.receivedAt)}
        </h3>
        <IconButton label="Close the batch" onClick={onClose}>
          <IconX size={16} stroke={1.6} />
        </IconButton>
      </header>
      <p className={classes.quiet}>
        {formatCounted(batch.received, 'trace')} received as {batch.importer} · masked by{' '}
        {batch.ruleSetVersion}
        {masked !== '' && `: ${masked}`}
      </p>
      {batch.state === 'brokenOff' && (
        <p className={own.broke}>
          <span aria-hidden>▲</span> It broke off before its end. What is counted here is stored; sending it
          again stores the rest and repeats nothing.
        </p>
      )}
      {batch.drift.length > 0 && (
        <>
          <h4 className={own.h4}>Other than before</h4>
          <ul className={own.drift}>
            {batch.drift.map((one) => (
              <li key={`${one.field} ${one.change}`}>
                <span aria-hidden>▲</span> {one.sentence}
              </li>
            ))}
          </ul>
        </>
      )}
      <Rejects batch={batch} />
    </section>
  );
}
