/**
 * The one figure that decides: rate, interval, count, verdict as a sentence, what would change it, and the next step.
 * Must not decide: verdict and step are the report's own.
 */
import { IconHelpCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FigureRef } from '../../../shared/contract/report-ref.ts';
import type { Report } from '../../../shared/contract/report.ts';
import { intervalMarks, gridMarks, tickMarks } from '../../../shared/figures/interval-chart.ts';
import { countText, intervalText, percentText } from '../../../shared/figures/number-words.ts';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { overallRow, rateRef, valuesOf } from '../../../shared/figures/report-rows.ts';
import { reasonInWords, ruledInWords, verdictView } from '../../../shared/figures/report-words.ts';
import { scaleShares } from '../../../shared/figures/scale.ts';
import { formatCounted, unbroken } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Marks } from '../../ui/scene-view.tsx';
import { useWidth } from '../../ui/use-width.ts';
import { useFigureActs } from './opened-figure.ts';
import { contestedInWords, headlineWords, skipsInWords } from './report-view.ts';
import classes from './report.module.css';

type Threshold = NonNullable<QuestionReport['threshold']>;

/** The interval against its limit, as wide as the figure above it. */
function Strip({ question }: { question: QuestionReport }): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const row = overallRow(question, question.rateTitle);
  const scale = scaleShares(valuesOf([row]));
  const ends = { ...scale, ticks: [scale.from, scale.to] };
  const box = { x: 8, width: Math.max(1, width - 16), top: 0, height: 30 };
  return (
    <div ref={place} className={classes.strip} aria-hidden>
      {width > 0 && (
        <svg width={width} height={52}>
          <line x1={8} x2={width - 8} y1={15} y2={15} className={classes.stripLine} />
          <Marks marks={[...gridMarks(ends, box), ...intervalMarks(row, scale, box)]} />
          <Marks marks={tickMarks(ends, box, 'percent')} />
        </svg>
      )}
    </div>
  );
}

function Verdict({ question, isInterim }: { question: QuestionReport; isInterim: boolean }): ReactNode {
  if (question.threshold === null) {
    return (
      <p className={classes.sentence}>
        No limit was registered before the draw, so there is nothing to pass or breach.
      </p>
    );
  }
  const view = verdictView(question.threshold.verdict);
  return (
    <>
      <p className={classes.verdict}>
        <Badge tone={view.tone} icon={view.mark}>
          {view.word}
          {isInterim && ' so far'}
        </Badge>
        <span className={classes.quiet}>registered limit {percentText(question.threshold.limit)}</span>
      </p>
      <p className={classes.sentence}>{unbroken(question.threshold.sentence)}</p>
    </>
  );
}

function Changes({ threshold }: { threshold: Threshold }): ReactNode {
  const most = threshold.moreByStratum.toSorted((a, b) => b.items - a.items).slice(0, 3);
  if (threshold.changes.length === 0 && most.length === 0) return null;
  return (
    <section aria-label="What would change this verdict">
      <h3 className={classes.head}>What would change this verdict</h3>
      <ul className={classes.changes}>
        {threshold.changes.map((change) => (
          <li key={change.sentence}>{unbroken(change.sentence)}</li>
        ))}
        {most.length > 0 && (
          <li>
            Best drawn in{' '}
            {most
              .map((one) => `${one.stratum.join(' · ') || 'the whole frame'} (${countText(one.items)})`)
              .join(', ')}
            {threshold.moreByStratum.length > most.length ? ' and in proportion elsewhere.' : '.'}
          </li>
        )}
      </ul>
    </section>
  );
}

const stepWords: Record<Report['nextStep']['step'], string> = {
  none: 'Next step: none',
  'review more': 'Next step: review more',
  prompt: 'Next step: the prompt',
  retrieval: 'Next step: retrieval',
  model: 'Next step: the model',
  'roll back': 'Next step: roll back',
};

function NextStep({ step }: { step: Report['nextStep'] }): ReactNode {
  return (
    <section aria-label="Next step">
      <h3 className={classes.head}>{stepWords[step.step]}</h3>
      <p>{unbroken(step.sentence)}</p>
      {step.causes.length > 0 && (
        <p className={classes.quiet}>
          Named causes: {step.causes.map((one) => `${one.cause} ${countText(one.count)}`).join(' · ')}
        </p>
      )}
    </section>
  );
}

function intervalOf({ low, high, n, reason }: QuestionReport['overall']['figure']): string {
  const interval =
    low === null || high === null
      ? `no interval: ${reasonInWords(reason)}`
      : intervalText(low, high, 'percent');
  return `${interval} · ${formatCounted(n, 'item')}`;
}

/** What skipped and contested items could do to the figure, each with the way to them. */
function Sensitivity({ report, question }: { report: Report; question: QuestionReport }): ReactNode {
  const { open } = useFigureActs();
  const skips = report.coverage.skipped === 0 ? null : skipsInWords(question);
  const contested = contestedInWords(question);
  const said: { words: string | null; act: string; ref: FigureRef }[] = [
    { words: skips, act: 'Show skipped items', ref: { kind: 'coverage', part: 'skipped', stratum: null } },
    {
      words: contested,
      act: 'Show contested items',
      ref: { kind: 'contested', question: question.question },
    },
  ];
  const shown = said.filter((one) => one.words !== null);
  const ruled = ruledInWords(question);
  if (shown.length === 0 && ruled === null) return null;
  return (
    <section aria-label="How firm it stands">
      <h3 className={classes.head}>How firm it stands</h3>
      <ul className={classes.changes}>
        {shown.map((one) => (
          <li key={one.act}>
            {one.words}{' '}
            <button type="button" className={classes.link} onClick={() => open(one.ref, 'items')}>
              {one.act}
            </button>
          </li>
        ))}
        {ruled !== null && <li>{ruled}</li>}
      </ul>
    </section>
  );
}

export function Headline({ report, question }: { report: Report; question: QuestionReport }): ReactNode {
  const { figure } = question.overall;
  const { open } = useFigureActs();
  return (
    <Panel>
      <div className={classes.headline}>
        <div className={classes.figure}>
          {figure.estimate === null ? (
            <h2 className={classes.noFigure}>No figure yet: {reasonInWords(figure.reason)}.</h2>
          ) : (
            <>
              <p className={classes.number}>{percentText(figure.estimate)}</p>
              <p className={classes.range}>{intervalOf(figure)}</p>
              <h2 className={classes.what}>{headlineWords(report, question)}</h2>
              <Strip question={question} />
            </>
          )}
          <Button
            size="s"
            icon={<IconHelpCircle size={15} stroke={1.6} />}
            onClick={() => open(rateRef(question.question), 'how')}
          >
            How was this computed?
          </Button>
        </div>
        <div className={classes.say}>
          <Verdict question={question} isInterim={report.isInterim} />
          <NextStep step={report.nextStep} />
        </div>
        <div className={classes.then}>
          {question.threshold !== null && <Changes threshold={question.threshold} />}
          <Sensitivity report={report} question={question} />
        </div>
      </div>
    </Panel>
  );
}
