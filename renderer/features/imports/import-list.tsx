/** What was imported, the newest first, with the ways on: disagreements and report of its audit, and rows left out. */
import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ImportSummary } from '../../../shared/contract/imports.ts';
import { formatCounted, formatDayTime } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { RejectedReviews } from './found-reviews.tsx';
import { useRejected } from './import-queries.ts';
import { presetInWords } from './import-words.ts';
import classes from './imports.module.css';

/** Rows that became no review, read when they are asked for. */
export function Rejected({ of }: { of: ImportSummary }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const rejected = useRejected(of.importId, isOpen);
  const failed = rejected.error === null ? null : problemOf(rejected.error);
  return (
    <Disclosure
      summary={`${formatCounted(of.rejected, 'row')} became no review`}
      isOpen={isOpen}
      onToggle={setOpen}
    >
      {rejected.isLoading && <Skeleton lines={2} />}
      {failed !== null && (
        <ErrorState isInline what={failed.what} remedy={failed.remedy} code={failed.code} />
      )}
      {rejected.data !== undefined &&
        (rejected.data.total === 0 ? (
          <p className={classes.quiet}>The list is on the computer that imported them.</p>
        ) : (
          <RejectedReviews rows={rejected.data.rows} total={rejected.data.total} />
        ))}
    </Disclosure>
  );
}

/** The ways on from an import. */
export function WaysOn({ of }: { of: ImportSummary }): ReactNode {
  const navigate = useNavigate();
  return (
    <div className={classes.waysOn}>
      <Button
        size="s"
        aria-label={`Disagreements of ${of.auditTitle}`}
        onClick={() => void navigate(paths.disagreementsOf(of.auditId))}
      >
        Disagreements
      </Button>
      <Button
        size="s"
        aria-label={`Report of ${of.auditTitle}`}
        onClick={() => void navigate({ to: paths.report(of.auditId) })}
      >
        Report
      </Button>
    </div>
  );
}

export function ImportLine({ of }: { of: ImportSummary }): ReactNode {
  return (
    <li className={classes.import}>
      <div>
        <p className={classes.importTitle}>
          <strong>{of.auditTitle}</strong>
          <Badge isOutline>imported</Badge>
          {of.isSimulated && <Badge tone="warn">simulated</Badge>}
        </p>
        <p className={classes.quiet}>
          {formatCounted(of.reviews, 'review')} of {formatCounted(of.reviewers.length, 'reviewer')},{' '}
          {formatCounted(of.rulings, 'ruling')} · {presetInWords(of.preset)} · {formatDayTime(of.at)} by{' '}
          {of.by}
        </p>
        {of.rejected > 0 && <Rejected of={of} />}
      </div>
      <WaysOn of={of} />
    </li>
  );
}
