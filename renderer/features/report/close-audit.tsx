/**
 * Before the close: that the figures are not a decision yet, how far the stop rule is, and for the lead the way to close.
 * Must not decide who may close: the backend and the hub do; here the act is only offered to those who could have it.
 */
import type { ReactNode } from 'react';
import type { Report } from '../../../shared/contract/report.ts';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { formatCounted, formatDay, unbroken } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Progress } from '../../ui/badge.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { useCloseAudit } from './report-queries.ts';

import classes from './report.module.css';

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

/** How far the registered stop rule is; without one, how far the sample is. */
function StopProgress({ report }: { report: Report }): ReactNode {
  const { drawn, reviewed, skipped } = report.coverage;
  const stop = report.registered?.stop ?? null;
  const share = stop === null ? (reviewed + skipped) / Math.max(1, drawn) : stop.share;
  const words =
    stop === null
      ? `${formatCounted(reviewed + skipped, 'item')} of ${drawn} are in.`
      : unbroken(stop.sentence);
  return (
    <span className={classes.progress}>
      <Progress value={Math.round(share * 100)} total={100} label="Progress to the decision" tone="warn" />
      <span>{words}</span>
    </span>
  );
}

export function CloseAudit({ audit, report }: { audit: AuditSummary; report: Report }): ReactNode {
  const { status } = useAppStatus();
  const close = useCloseAudit();
  const me = status?.person;
  const canClose = me !== undefined && (me.id === audit.leadId || me.role === 'lead' || me.role === 'admin');
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
        <StopProgress report={report} />
      </Notice>
      {close.error !== null && <ErrorState {...problemOf(close.error)} isInline />}
    </>
  );
}
