/**
 * A report that is there, in reading order: what it decides, then one question from every side, then the audit as a
 * whole. Owns which question is looked at and which figure is asked about.
 */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Report } from '../../../shared/contract/report.ts';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { rateRef } from '../../../shared/figures/report-rows.ts';
import { useCommands } from '../../lib/shortcuts.ts';
import { Segments } from '../../ui/field.tsx';
import { AgreementPanel } from './agreement-panel.tsx';
import { BridgePanel } from './bridge-panel.tsx';
import { CloseAudit } from './close-audit.tsx';
import { ConfusionPanel } from './confusion-panel.tsx';
import { CoveragePanel } from './coverage-panel.tsx';
import { ExplainPanel } from './explain-panel.tsx';
import { Headline } from './headline.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { JudgesPanel } from './judges-panel.tsx';
import { FigureActsProvider, useOpenedFigure } from './opened-figure.ts';
import { RatesPanel } from './rates-panel.tsx';
import { RegisteredPanel } from './registered-panel.tsx';
import { ReviewersPanel } from './reviewers-panel.tsx';
import { headlineOf } from './report-view.ts';
import { SecondLookPanel } from './second-look-panel.tsx';
import classes from './report.module.css';

export interface ReportContentProps {
  audit: AuditSummary;
  report: Report;
}

/** The question looked at, the next and previous one by key. */
function useQuestion(report: Report) {
  const headline = headlineOf(report);
  const [chosen, choose] = useState(headline?.question ?? '');
  const { questions } = report;
  const at = Math.max(
    0,
    questions.findIndex((one) => one.question === chosen),
  );
  const step = (by: number): void => {
    const next = questions[(at + by + questions.length) % questions.length];
    if (next !== undefined) choose(next.question);
  };
  return { headline, question: questions[at] ?? null, choose, step };
}

function Questions({
  audit,
  report,
  chosen,
}: ReportContentProps & { chosen: ReturnType<typeof useQuestion> }): ReactNode {
  const { question, choose } = chosen;
  if (question === null) return <p className={classes.lack}>The scorecard of this audit asks no question.</p>;
  return (
    <>
      <div className={classes.questions}>
        <h2 className={classes.section}>By question</h2>
        <Segments
          label="Question"
          value={question.question}
          onChange={choose}
          options={report.questions.map((one) => ({ value: one.question, title: one.title }))}
        />
      </div>
      <div className={classes.columns} key={question.question}>
        <div className={classes.column}>
          <RatesPanel question={question} />
          <SecondLookPanel audit={audit} question={question} />
        </div>
        <div className={classes.column}>
          <AgreementPanel report={report} question={question} />
          <ConfusionPanel question={question} />
        </div>
      </div>
      <JudgesPanel question={question} />
    </>
  );
}

export function ReportContent({ audit, report }: ReportContentProps): ReactNode {
  const chosen = useQuestion(report);
  const [withAuditId, compare] = useState<AuditId | null>(null);
  const acts = useOpenedFigure();
  const { headline, step } = chosen;
  useCommands({
    report_question_next: () => step(1),
    report_question_previous: () => step(-1),
    report_explain: () => headline !== null && acts.open(rateRef(headline.question), 'how'),
  });
  return (
    <FigureActsProvider value={acts}>
      {report.isInterim && <CloseAudit audit={audit} report={report} />}
      {report.bridge !== undefined && <BridgePanel bridge={report.bridge} />}
      {headline !== null && <Headline report={report} question={headline} />}
      <Questions audit={audit} report={report} chosen={chosen} />
      <h2 className={classes.section}>The audit as a whole</h2>
      <RegisteredPanel report={report} />
      <HistoryPanel
        auditId={audit.id}
        rateTitle={headline?.rateTitle ?? 'rate'}
        withAuditId={withAuditId}
        onCompare={compare}
      />
      <div className={classes.columns}>
        <CoveragePanel report={report} dimensions={audit.plan.dimensions} />
        <ReviewersPanel report={report} />
      </div>
      {acts.opened !== null && <ExplainPanel report={report} opened={acts.opened} />}
    </FigureActsProvider>
  );
}
