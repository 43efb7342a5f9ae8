/**
 * The report of one audit: a headline with its verdict, rates by question and dimension, agreement, coverage. Must
 * not compute: every figure is from `reports.get`, every word from report-view. Invariant: no percentage without its
 * interval and count.
 */
import { IconChartBar, IconLock } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { auditId as auditIdSchema } from '../../../shared/domain/ids.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { readRemembered } from '../../lib/remembered.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import { ReportContent } from './report-content.tsx';
import { ReportHeader } from './report-header.tsx';
import { useAudits, useReport } from './report-queries.ts';

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }): ReactNode {
  const failed = problemOf(error);
  if (failed.code === 'FORBIDDEN') {
    return (
      <EmptyState title="The report opens when the audit closes" icon={<IconLock size={34} stroke={1.4} />}>
        <p>{failed.what}</p>
        <p>{failed.remedy}</p>
      </EmptyState>
    );
  }
  return (
    <ErrorState
      what={failed.what}
      where={failed.where}
      remedy={failed.remedy}
      code={failed.code}
      onRetry={onRetry}
    />
  );
}

function NoAudit(): ReactNode {
  const navigate = useNavigate();
  return (
    <Screen>
      <PageHeader title="Report" />
      <EmptyState
        title="No sample has been drawn yet"
        icon={<IconChartBar size={34} stroke={1.4} />}
        actions={
          <>
            <Button variant="primary" onClick={() => void navigate({ to: paths.plan })}>
              Plan an audit
            </Button>
            <Button onClick={() => void navigate({ to: paths.welcome })}>Open the demo</Button>
          </>
        }
      >
        A report says how often answers are wrong, with an interval, and how far reviewers agree.
      </EmptyState>
    </Screen>
  );
}

/** The address names an audit that has no sample, or none at all. */
function NotDrawn({ latest }: { latest: AuditSummary }): ReactNode {
  const navigate = useNavigate();
  return (
    <Screen>
      <PageHeader title="Report" />
      <EmptyState
        title="This audit has no sample on this device"
        icon={<IconChartBar size={34} stroke={1.4} />}
        actions={
          <Button variant="primary" onClick={() => void navigate({ to: paths.report(latest.id) })}>
            Open the report of “{latest.title}”
          </Button>
        }
      >
        It was never drawn, or has not been synced to this device.
      </EmptyState>
    </Screen>
  );
}

function OneReport({ audit, audits }: { audit: AuditSummary; audits: readonly AuditSummary[] }): ReactNode {
  const report = useReport(audit.id);
  const { phase, problem } = useAppStatus();
  return (
    <Screen>
      <ReportHeader audit={audit} audits={audits} report={report.data ?? null} />
      {phase === 'lost' && problem !== null && (
        <Notice tone="bad" title={problem.what}>
          {problem.remedy}
        </Notice>
      )}
      {report.isPending && <Skeleton lines={10} label="Computing the report" />}
      {report.isError && <Failed error={report.error} onRetry={() => void report.refetch()} />}
      {report.data !== undefined && !report.isError && <ReportContent audit={audit} report={report.data} />}
    </Screen>
  );
}

/** `auditId` null shows the audit that was worked on last. */
export function ReportScreen({ auditId }: { auditId: AuditId | null }): ReactNode {
  const audits = useAudits();
  if (audits.isPending) {
    return (
      <Screen>
        <PageHeader title="Report" />
        <Skeleton lines={10} label="Reading the audits" />
      </Screen>
    );
  }
  if (audits.data === undefined) {
    return (
      <Screen>
        <PageHeader title="Report" />
        <Failed error={audits.error} onRetry={() => void audits.refetch()} />
      </Screen>
    );
  }
  const drawn = audits.data.filter((one) => one.manifestDigest !== null);
  const last =
    auditId ?? readRemembered('last-audit', (value) => auditIdSchema.safeParse(value).data ?? null);
  const audit = drawn.find((one) => one.id === last) ?? (auditId === null ? drawn[0] : undefined);
  if (audit !== undefined) return <OneReport key={audit.id} audit={audit} audits={drawn} />;
  const [latest] = drawn;
  return latest === undefined ? <NoAudit /> : <NotDrawn latest={latest} />;
}
