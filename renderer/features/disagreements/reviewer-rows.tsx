/** Reviewers of one question against the others: by letter unless names are asked for. In no order of merit. */
import type { ReactNode } from 'react';
import { formatCount, unbroken } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FigureText } from '../../ui/figure-text.tsx';
import type { ReviewerRow } from './case-queries.ts';
import classes from './clusters.module.css';

function Row({ row, showsNames }: { row: ReviewerRow; showsNames: boolean }): ReactNode {
  const who = showsNames && row.name !== null ? row.name : row.letter;
  return (
    <li className={classes.reviewer}>
      <span className={classes.who}>{who}</span>
      <div className={classes.about}>
        <p className={classes.figureLine}>
          with most others <FigureText figure={row.agreement} />
        </p>
        <p className={classes.figureLine}>
          the others <FigureText figure={row.others} />
        </p>
        <p className={classes.quiet}>
          {row.isFlagged && <Badge tone="warn">differs</Badge>}{' '}
          {row.isDrifting && <Badge tone="warn">drifting</Badge>} {unbroken(row.reason)}{' '}
          {formatCount(row.labels)} labels.
        </p>
        <Confusions of={row.confusions} />
      </div>
    </li>
  );
}

/** Answers that they give more often than the others where most others say something else. */
function Confusions({ of }: { of: ReviewerRow['confusions'] }): ReactNode {
  if (of.length === 0) return null;
  return (
    <Disclosure summary="Where they part from most others">
      <ul className={classes.confusions}>
        {of.map(({ most, given, own, others }) => (
          <li key={`${most} ${given}`}>
            <p>
              most say <b>{most}</b>, they say <b>{given}</b>
            </p>
            <p className={classes.figureLine}>
              they <FigureText figure={own} />
            </p>
            <p className={classes.figureLine}>
              the others <FigureText figure={others} />
            </p>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

export function ReviewerRows({
  rows,
  showsNames,
}: {
  rows: readonly ReviewerRow[];
  showsNames: boolean;
}): ReactNode {
  if (rows.length === 0) return null;
  return (
    <section className={classes.part} aria-labelledby="disagreements-reviewers">
      <h2 id="disagreements-reviewers" className={classes.title}>
        Reviewers against the others <span className={classes.quiet}>no order of merit</span>
      </h2>
      <p className={classes.quiet}>
        How often each gives what most of the others give for an item, and how often the others do.
      </p>
      <ul className={classes.list}>
        {rows.map((row) => (
          <Row key={row.letter} row={row} showsNames={showsNames} />
        ))}
      </ul>
    </section>
  );
}
