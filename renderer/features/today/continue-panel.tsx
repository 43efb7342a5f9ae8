/** The one thing to do next: which audit, how much is left of it, how long that takes, and the way there. */
import { IconArrowRight, IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { AuditSummary, TodayAudit } from '../../../shared/contract/audits.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { Progress } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { aboutTime, dueWords, leftOf } from './today-view.ts';
import classes from './continue.module.css';

export interface ContinuePanelProps {
  audit: AuditSummary;
  today: TodayAudit | undefined;
  now: number;
  onGo: () => void;
}

export function ContinuePanel({ audit, today, now, onGo }: ContinuePanelProps): ReactNode {
  const changes = useKeyChanges();
  const due = dueWords(audit, now);
  const { mine, done, skipped, drafts } = audit.progress;
  const round = today?.calibration ?? null;
  const isRound = round !== null && !round.isOver;
  const hasBegun = done + skipped + drafts > 0 || (isRound && round.done > 0);
  const expected = today?.leftMs ?? null;
  return (
    <section className={classes.panel} aria-label="Next">
      <div className={classes.words}>
        <p className={classes.lead}>
          {hasBegun ? 'Where you were' : 'Next'}
          {due !== null && (
            <span className={classes.due} data-tone={due.tone}>
              {due.words}
            </span>
          )}
        </p>
        <h2 className={classes.title}>{audit.title}</h2>
        {isRound && (
          <p className={classes.round}>
            A calibration round comes first: {formatCounted(round.total - round.done, 'item')} with known
            answers, and feedback once all of them are judged. None of it counts.
          </p>
        )}
        <div className={classes.progress}>
          <Progress
            value={done + skipped}
            total={mine}
            label={`${done + skipped} of ${mine} items dealt with`}
          />
          <p className={classes.counts}>
            <strong>{formatCount(leftOf(audit))} left</strong> of {formatCount(mine)}
            {expected !== null && <> · {aboutTime(expected)} at your pace</>}
          </p>
        </div>
      </div>
      <Button
        variant="primary"
        size="l"
        chord={firstChord('today_continue', changes)}
        icon={<IconArrowRight size={19} stroke={1.8} />}
        onClick={onGo}
      >
        {isRound ? (hasBegun ? 'Continue the round' : 'Begin the round') : hasBegun ? 'Continue' : 'Begin'}
      </Button>
    </section>
  );
}

/** Nothing waits for this person. */
export function NothingWaits({ hasDone, mayPlan }: { hasDone: boolean; mayPlan: boolean }): ReactNode {
  return (
    <section className={classes.panel} data-quiet aria-label="Next">
      <div className={classes.words}>
        <p className={classes.lead}>
          <IconCircleCheck size={18} stroke={1.7} aria-hidden />
          {hasDone ? 'Everything is dealt with' : 'Nothing waits for you'}
        </p>
        <h2 className={classes.title}>
          {hasDone ? 'That was all. Enjoy the rest of your day.' : 'No item is yours to judge right now.'}
        </h2>
        <p className={classes.counts}>
          What you submitted can be opened again until its audit closes.{' '}
          {mayPlan && (
            <>
              You could <Link to={paths.plan}>plan the next audit</Link> or look at the{' '}
              <Link to={paths.reports}>report</Link>.
            </>
          )}
        </p>
      </div>
    </section>
  );
}
