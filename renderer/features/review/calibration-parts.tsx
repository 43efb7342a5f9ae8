/** Parts of the bench for the calibration round: its feedback, the foot under an item that was told, what went wrong. */
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/states.tsx';
import { CalibrationFeedback } from './calibration-feedback.tsx';
import type { Bench } from './use-bench.ts';
import classes from './bench.module.css';
import parts from './calibration-feedback.module.css';

/** The page after the calibration round. */
export function RoundFeedback({ bench }: { bench: Bench }): ReactNode {
  const { queue, card, round } = bench;
  const { done, skipped } = queue.progress;
  return (
    <CalibrationFeedback
      auditId={queue.audit.id}
      card={card}
      isFirst={done + skipped === 0}
      onBegin={round.begin}
      onLook={bench.go}
    />
  );
}

/** In the place of the scorecard beside the feedback. */
export function RoundAside(): ReactNode {
  return <p className={parts.beside}>The scorecard comes back with the first item.</p>;
}

/** In the place of the acts: an item of a round that is over is only looked at. */
export function ToldFoot({ bench }: { bench: Bench }): ReactNode {
  const { round } = bench;
  return (
    <div className={parts.told}>
      <p className={parts.toldWords}>Only to look at: the round is over and its answers are known.</p>
      <div className={parts.toldActs}>
        <Button variant="plain" onClick={round.begin}>
          Go on with the audit
        </Button>
        <Button variant="primary" onClick={round.openFeedback}>
          Back to the feedback
        </Button>
      </div>
    </div>
  );
}

/** What kept the round from being skipped. */
export function RoundProblem({ bench }: { bench: Bench }): ReactNode {
  const { problem, skipAll, dismiss } = bench.round;
  if (problem === null) return null;
  return (
    <div className={classes.notices}>
      <Notice
        tone="bad"
        title="The calibration round was not skipped."
        actions={
          <>
            <Button size="s" onClick={skipAll}>
              Skip it again
            </Button>
            <Button size="s" variant="quiet" onClick={dismiss}>
              Dismiss
            </Button>
          </>
        }
      >
        {problem.what} {problem.remedy}
      </Notice>
    </div>
  );
}
