/** What comes after the first looks: judging anew, the second look, the close. Each says what it does before it does. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import { formatCounted } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useClose, useSecondLook } from './hub-queries.ts';
import { Failed } from './loaded.tsx';
import classes from './hub.module.css';
import own from './work.module.css';

/** A share that somebody chose, as they typed it. */
const shareText = (share: number): string => `${Number((share * 100).toPrecision(6))}\u00a0%`;

function SecondLook({ audit }: { audit: AuditSummary }): ReactNode {
  const begin = useSecondLook();
  const { secondLook } = audit.plan;
  if (secondLook === undefined) return null;
  const { cleanShare, flaggedShare } = secondLook;
  const shares = `${shareText(cleanShare)} of the clean and ${shareText(flaggedShare)} of the flagged first verdicts`;
  return (
    <div className={own.act}>
      <h3 className={classes.h3}>Second look</h3>
      <p className={classes.quiet}>{shares} go round again, each to another person, who is not told.</p>
      <Confirm
        label="Begin the second look"
        question="Begin the second look?"
        confirmLabel="Begin"
        keepLabel="Not yet"
        variant="primary"
        isBusy={begin.isPending}
        onConfirm={() => begin.mutate({ auditId: audit.id })}
      >
        <p>The hub draws {shares}. It needs every first review, and is done once.</p>
      </Confirm>
      {begin.data !== undefined && (
        <output className={classes.said}>
          {formatCounted(begin.data.clean + begin.data.flagged, 'item')} given out
          {begin.data.leftOut > 0 && `, ${begin.data.leftOut} left out: nobody else could judge them`}
        </output>
      )}
      <Failed error={begin.error} />
    </div>
  );
}

function Close({ audit }: { audit: AuditSummary }): ReactNode {
  const close = useClose();
  return (
    <div className={own.act}>
      <h3 className={classes.h3}>Close</h3>
      <p className={classes.quiet}>
        The figures become a decision, and reviewers may read them. A closed audit stays closed.
      </p>
      <Confirm
        label="Close the audit"
        question={`Close ${audit.title}?`}
        confirmLabel="Close it"
        keepLabel="Keep it open"
        variant="primary"
        isBusy={close.isPending}
        onConfirm={() => close.mutate({ auditId: audit.id })}
      >
        <p>What is still open counts as not answered. Later reviews are kept, but change no figure.</p>
      </Confirm>
      <Failed error={close.error} />
    </div>
  );
}

export interface EndOfWorkProps {
  audit: AuditSummary;
  /** May begin and close. */
  canRun: boolean;
  /** May ask for items to be judged anew. */
  canAsk: boolean;
}

export function EndOfWork({ audit, canRun, canAsk }: EndOfWorkProps): ReactNode {
  const isOpen = audit.state !== 'closed';
  return (
    <Panel title={isOpen ? 'Next' : 'Closed'}>
      {canAsk && isOpen && (
        <div className={own.act}>
          <h3 className={classes.h3}>Judge anew</h3>
          <p className={classes.quiet}>
            Choose a figure in <Link to={paths.report(audit.id)}>the report</Link>, open the items behind it,
            and ask for all of them, or one, to be judged anew with an empty form.
          </p>
        </div>
      )}
      {canRun && isOpen && <SecondLook audit={audit} />}
      {canRun && isOpen && <Close audit={audit} />}
      <div className={own.act}>
        <Link to={paths.report(audit.id)}>Read the report</Link>
      </div>
    </Panel>
  );
}
