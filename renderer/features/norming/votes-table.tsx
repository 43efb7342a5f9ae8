/**
 * Who voted what on a case, and after the second vote where each vote went: a table that says the same without its arrows.
 * In the round's order of people, which says nothing.
 */
import { IconArrowRight, IconEqual } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Table } from '../../ui/table.tsx';
import type { NormingCase, NormingView } from './norming-queries.ts';
import type { VoteMove } from './round-words.ts';
import { movesOf } from './round-words.ts';
import classes from './round.module.css';

const none = <span className={classes.quiet}>no vote</span>;

function Who({ name, isMine }: { name: string; isMine: boolean }): ReactNode {
  return (
    <>
      {name}
      {isMine && <span className={classes.quiet}> (you)</span>}
    </>
  );
}

/** First votes with their reasons, while they are discussed. */
export function FirstVotes({ view, item }: { view: NormingView; item: NormingCase }): ReactNode {
  const rows = movesOf(view, item).map((row) => ({
    ...row,
    why: item.first.find((of) => of.personId === row.personId)?.rationale ?? '',
  }));
  return (
    <ul className={classes.votes} aria-label={`First votes on ${item.questionTitle}`}>
      {rows.map((row) => (
        <li key={row.personId}>
          <span>
            <Who name={row.name} isMine={row.isMine} />
          </span>
          <span className={classes.voted}>{row.before ?? none}</span>
          {row.why !== '' && <p className={classes.why}>{row.why}</p>}
        </li>
      ))}
    </ul>
  );
}

function Moved({ of }: { of: VoteMove }): ReactNode {
  if (of.before === null || of.after === null) return <span className={classes.quiet}>not comparable</span>;
  return (
    <span className={classes.moved} data-moved={of.hasMoved || undefined}>
      {of.hasMoved ? (
        <IconArrowRight size={15} stroke={2} aria-hidden />
      ) : (
        <IconEqual size={15} stroke={1.6} aria-hidden />
      )}
      {of.hasMoved ? 'moved' : 'same'}
    </span>
  );
}

/** Before and after, person by person. */
export function MovedVotes({ view, item }: { view: NormingView; item: NormingCase }): ReactNode {
  return (
    <Table
      caption={`Votes on ${item.questionTitle} before and after the discussion`}
      columns={[
        { key: 'who', title: 'Person', render: (row) => <Who name={row.name} isMine={row.isMine} /> },
        { key: 'before', title: 'First vote', render: (row) => row.before ?? none },
        { key: 'moved', title: 'Change', width: '9ch', render: (row) => <Moved of={row} /> },
        { key: 'after', title: 'Second vote', render: (row) => row.after ?? none },
      ]}
      rows={movesOf(view, item)}
      rowKey={(row) => row.personId}
    />
  );
}
