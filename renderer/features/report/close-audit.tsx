/**
 * Before the close: that the figures are not a decision yet, and for the lead the way to close. Must not decide who
 * may close: the backend and the hub do; here the act is only offered to those who could have it.
 */
import type { ReactNode } from 'react';
import type { Report } from '../../../shared/contract/report.ts';
import type { AuditSummary } from '../../../shared/contract/workbench.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { formatCounted, formatDay } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { useCloseAudit } from './report-queries.ts';

function CloseWords({ audit, report }: { audit: AuditSummary; report: Report }): ReactNode {
  const { open } = report.coverage;
  return (
    <>
      <p>
        {open === 0
          ? 'Every item has been reviewed or skipped.'
          : `${formatCounted(open, 'item is', 'items are')} still open and will count as not answered.`}{' '}
        Reviews made later are kept, but do not change this report.
      </p>
      <p>
        Reviewers can then read the report
        {audit.plan.blinding.revealsOthers === 'afterClose' ? ' and see each other’s answers' : ''}. A closed
        audit stays closed.
      </p>
    </>
  );
}

export function CloseAudit({ audit, report }: { audit: AuditSummary; report: Report }): ReactNode {
  const { status } = useAppStatus();
  const close = useCloseAudit();
  const me = status?.person;
  const canClose = me !== undefined && (me.id === audit.leadId || me.role === 'lead' || me.role === 'admin');
  const failed = close.error === null ? null : problemOf(close.error);
  const due = audit.plan.dueAt === undefined ? '' : ` It is due ${formatDay(audit.plan.dueAt)}.`;
  return (
    <>
      <Notice
        tone="warn"
        title="Interim: not a decision yet"
        actions={
          canClose && (
            <Confirm
              label="Close audit"
              question="Close this audit?"
              confirmLabel="Close audit"
              keepLabel="Keep it open"
              variant="primary"
              isBusy={close.isPending}
              onConfirm={() => close.mutate({ auditId: audit.id })}
            >
              <CloseWords audit={audit} report={report} />
            </Confirm>
          )
        }
      >
        The figures rest on the items that all their reviewers have finished, in queue order: so far they are
        a random sample too. Deciding on them before the close makes a wrong “pass” more likely.{due}
      </Notice>
      {failed !== null && (
        <ErrorState
          isInline
          what={failed.what}
          where={failed.where}
          remedy={failed.remedy}
          code={failed.code}
        />
      )}
    </>
  );
}
