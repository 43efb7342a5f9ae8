/**
 * Control of misses: a share of first verdicts goes round again to another person, so that the miss rate is estimated
 * and not assumed. Must not decide who may begin: the backend does; here the act is offered to the lead.
 */
import type { ReactNode } from 'react';
import type { Figure } from '../../../shared/contract/report-figure.ts';
import type { FigureRef } from '../../../shared/contract/report-ref.ts';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import { keyOfRef } from '../../../shared/figures/figure-key.ts';
import { intervalChart } from '../../../shared/figures/interval-chart.ts';
import type { IntervalChart, IntervalRow } from '../../../shared/figures/interval-chart.ts';
import { percentText } from '../../../shared/figures/number-words.ts';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { rateRef, valuesOf } from '../../../shared/figures/report-rows.ts';
import { reasonInWords } from '../../../shared/figures/report-words.ts';
import { scaleShares } from '../../../shared/figures/scale.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { formatCounted } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { IntervalTable } from '../../ui/interval-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { intervalsCsv } from './figure-csv.ts';
import { FigureTools } from './figure-tools.tsx';
import { HowButton } from './how-button.tsx';
import { useFigureActs } from './opened-figure.ts';
import { useSecondLook } from './report-queries.ts';
import { COPY_WIDTH } from './report-view.ts';
import classes from './report.module.css';

type MissControl = NonNullable<QuestionReport['missControl']>;

function rowOf(ref: FigureRef, title: string, figure: Figure, limit: number | null): IntervalRow {
  const counted = formatCounted(figure.n, 'item');
  const note = figure.estimate === null ? `${counted} · ${reasonInWords(figure.reason)}` : counted;
  return {
    key: keyOfRef(ref),
    title,
    note,
    figure,
    tone: 'accent',
    isQuiet: figure.estimate === null,
    limit,
  };
}

function missChart(question: QuestionReport, miss: MissControl): IntervalChart {
  const limit = question.threshold?.limit ?? null;
  const second = (first: 'clean' | 'flagged' | null): FigureRef => ({
    kind: 'secondLook',
    question: question.question,
    first,
    found: null,
  });
  const rows = [
    rowOf(rateRef(question.question), 'Rate by first verdicts', question.overall.figure, limit),
    rowOf(second(null), 'Rate by second looks', miss.rate, limit),
    rowOf(second('clean'), 'Missed among clean', miss.missRate, null),
  ];
  return {
    title: `Control of misses · ${question.title}`,
    description:
      'The rate by first verdicts, the rate as second looks see it, and the share of clean verdicts turned over.',
    rows,
    scale: scaleShares(valuesOf(rows)),
    format: 'percent',
    empty: '',
  };
}

function Looks({ question, miss }: { question: QuestionReport; miss: MissControl }): ReactNode {
  const { open } = useFigureActs();
  const refOf = (first: 'clean' | 'flagged'): FigureRef => ({
    kind: 'secondLook',
    question: question.question,
    first,
    found: null,
  });
  const rows = [
    { first: 'clean' as const, title: 'Clean', ...miss.clean },
    { first: 'flagged' as const, title: 'Flagged', ...miss.flagged },
  ];
  return (
    <Table
      caption="Second looks by first verdict"
      rows={rows}
      rowKey={(row) => row.first}
      columns={[
        {
          key: 'first',
          title: 'First verdict',
          render: (row) => (
            <button type="button" className={classes.link} onClick={() => open(refOf(row.first), 'items')}>
              {row.title}
            </button>
          ),
        },
        { key: 'judged', title: 'Judged', align: 'end', render: (row) => row.judged },
        { key: 'positive', title: 'Found', align: 'end', render: (row) => row.positive },
        {
          key: 'share',
          title: 'Found, weighted',
          align: 'end',
          render: (row) => (
            <>
              {row.share === null ? 'none' : percentText(row.share)}{' '}
              <HowButton about={refOf(row.first)} name={`second looks at ${row.first} verdicts`} />
            </>
          ),
        },
      ]}
    />
  );
}

/** For the lead of an open audit whose plan has a second look. */
function Begin({ audit }: { audit: AuditSummary }): ReactNode {
  const { status } = useAppStatus();
  const begin = useSecondLook();
  const me = status?.person;
  const plan = audit.plan.secondLook;
  const isLead = me !== undefined && (me.id === audit.leadId || me.role === 'lead' || me.role === 'admin');
  if (plan === undefined || audit.state === 'closed' || !isLead) return null;
  return (
    <div className={classes.begin}>
      <Confirm
        label="Begin second look"
        question="Begin the second look?"
        confirmLabel="Begin second look"
        keepLabel="Not yet"
        variant="primary"
        isBusy={begin.isPending}
        onConfirm={() => begin.mutate({ auditId: audit.id })}
      >
        <p>
          {percentText(plan.cleanShare)} of the clean and {percentText(plan.flaggedShare)} of the flagged
          first verdicts go to another person, who is not told that they are second looks.
        </p>
      </Confirm>
      {begin.data !== undefined && (
        <output className={classes.aside}>
          Given out: {formatCounted(begin.data.clean, 'clean item')} and{' '}
          {formatCounted(begin.data.flagged, 'flagged item')}.
        </output>
      )}
      {begin.error !== null && <ErrorState {...problemOf(begin.error)} isInline />}
    </div>
  );
}

function absence(audit: AuditSummary): string {
  if (audit.plan.secondLook === undefined)
    return 'No second look was planned for this audit, so the rate takes first verdicts as they are.';
  return audit.state === 'closed'
    ? 'A second look was planned, but never begun before the close.'
    : 'A second look is planned. It can begin when every first review is in.';
}

export function SecondLookPanel({
  audit,
  question,
}: {
  audit: AuditSummary;
  question: QuestionReport;
}): ReactNode {
  const { openKey } = useFigureActs();
  const miss = question.missControl;
  const isGiven = miss !== null && miss.assigned > 0;
  const chart = isGiven ? missChart(question, miss) : null;
  return (
    <Panel
      title={`Control of misses · ${question.title}`}
      aside={
        chart !== null && (
          <>
            {formatCounted(miss?.judged ?? 0, 'second look')} of {miss?.assigned ?? 0}
            <FigureTools
              title={chart.title}
              scene={() => intervalChart(chart, COPY_WIDTH)}
              csv={() => intervalsCsv(chart.rows)}
            />
          </>
        )
      }
    >
      {chart === null || miss === null ? (
        <p className={classes.lack}>{absence(audit)}</p>
      ) : (
        <>
          <IntervalTable
            chart={chart}
            rowHead="Figure"
            onItems={(key) => openKey(key, 'items')}
            onExplain={(key) => openKey(key, 'how')}
          />
          <div className={classes.wide}>
            <Looks question={question} miss={miss} />
          </div>
        </>
      )}
      {!isGiven && <Begin audit={audit} />}
    </Panel>
  );
}
