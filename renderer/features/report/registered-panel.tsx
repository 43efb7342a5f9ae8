/** What was registered before the draw beside what was observed: stop rule, hypotheses, deviations, and the proof. */
import type { ReactNode } from 'react';
import type { Report } from '../../../shared/contract/report.ts';
import { reasonInWords } from '../../../shared/figures/report-words.ts';
import type { Tone } from '../../../shared/figures/scene.ts';
import { formatCount, formatDayTime, unbroken } from '../../lib/format.ts';
import { Badge, Progress } from '../../ui/badge.tsx';
import { Digest } from '../../ui/digest.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { FigureText } from '../../ui/figure-text.tsx';
import { HowButton } from './how-button.tsx';

import classes from './report.module.css';

type Registered = NonNullable<Report['registered']>;
type Hypothesis = Registered['hypotheses'][number];

const outcomes: Record<Hypothesis['outcome'], { tone: Tone; mark: string }> = {
  supported: { tone: 'good', mark: '✓' },
  contradicted: { tone: 'bad', mark: '✕' },
  undecided: { tone: 'warn', mark: '◐' },
  'not measurable': { tone: 'quiet', mark: '○' },
};

function Hypotheses({ registered }: { registered: Registered }): ReactNode {
  if (registered.hypotheses.length === 0)
    return <p className={classes.aside}>No hypothesis was registered beside the primary question.</p>;
  return (
    <ol className={classes.hypotheses}>
      {registered.hypotheses.map((one, index) => {
        const { tone, mark } = outcomes[one.outcome];
        return (
          <li key={one.statement}>
            <p>
              <Badge tone={tone} icon={mark}>
                {one.outcome}
              </Badge>{' '}
              <strong>{one.statement}</strong>
            </p>
            <p className={classes.quiet}>{unbroken(one.claim)}</p>
            <p>
              {unbroken(one.sentence)}{' '}
              <HowButton about={{ kind: 'hypothesis', index }} name={one.statement} />
            </p>
          </li>
        );
      })}
    </ol>
  );
}

const stopRules: Record<Registered['registration']['stopRule']['kind'], string> = {
  fixed: 'at the planned end',
  precision: 'when the interval that stays valid is narrow enough',
  verdict: 'when the evidence decides the limit',
  looks: 'at planned looks',
};

/** An e-value: beyond a thousand nobody needs its digits. */
const evidenceText = (value: number): string =>
  value > 1000 ? 'over 1,000' : String(Number(value.toPrecision(2)));

function Stop({ registered }: { registered: Registered }): ReactNode {
  const { stop, anytime, registration } = registered;
  return (
    <div className={classes.stop}>
      <p>
        <strong>Stop rule: {stopRules[registration.stopRule.kind]}.</strong> {unbroken(stop.sentence)}
      </p>
      <Progress value={Math.round(stop.share * 100)} total={100} label="Progress to the stop rule" />
      {anytime !== null && (
        <p className={classes.quiet}>
          Valid however often one looks:{' '}
          {anytime.interval.estimate === null ? (
            reasonInWords(anytime.interval.reason)
          ) : (
            <FigureText figure={anytime.interval} />
          )}
          {anytime.evidence !== null &&
            ` · evidence for pass ${evidenceText(anytime.evidence.pass)}, for breach ${evidenceText(anytime.evidence.breach)}, declared at ${evidenceText(anytime.evidence.declareAt)}`}{' '}
          <HowButton about={{ kind: 'anytime' }} name="the interval valid however often one looks" />
        </p>
      )}
    </div>
  );
}

function Deviations({ deviations }: { deviations: readonly string[] }): ReactNode {
  if (deviations.length === 0)
    return <p className={classes.aside}>Nothing was done otherwise than registered.</p>;
  return (
    <ul className={classes.changes}>
      {deviations.map((one) => (
        <li key={one}>{unbroken(one)}</li>
      ))}
    </ul>
  );
}

export function RegisteredPanel({ report }: { report: Report }): ReactNode {
  const { registered } = report;
  const primary = report.questions.find((one) => one.question === report.primaryQuestion);
  return (
    <Panel
      title="Registered and observed"
      aside={`primary question: ${primary?.title ?? report.primaryQuestion}`}
    >
      <div className={classes.registered}>
        <div className={classes.stack}>
          {registered === null ? (
            <p className={classes.lack}>
              This audit registered nothing before the draw but its thresholds: no hypothesis, no stop rule.
            </p>
          ) : (
            <>
              <Stop registered={registered} />
              <Hypotheses registered={registered} />
              <section aria-label="Deviations">
                <h3 className={classes.head}>Deviations</h3>
                <Deviations deviations={registered.deviations} />
              </section>
            </>
          )}
        </div>
        <Facts
          facts={[
            {
              name: 'Manifest',
              value: <Digest value={report.manifestDigest} label="digest of the manifest" />,
            },
            { name: 'Reviews', value: <Digest value={report.reviewsDigest} label="digest of the reviews" /> },
            { name: 'Reviews used', value: formatCount(report.reviewIds.length) },
            { name: 'Method version', value: report.methodVersion },
            { name: 'Computed', value: formatDayTime(report.computedAt) },
          ]}
        />
      </div>
    </Panel>
  );
}
