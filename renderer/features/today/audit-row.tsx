/** One audit on Today: mine and everyone's progress, when it is due, where to go. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditSummary } from '../../../shared/contract/workbench.ts';
import { formatCount, formatCounted, formatDay } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { Badge, Progress } from '../../ui/badge.tsx';
import { dueWords, leftOf, plannedReviews } from './today-view.ts';
import classes from './today.module.css';

const stateWords = { planned: 'planned', drawn: 'drawn', open: 'open', closed: 'closed' } as const;

function mineWords(audit: AuditSummary): string {
  const { mine, done, skipped, drafts } = audit.progress;
  if (mine === 0) return 'nothing assigned to you';
  const parts = [`${formatCount(done)} of ${formatCount(mine)} done`];
  if (skipped > 0) parts.push(`${formatCount(skipped)} skipped`);
  if (drafts > 0) parts.push(formatCounted(drafts, 'draft'));
  return parts.join(' · ');
}

export function AuditRow({
  audit,
  isLead,
  now,
}: {
  audit: AuditSummary;
  isLead: boolean;
  now: number;
}): ReactNode {
  const due = dueWords(audit, now);
  const { mine, done, skipped, flagged } = audit.progress;
  const planned = plannedReviews(audit);
  return (
    <li className={classes.row}>
      <div className={classes.rowHead}>
        <h3 className={classes.rowTitle}>
          <Link to={paths.review(audit.id)}>{audit.title}</Link>
        </h3>
        {audit.isDemo && <Badge tone="warn">demo</Badge>}
        {audit.state !== 'open' && <Badge>{stateWords[audit.state]}</Badge>}
        {due !== null && <Badge tone={due.tone}>{due.words}</Badge>}
        {flagged > 0 && <Badge tone="warn">{formatCounted(flagged, 'flag')}</Badge>}
      </div>
      <p className={classes.rowFacts}>
        {audit.plan.source.name} · {formatCounted(audit.itemCount, 'item')}
        {audit.plan.overlap.size > 0 && ` · overlap ${formatCount(audit.plan.overlap.size)}`}
        {audit.drawnAt !== null && ` · drawn ${formatDay(audit.drawnAt)}`}
      </p>
      <div className={classes.rowProgress}>
        <div>
          <Progress value={done + skipped} total={mine} label={`Mine: ${done + skipped} of ${mine}`} />
          <p className={classes.rowWords}>
            {mineWords(audit)}
            {leftOf(audit) > 0 && <strong> · {formatCount(leftOf(audit))} left</strong>}
          </p>
        </div>
        {isLead && (
          <div>
            <Progress value={audit.reviewedCount} total={planned} tone="citation" label="All reviewers" />
            <p className={classes.rowWords}>
              Coverage: {formatCount(audit.reviewedCount)} of {formatCount(planned)} reviews by{' '}
              {formatCounted(audit.reviewerCount, 'reviewer')}
            </p>
          </div>
        )}
      </div>
      <p className={classes.rowLinks}>
        <Link to={paths.review(audit.id)}>{leftOf(audit) > 0 ? 'Review' : 'Look through'}</Link>
        <Link to={paths.report(audit.id)}>Report</Link>
      </p>
    </li>
  );
}
