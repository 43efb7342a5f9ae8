/** A report that is there: interim banner, headline, rates, agreement, coverage, reviewers. */
import type { ReactNode } from 'react';
import type { Report } from '../../../shared/contract/report.ts';
import type { AuditSummary } from '../../../shared/contract/workbench.ts';
import { AgreementPanel } from './agreement-panel.tsx';
import { CloseAudit } from './close-audit.tsx';
import { CoveragePanel } from './coverage-panel.tsx';
import { Headline } from './headline.tsx';
import { RatesPanel } from './rates-panel.tsx';
import { ReviewersPanel } from './reviewers-panel.tsx';
import { headlineOf } from './report-view.ts';
import classes from './report.module.css';

export function ReportContent({ audit, report }: { audit: AuditSummary; report: Report }): ReactNode {
  const headline = headlineOf(report);
  return (
    <>
      {report.isInterim && <CloseAudit audit={audit} report={report} />}
      {headline !== null && <Headline report={report} question={headline} />}
      <div className={classes.columns}>
        <RatesPanel report={report} initial={headline?.question ?? ''} />
        <div className={classes.column}>
          <AgreementPanel questions={report.questions} />
          <ReviewersPanel report={report} />
        </div>
      </div>
      <CoveragePanel report={report} dimensions={audit.plan.dimensions} />
    </>
  );
}
