/** The primary rate over the audits of one source, and this audit beside an earlier one, question by question. */
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Comparison, History } from '../../../shared/contract/report.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { auditId as auditIdSchema } from '../../../shared/domain/ids.ts';
import { intervalChart } from '../../../shared/figures/interval-chart.ts';
import type { IntervalChart } from '../../../shared/figures/interval-chart.ts';
import { chanceText, percentText } from '../../../shared/figures/number-words.ts';
import { agreementHistoryChart, historyChart } from '../../../shared/figures/report-figures.ts';
import { cellInWords, reasonInWords } from '../../../shared/figures/report-words.ts';
import { scaleDifferences } from '../../../shared/figures/scale.ts';
import { timeChart } from '../../../shared/figures/time-chart.ts';
import { unbroken } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { IntervalTable } from '../../ui/interval-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SceneView } from '../../ui/scene-view.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { useWidth } from '../../ui/use-width.ts';
import { intervalsCsv, pointsCsv } from './figure-csv.ts';
import { FigureTools } from './figure-tools.tsx';
import { HistoryTable } from './history-table.tsx';
import { comparisonSteps, historySteps } from './history-words.ts';
import { useComparison, useHistory } from './report-queries.ts';
import { COPY_WIDTH } from './report-view.ts';
import classes from './report.module.css';

function Over({ history, rateTitle }: { history: History; rateTitle: string }): ReactNode {
  const navigate = useNavigate();
  const [place, width] = useWidth<HTMLDivElement>();
  const chart = historyChart(history, rateTitle);
  return (
    <div>
      <div className={classes.subhead}>
        <h3>{chart.title}</h3>
        <FigureTools
          title={chart.title}
          scene={() => timeChart({ ...chart, height: 280 }, COPY_WIDTH)}
          csv={() => pointsCsv(chart.points)}
        />
      </div>
      <div ref={place} className={classes.drawing}>
        {width > 0 && (
          <SceneView
            scene={timeChart({ ...chart, isBare: true, height: 210 }, width)}
            onPick={(key) => void navigate({ to: paths.report(key as AuditId) })}
          />
        )}
      </div>
      <p className={classes.aside}>
        {history.length < 2
          ? 'This is the first audit of its source and scorecard.'
          : 'A mark above an audit: a version of the model, the prompt, the knowledge base or the taxonomy is new there.'}
      </p>
      {history.length > 1 && <AgreementOver history={history} />}
      <Breaks history={history} />
      <HistoryTable history={history} rateTitle={rateTitle} />
      <HowComputed steps={historySteps(history)} />
    </div>
  );
}

/** These figures are of several audits, so that there is no address in one report that would lead to them. */
function HowComputed({ steps }: { steps: readonly string[] }): ReactNode {
  return (
    <Disclosure summary="How was this computed?">
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step}>{unbroken(step)}</li>
        ))}
      </ol>
    </Disclosure>
  );
}

/** Agreement on the primary question, broken where classes mean something else. */
function AgreementOver({ history }: { history: History }): ReactNode {
  const navigate = useNavigate();
  const [place, width] = useWidth<HTMLDivElement>();
  const chart = agreementHistoryChart(history);
  return (
    <>
      <div className={classes.subhead}>
        <h3>{chart.title}</h3>
        <FigureTools
          title={chart.title}
          scene={() => timeChart({ ...chart, height: 260 }, COPY_WIDTH)}
          csv={() => pointsCsv(chart.points)}
        />
      </div>
      <div ref={place} className={classes.drawing}>
        {width > 0 && (
          <SceneView
            scene={timeChart({ ...chart, isBare: true, height: 180 }, width)}
            onPick={(key) => void navigate({ to: paths.report(key as AuditId) })}
          />
        )}
      </div>
    </>
  );
}

/** Every change of the taxonomy on the line, and whether the line goes on across it. */
function Breaks({ history }: { history: History }): ReactNode {
  return history.flatMap(({ auditId, line }) =>
    line === null ? (
      []
    ) : (
      <p key={auditId} className={classes.aside}>
        {unbroken(line.sentence)}
      </p>
    ),
  );
}

/** Differences of the rates with their intervals; nought is no difference. */
function differencesChart(of: Comparison): IntervalChart {
  const rows = of.questions.map((one) => {
    const small = cellInWords(one.now) ?? cellInWords(one.before);
    const said =
      one.difference.estimate === null
        ? reasonInWords(one.difference.reason)
        : `${rateText(one.before)} → ${rateText(one.now)}${small === null ? '' : ` · ${small}`}`;
    return {
      key: one.question,
      title: one.rateTitle,
      note: said,
      figure: one.difference,
      tone: 'accent' as const,
      isQuiet: small !== null || one.difference.estimate === null,
      beside: one.q === null ? '' : `q ${chanceText(one.q)}`,
    };
  });
  return {
    title: `${of.title} beside ${of.withTitle}`,
    description: `Difference of each rate in points, ${of.title} minus ${of.withTitle}.`,
    rows,
    scale: scaleDifferences(rows.flatMap(({ figure }) => [figure.estimate, figure.low, figure.high])),
    format: 'difference',
    besideHead: 'adjusted',
    empty: 'The two audits have no question in common.',
  };
}

const rateText = (rate: Comparison['questions'][number]['now']): string =>
  rate.figure.estimate === null ? 'none' : percentText(rate.figure.estimate);

function Beside({ auditId, withAuditId }: { auditId: AuditId; withAuditId: AuditId }): ReactNode {
  const compared = useComparison(auditId, withAuditId);
  if (compared.isError)
    return <ErrorState {...problemOf(compared.error)} isInline onRetry={() => void compared.refetch()} />;
  if (compared.data === undefined) return <Skeleton lines={4} label="Comparing" />;
  const chart = differencesChart(compared.data);
  const primary = compared.data.questions[0];
  return (
    <>
      <div className={classes.subhead}>
        <h3>Difference in points</h3>
        <FigureTools
          title={chart.title}
          scene={() => intervalChart(chart, COPY_WIDTH)}
          csv={() => intervalsCsv(chart.rows)}
        />
      </div>
      <IntervalTable chart={chart} rowHead="Rate" />
      {primary !== undefined && <p className={classes.aside}>{unbroken(primary.sentence)}</p>}
      <HowComputed steps={comparisonSteps(compared.data)} />
    </>
  );
}

export interface HistoryPanelProps {
  auditId: AuditId;
  rateTitle: string;
  /** Audit to stand beside this one; null for none. */
  withAuditId: AuditId | null;
  onCompare: (withAuditId: AuditId | null) => void;
}

function Choice({
  history,
  auditId,
  withAuditId,
  onCompare,
}: HistoryPanelProps & { history: History }): ReactNode {
  const others = history.filter((one) => one.auditId !== auditId).toReversed();
  if (others.length === 0) return null;
  return (
    <div className={classes.compare}>
      <SelectInput
        aria-label="Compare with"
        value={withAuditId ?? ''}
        onChange={(event) => onCompare(auditIdSchema.safeParse(event.target.value).data ?? null)}
        options={[
          { value: '', title: 'Compare with …' },
          ...others.map((one) => ({ value: one.auditId, title: one.title })),
        ]}
      />
    </div>
  );
}

export function HistoryPanel(props: HistoryPanelProps): ReactNode {
  const { auditId, rateTitle, withAuditId } = props;
  const history = useHistory(auditId);
  return (
    <Panel
      title="Over time"
      aside={history.data !== undefined && <Choice {...props} history={history.data} />}
    >
      {history.isPending && <Skeleton lines={4} label="Reading earlier audits" />}
      {history.isError && (
        <ErrorState {...problemOf(history.error)} isInline onRetry={() => void history.refetch()} />
      )}
      {history.data !== undefined && (
        <div className={classes.history} data-compared={withAuditId !== null || undefined}>
          <Over history={history.data} rateTitle={rateTitle} />
          {withAuditId !== null && (
            <div>
              <Beside auditId={auditId} withAuditId={withAuditId} />
            </div>
          )}
        </div>
      )}
    </Panel>
  );
}
