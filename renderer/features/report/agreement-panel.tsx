/** How far reviewers agree on the overlap: α of every question with its bands, then one question from every side. */
import type { ReactNode } from 'react';
import { intervalChart } from '../../../shared/figures/interval-chart.ts';
import { agreementChart } from '../../../shared/figures/report-figures.ts';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { formatCounted } from '../../lib/format.ts';
import { IntervalTable } from '../../ui/interval-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AgreementDetail } from './agreement-detail.tsx';
import { intervalsCsv } from './figure-csv.ts';
import { FigureTools } from './figure-tools.tsx';
import { MeasureAgreement } from './measure-agreement.tsx';
import { useFigureActs } from './opened-figure.ts';
import type { Report } from '../../../shared/contract/report.ts';
import { COPY_WIDTH, agreementNotes, commonLackOfAgreement } from './report-view.ts';
import classes from './report.module.css';

export interface AgreementPanelProps {
  report: Report;
  /** The question that is seen from every side. */
  question: QuestionReport;
}

export function AgreementPanel({ report, question }: AgreementPanelProps): ReactNode {
  const { questions } = report;
  const { openKey } = useFigureActs();
  const most = Math.max(0, ...questions.map((one) => one.agreement.itemCount));
  const raters = Math.max(0, ...questions.map((one) => one.agreement.raterCount));
  const lack = commonLackOfAgreement(questions);
  const chart = agreementChart(questions);
  const notes = agreementNotes(questions);
  return (
    <Panel
      title="Agreement on the overlap"
      aside={
        <>
          {formatCounted(most, 'item')} · {formatCounted(raters, 'reviewer')}
          {lack === null && (
            <FigureTools
              title={chart.title}
              scene={() => intervalChart(chart, COPY_WIDTH)}
              csv={() => intervalsCsv(chart.rows)}
            />
          )}
        </>
      }
    >
      {lack === null ? (
        <>
          <IntervalTable
            chart={chart}
            rowHead="Question"
            onItems={(key) => openKey(key, 'items')}
            onExplain={(key) => openKey(key, 'how')}
          />
          <p className={classes.aside}>
            Krippendorff’s α with a bootstrap interval: reliable from .80, tentative from .67.
            {notes.length > 0 && ` ${notes.join(' ')}`}
          </p>
          <AgreementDetail report={report} question={question} />
        </>
      ) : (
        <p className={classes.lack}>No figure for any question: {lack}.</p>
      )}
      <MeasureAgreement auditId={report.auditId} />
    </Panel>
  );
}
