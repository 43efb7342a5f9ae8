/** The one figure that decides: rate, interval, count, verdict as a sentence, and how it came about. */
import type { ReactNode } from 'react';
import type { Report } from '../../../shared/contract/report.ts';
import { formatCounted, formatDayTime } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Digest } from '../../ui/digest.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FigureText } from '../../ui/figure-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { notesInWords, reasonInWords, verdictView } from '../../../shared/figures/report-words.ts';
import { contestedInWords } from './report-view.ts';
import classes from './report.module.css';

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
      <Badge tone={view.tone} icon={view.mark}>
        {view.word}
        {isInterim && ' so far'}
      </Badge>
      <p className={classes.sentence}>{question.threshold.sentence}</p>
    </>
  );
}

function Computation({ report, question }: { report: Report; question: QuestionReport }): ReactNode {
  const { figure } = question.overall;
  const notes = notesInWords(figure.notes);
  return (
    <div className={classes.computation}>
      <Facts
        facts={[
          { name: 'Method', value: figure.method },
          {
            name: 'Interval',
            value: `two-sided, ${Number(((1 - report.alpha) * 100).toFixed(2))} %, weighted by stratum`,
          },
          { name: 'Rests on', value: formatCounted(figure.n, 'reviewed item') },
          { name: 'Reviews that count', value: formatCounted(report.reviewIds.length, 'review') },
          { name: 'Computed', value: formatDayTime(report.computedAt) },
        ]}
      />
      <Facts
        facts={[
          {
            name: 'Manifest',
            value: <Digest value={report.manifestDigest} label="digest of the manifest" />,
          },
          { name: 'Reviews', value: <Digest value={report.reviewsDigest} label="digest of the reviews" /> },
          {
            name: 'Remarks',
            value:
              notes.length === 0 ? (
                'none'
              ) : (
                <ul className={classes.notes}>
                  {notes.map((note) => (
                    <li key={note}>{note}</li>
                  ))}
                </ul>
              ),
          },
          {
            name: 'Who can check',
            value:
              'Two devices with equal digests show equal figures; the manifest draws the same items again.',
          },
        ]}
      />
    </div>
  );
}

export function Headline({ report, question }: { report: Report; question: QuestionReport }): ReactNode {
  const { figure } = question.overall;
  const contested = contestedInWords(question);
  return (
    <Panel>
      <div className={classes.headline}>
        <div className={classes.figure}>
          {figure.estimate === null ? (
            <p className={classes.noFigure}>No figure yet: {reasonInWords(figure.reason)}.</p>
          ) : (
            <FigureText figure={figure} size="display" />
          )}
          <p className={classes.what}>
            {question.rateTitle}, weighted, {Number(((1 - report.alpha) * 100).toFixed(2))} % interval
          </p>
        </div>
        <div className={classes.say}>
          <Verdict question={question} isInterim={report.isInterim} />
          {contested !== null && <p className={classes.aside}>{contested}</p>}
        </div>
      </div>
      <Disclosure look="chip" summary="How was this computed?">
        <Computation report={report} question={question} />
      </Disclosure>
    </Panel>
  );
}
