/** Beside the list: the day so far, what would keep work from going on, and the keys of this screen. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { AppStatus } from '../../../shared/contract/status.ts';
import type { AuditSummary, TodayAudit } from '../../../shared/contract/audits.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { useAtRest } from '../../lib/use-at-rest.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { rules, useWaitingCases } from './today-queries.ts';
import { aboutTime, leftOf } from './today-view.ts';
import classes from './aside.module.css';

export interface DayAsideProps {
  audits: readonly AuditSummary[];
  today: readonly TodayAudit[];
  status: AppStatus | null;
  canTake: boolean;
}

function Day({ audits, today }: Pick<DayAsideProps, 'audits' | 'today'>): ReactNode {
  const judged = today.reduce((sum, one) => sum + one.judged, 0);
  const open = audits.filter((audit) => audit.state !== 'closed' && leftOf(audit) > 0);
  const left = open.reduce((sum, audit) => sum + leftOf(audit), 0);
  const leftMs = today.reduce((sum, one) => sum + (one.leftMs ?? 0), 0);
  const waits = open.length > 1 ? `in ${formatCounted(open.length, 'audit')}` : '';
  return (
    <section aria-labelledby="today-day">
      <h2 id="today-day" className={classes.title}>
        Your day
      </h2>
      <dl className={classes.figures}>
        <div>
          <dd>{formatCount(judged)}</dd>
          <dt>judged today</dt>
        </div>
        <div>
          <dd>{formatCount(left)}</dd>
          <dt>left {waits}</dt>
        </div>
      </dl>
      <p className={classes.words}>
        {left === 0
          ? 'Nothing is left for now.'
          : leftMs > 0
            ? `What is left takes ${aboutTime(leftMs)} at your pace.`
            : 'After five items this place tells how long the rest will take.'}
      </p>
      <p className={classes.words}>
        <Link to={paths.ownPage}>My page</Link> tells how you judge, to you alone.
      </p>
    </section>
  );
}

/** For whoever settles them: the disagreements that wait. Asked for once the screen has stood for a while. */
function Cases({ status }: { status: AppStatus | null }): ReactNode {
  const isAtRest = useAtRest();
  const waiting = useWaitingCases(isAtRest && rules(status?.person));
  if (waiting === undefined || waiting === 0) return null;
  return (
    <section aria-labelledby="today-cases">
      <h2 id="today-cases" className={classes.title}>
        Disagreements
      </h2>
      <p className={classes.words}>
        <Link to={paths.disagreements}>{formatCounted(waiting, 'disagreement')}</Link>{' '}
        {waiting === 1 ? 'waits' : 'wait'} for your ruling.
      </p>
    </section>
  );
}

/** What of hub and network matters to somebody who begins to work. */
function Hub({ status }: { status: AppStatus | null }): ReactNode {
  if (status === null || status.sync.phase === 'no_hub') return null;
  const { phase, isOnline, waiting } = status.sync;
  const waits =
    waiting === 0 ? 'Everything is sent.' : `${formatCounted(waiting, 'event')} waiting to be sent.`;
  const needsPerson = phase === 'signed_out' || phase === 'halted';
  const words = needsPerson
    ? 'Your work is kept here. Sync needs you once.'
    : isOnline === false
      ? `No network: you can work on. ${waits} It goes out by itself when the hub is back.`
      : waits;
  return (
    <section aria-labelledby="today-hub">
      <h2 id="today-hub" className={classes.title}>
        Hub
      </h2>
      <p className={classes.words} data-tone={needsPerson ? 'bad' : isOnline === false ? 'warn' : 'quiet'}>
        <span className={classes.dot} aria-hidden />
        {words} {needsPerson && <Link to={paths.sync}>Open Sync</Link>}
      </p>
    </section>
  );
}

const keyRows = [
  { id: 'today_continue', words: 'Go on with the next item' },
  { id: 'today_next', words: 'Next audit' },
  { id: 'today_previous', words: 'Previous audit' },
  { id: 'today_take', words: 'Take it with you' },
  { id: 'palette', words: 'Find anything' },
  { id: 'keys', words: 'All keys' },
] as const;

function Keys({ canTake }: { canTake: boolean }): ReactNode {
  const changes = useKeyChanges();
  return (
    <section aria-labelledby="today-keys">
      <h2 id="today-keys" className={classes.title}>
        Keys
      </h2>
      <dl className={classes.keys}>
        {keyRows
          .filter(({ id }) => canTake || id !== 'today_take')
          .map(({ id, words }) => {
            const chord = firstChord(id, changes);
            return chord === undefined ? null : (
              <div key={id}>
                <dt>{words}</dt>
                <dd>
                  <Kbd chord={chord} />
                </dd>
              </div>
            );
          })}
      </dl>
    </section>
  );
}

export function DayAside({ audits, today, status, canTake }: DayAsideProps): ReactNode {
  return (
    <aside className={classes.aside} aria-label="The day">
      <Day audits={audits} today={today} />
      <Cases status={status} />
      <Hub status={status} />
      <Keys canTake={canTake} />
    </aside>
  );
}
