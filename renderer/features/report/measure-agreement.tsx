/**
 * Sends what this device measures of agreement up: written into the ledger, confirmed by the hub from the same reviews. Must
 * not compute a figure.
 */
import type { ReactNode } from 'react';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { problemOf } from '../../lib/problem.ts';
import { useCommands } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { useHubChecks, useMeasure } from './report-queries.ts';
import { useHubOffer } from './use-hub-offer.ts';
import classes from './bridge.module.css';

/** What the hub made of the measurements, in one line. */
function HubLine({ auditId }: { auditId: AuditId }): ReactNode {
  const checks = useHubChecks(auditId);
  if (checks.data === undefined || checks.data.length === 0) return null;
  const count = (of: string): number => checks.data.filter((one) => one.outcome === of).length;
  const differing = count('differs');
  const parts = [
    `${count('confirmed')} of ${checks.data.length} measurements confirmed by the hub`,
    ...(count('waiting') > 0 ? [`${count('waiting')} waiting for reviews`] : []),
    ...(differing > 0 ? [`${differing} computed otherwise there: see the audit on the Hub screen`] : []),
  ];
  return <span>{parts.join(' · ')}</span>;
}

export function MeasureAgreement({ auditId }: { auditId: AuditId }): ReactNode {
  const measure = useMeasure();
  const isConfirmed = useHubOffer('work.agreement');
  const { status } = useAppStatus();
  const isReader = status?.person.role === 'auditor';
  const run = (): void => {
    if (!measure.isPending && !isReader) measure.mutate({ auditId });
  };
  useCommands({ report_measure: run });
  const problem = measure.isError ? problemOf(measure.error) : null;
  return (
    <div className={classes.acts}>
      {!isReader && (
        <Button size="s" isBusy={measure.isPending} onClick={run}>
          Measure agreement now
        </Button>
      )}
      <output>
        {problem === null ? (measure.data?.sentence ?? '') : `${problem.what} ${problem.remedy}`}
      </output>
      {isConfirmed && <HubLine auditId={auditId} />}
    </div>
  );
}
