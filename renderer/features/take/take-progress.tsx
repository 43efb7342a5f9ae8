/** A run under way: three steps, one bar that is true, and the way to stop. */
import type { ReactNode } from 'react';
import { formatBytes, formatCount, formatCounted } from '../../lib/format.ts';
import { Progress } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { TakeStep } from './use-take.ts';
import spoken from '../../ui/spoken.module.css';
import classes from './take.module.css';

const steps = [
  { phase: 'sending', title: 'Send what waits', now: 'Sending what waits' },
  { phase: 'fetching', title: 'Fetch what is missing', now: 'Fetching what is missing' },
  { phase: 'proving', title: 'Read everything again', now: 'Reading everything again' },
] as const;

export function TakeProgress({ step, onStop }: { step: TakeStep | null; onStop: () => void }): ReactNode {
  const at =
    step === null
      ? 0
      : Math.max(
          0,
          steps.findIndex((one) => one.phase === step.phase),
        );
  const isProof = step?.phase === 'proving';
  const counts =
    step === null
      ? 'Asking the hub what is yours'
      : `${formatCount(step.done)} of ${formatCounted(step.total, 'answer')} ${isProof ? 'read again' : 'here'} · ${formatBytes(step.bytes)} of ${formatBytes(step.totalBytes)}`;
  return (
    <Panel title={steps[at]?.now} className={classes.run}>
      {/* Heard once per step; the bar tells the rest to those who ask it. */}
      <output className={spoken.only}>{steps[at]?.now}</output>
      <ol className={classes.steps}>
        {steps.map((one, place) => (
          <li
            key={one.phase}
            data-state={place < at ? 'over' : place === at ? 'now' : 'next'}
            aria-current={place === at ? 'step' : undefined}
          >
            <span aria-hidden>{place < at ? '✓' : place + 1}</span>
            {one.title}
          </li>
        ))}
      </ol>
      <Progress value={step?.done ?? 0} total={step?.total ?? 1} label={counts} />
      <div className={classes.runFoot}>
        <p className={classes.counts}>{counts}</p>
        <Button size="s" onClick={onStop}>
          Stop
        </Button>
      </div>
      <p className={classes.facts}>
        Stop or leave whenever you like: what has come stays, and the next time goes on from there.
      </p>
    </Panel>
  );
}
