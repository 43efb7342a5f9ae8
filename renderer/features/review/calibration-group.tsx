/**
 * The calibration round in the queue rail: a group of its own above the sample while it runs, and one line that leads back
 * to its feedback afterwards.
 */
import { IconTargetArrow } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import { runCommand, useKeyChanges } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { roundWords } from './calibration-words.ts';
import type { RoundState } from './queue-view.ts';
import classes from './calibration-group.module.css';

export interface CalibrationGroupProps {
  state: RoundState;
  /** Place in the round of the item in hand, from 1; null when another one is. */
  place: number | null;
  isFeedback: boolean;
  /** Only dots, for narrow windows. */
  isSlim: boolean;
  /** Rows of the round, as list items. */
  children: ReactNode;
}

export function CalibrationGroup(props: CalibrationGroupProps): ReactNode {
  const { state, place, isFeedback, isSlim, children } = props;
  const changes = useKeyChanges();
  if (state.isOver) {
    if (isSlim) return null;
    return (
      <div className={classes.over}>
        <Button
          size="s"
          variant="quiet"
          className={classes.feedback ?? ''}
          icon={<IconTargetArrow size={15} stroke={1.7} />}
          aria-current={isFeedback ? 'page' : undefined}
          onClick={() => runCommand('review_round_feedback')}
        >
          Calibration feedback
        </Button>
      </div>
    );
  }
  return (
    <section className={classes.group} aria-label="Calibration round" data-slim={isSlim || undefined}>
      {!isSlim && (
        <header className={classes.head}>
          <h3 className={classes.title}>{roundWords(state, place)}</h3>
          <p className={classes.about}>Practice with known answers. Not counted.</p>
        </header>
      )}
      <ol className={classes.rows}>{children}</ol>
      {!isSlim && (
        <div className={classes.acts}>
          <Button
            size="s"
            variant="quiet"
            chord={firstChord('review_round_skip', changes)}
            onClick={() => runCommand('review_round_skip')}
          >
            Skip the round
          </Button>
        </div>
      )}
    </section>
  );
}
