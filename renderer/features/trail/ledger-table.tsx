/** Ledger rows as a table whose rows open: the line says what and when, the body and the links are behind it. */
import { Fragment, useState } from 'react';
import type { ReactNode } from 'react';
import { kindInWords, stateInWords } from '../../lib/event-words.ts';
import { formatCount, formatDayTime } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Digest } from '../../ui/digest.tsx';
import { layOutJson } from './lay-out-json.ts';
import type { LedgerRow } from './trail-queries.ts';
import spoken from '../../ui/spoken.module.css';
import classes from './trail.module.css';

function Body({ row }: { row: LedgerRow }): ReactNode {
  return (
    <div className={classes.body}>
      <dl className={classes.links}>
        <dt>Kind</dt>
        <dd>
          <code>
            {row.kind} v{row.kindVersion}
          </code>
        </dd>
        <dt>Event</dt>
        <dd>
          <Digest value={row.eventId} label="event id" />
        </dd>
        <dt>Hash</dt>
        <dd>
          <Digest value={row.hash} label="hash" />
        </dd>
        <dt>Event before</dt>
        <dd>
          <Digest value={row.prev} label="hash of the event before" />
        </dd>
        <dt>Ledger</dt>
        <dd>
          <Digest value={row.ledger} label="ledger id" />
        </dd>
        {row.itemId !== null && (
          <>
            <dt>Item</dt>
            <dd>
              <Digest value={row.itemId} label="item id" />
            </dd>
          </>
        )}
      </dl>
      {row.body === null ? (
        <p className={classes.erased}>
          {row.kind === 'audit.calibrationSet'
            ? 'It holds the known answers of a calibration round and is shown once you are through with it.'
            : 'The body was erased when its retention ended.'}{' '}
          The chain still verifies.
        </p>
      ) : (
        // Focusable, because a long body scrolls.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={classes.json} tabIndex={0} aria-label="Body of the event">
          {layOutJson(row.body)}
        </pre>
      )}
    </div>
  );
}

function Row({ row, hasHub }: { row: LedgerRow; hasHub: boolean }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const id = `event-${row.eventId}`;
  const state = stateInWords(row.state === 'waiting' && !hasHub ? 'local' : row.state);
  return (
    <Fragment>
      <tr className={classes.row} data-open={isOpen || undefined}>
        <td className={classes.seq}>{formatCount(row.seq)}</td>
        <td>
          <button
            type="button"
            className={classes.opener}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            <span className={classes.arrow} aria-hidden>
              ›
            </span>
            {kindInWords(row.kind)}
          </button>
        </td>
        <td className={classes.audit}>{row.auditTitle ?? ''}</td>
        <td className={classes.when}>{formatDayTime(row.at)}</td>
        <td>
          <Badge tone={state.tone}>{state.word}</Badge>
        </td>
        <td>
          <Digest value={row.hash} label={`hash of event ${row.seq}`} />
        </td>
      </tr>
      <tr id={id} hidden={!isOpen}>
        <td colSpan={6} className={classes.opened}>
          {isOpen && <Body row={row} />}
        </td>
      </tr>
    </Fragment>
  );
}

export interface LedgerTableProps {
  rows: readonly LedgerRow[];
  /** Without a hub nothing waits: events are simply here. */
  hasHub: boolean;
}

export function LedgerTable({ rows, hasHub }: LedgerTableProps): ReactNode {
  return (
    <table className={classes.table}>
      <caption className={spoken.only}>Events of the ledger, newest first</caption>
      <thead>
        <tr>
          <th scope="col" className={classes.seq}>
            No.
          </th>
          <th scope="col">What</th>
          <th scope="col">Audit</th>
          <th scope="col">When</th>
          <th scope="col">State</th>
          <th scope="col">Hash</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.eventId} row={row} hasHub={hasHub} />
        ))}
      </tbody>
    </table>
  );
}
