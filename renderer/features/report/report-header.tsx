/** The head of a report: which audit, what was drawn and what came of it; the report leaves as a file here. */
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Origin, Report } from '../../../shared/contract/report.ts';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { formatCount, formatDay } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { Badge } from '../../ui/badge.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { OriginBadge } from '../../ui/origin-badge.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ExportMenu } from './export-menu.tsx';
import { coverageParts } from './report-view.ts';
import classes from './report.module.css';

function subtitleOf(audit: AuditSummary, report: Report | null): string {
  const drawn = audit.drawnAt === null ? [] : [`drawn ${formatDay(audit.drawnAt)}`];
  return report === null
    ? drawn.join('')
    : [...drawn, ...coverageParts(report, audit.plan.dimensions)].join(' · ');
}

/** Which part of the reviews came from elsewhere, where not all of them did. */
function OriginOf({ origin: { reviews, imported, simulated } }: { origin: Origin }): ReactNode {
  const meant = simulated > 0 ? simulated : imported;
  const part = meant === reviews ? {} : { part: `${formatCount(meant)} of ${formatCount(reviews)} reviews` };
  return <OriginBadge isImported isSimulated={simulated > 0} {...part} />;
}

export interface ReportHeaderProps {
  audit: AuditSummary;
  audits: readonly AuditSummary[];
  report: Report | null;
}

export function ReportHeader({ audit, audits, report }: ReportHeaderProps): ReactNode {
  const navigate = useNavigate();
  const isClosed = audit.state === 'closed';
  return (
    <PageHeader
      title={audit.title}
      badges={
        <>
          {audit.isDemo && <Badge tone="accent">demo</Badge>}
          {audit.plan.bridge !== undefined && <Badge tone="accent">relabel</Badge>}
          {report?.origin !== undefined && <OriginOf origin={report.origin} />}
          <Badge isOutline>
            {isClosed && audit.closedAt !== null ? `closed ${formatDay(audit.closedAt)}` : 'open'}
          </Badge>
        </>
      }
      subtitle={subtitleOf(audit, report)}
      actions={
        <>
          {audits.length > 1 && (
            <div className={classes.chooser}>
              <SelectInput
                aria-label="Audit"
                value={audit.id}
                onChange={(event) => void navigate({ to: paths.report(event.target.value as AuditId) })}
                options={audits.map((one) => ({ value: one.id, title: one.title }))}
              />
            </div>
          )}
          {report !== null && <ExportMenu auditId={audit.id} />}
        </>
      }
    />
  );
}
