/** One audit on Today: my progress, when it is due, how long it takes, where to go; for leads what the report says. */
import { IconBackpack, IconReportAnalytics } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditSummary, TodayAudit } from '../../../shared/contract/audits.ts';
import { formatCount, formatCounted, formatDay } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { useOrigins } from '../../lib/origins.ts';
import { Badge, Progress } from '../../ui/badge.tsx';
import { OriginBadge } from '../../ui/origin-badge.tsx';
import { BriefLine } from './brief-line.tsx';
import { StandingDisclosure } from './standing-panel.tsx';
import { aboutTime, dueWords, leftOf, plannedReviews } from './today-view.ts';
import rowAct from '../../ui/row-act.module.css';
import classes from './today.module.css';

export interface AuditRowProps {
  audit: AuditSummary;
  today: TodayAudit | undefined;
  /** Whether the figures of this audit are for this person. */
  isLead: boolean;
  /** Whether the report may be asked for at once: of many audits only that of the first ones. */
  hasBrief: boolean;
  now: number;
  /** What takes the audit along, where that can be done. */
  take: ReactNode;
}

const factsOf = ({ plan, itemCount }: AuditSummary): string =>
  `${plan.source.name} · ${formatCounted(itemCount, 'item')}`;

function Mine({ audit }: { audit: AuditSummary }): ReactNode {
  const { mine, done, skipped, drafts } = audit.progress;
  if (mine === 0) {
    const planned = plannedReviews(audit);
    const words = `${formatCount(audit.reviewedCount)} of ${formatCount(planned)} reviews`;
    return (
      <div className={classes.progress}>
        <Progress
          value={audit.reviewedCount}
          total={planned}
          tone="quiet"
          label={`All reviewers: ${words}`}
        />
        <p className={classes.small}>
          {words} by {formatCounted(audit.reviewerCount, 'reviewer')}
        </p>
      </div>
    );
  }
  const parts = [
    `${formatCount(done)} of ${formatCount(mine)} done`,
    ...(skipped > 0 ? [`${formatCount(skipped)} skipped`] : []),
    ...(drafts > 0 ? [formatCounted(drafts, 'draft')] : []),
  ];
  return (
    <div className={classes.progress}>
      <Progress value={done + skipped} total={mine} label={`Mine: ${done + skipped} of ${mine}`} />
      <p className={classes.small}>{parts.join(' · ')}</p>
    </div>
  );
}

function When({ audit, today, now }: Pick<AuditRowProps, 'audit' | 'today' | 'now'>): ReactNode {
  const due = dueWords(audit, now);
  const left = leftOf(audit);
  const isRunning = audit.state !== 'closed';
  const expected = today?.leftMs ?? null;
  return (
    <div>
      {due !== null && (
        <p className={classes.due} data-tone={due.tone}>
          {due.words}
        </p>
      )}
      {audit.closedAt !== null && <p className={classes.small}>closed {formatDay(audit.closedAt)}</p>}
      {isRunning && left > 0 && expected !== null && (
        <p className={classes.small}>
          {formatCount(left)} left, {aboutTime(expected)}
        </p>
      )}
    </div>
  );
}

function Taken({ takenAt }: { takenAt: string | null | undefined }): ReactNode {
  if (takenAt === null || takenAt === undefined) return null;
  return (
    <Badge tone="accent" icon={<IconBackpack size={13} stroke={1.8} />}>
      taken with you {formatDay(takenAt)}
    </Badge>
  );
}

export function AuditRow(props: AuditRowProps): ReactNode {
  const { audit, today, isLead, now } = props;
  const originOf = useOrigins();
  const round = today?.calibration ?? null;
  const isClosed = audit.state === 'closed';
  return (
    <li className={classes.row}>
      <div className={classes.rowMain}>
        <div className={classes.rowWords}>
          <h3 className={classes.rowTitle}>
            <Link to={paths.review(audit.id)} data-audit-link={audit.id}>
              {audit.title}
            </Link>
            {audit.isDemo && <Badge tone="warn">demo</Badge>}
            <OriginBadge {...originOf(audit.id)} />
            {round !== null && !round.isOver && (
              <Badge tone="accent">
                calibration {round.done} of {round.total}
              </Badge>
            )}
            {audit.progress.flagged > 0 && (
              <Badge tone="warn">{formatCounted(audit.progress.flagged, 'flag')}</Badge>
            )}
            <Taken takenAt={today?.takenAt} />
          </h3>
          <p className={classes.facts}>{factsOf(audit)}</p>
        </div>
        <Mine audit={audit} />
        <When audit={audit} today={today} now={now} />
        <div className={classes.rowActs}>
          {!isClosed && props.take}
          {(isLead || isClosed) && (
            <Link to={paths.report(audit.id)} className={rowAct.act} aria-label={`Report of ${audit.title}`}>
              <IconReportAnalytics size={17} stroke={1.6} aria-hidden />
              Report
            </Link>
          )}
        </div>
      </div>
      {isLead && audit.manifestDigest !== null && <BriefLine audit={audit} isWanted={props.hasBrief} />}
      {isClosed &&
        audit.progress.mine > 0 &&
        (isLead || audit.plan.blinding.revealsOthers === 'afterClose') && (
          <StandingDisclosure audit={audit} />
        )}
    </li>
  );
}
