/** After a run: the proof in plain words, what can be done on the way, and what happens afterwards. */
import { IconCheck, IconPlaneDeparture, IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { TakenAudit } from '../../../shared/contract/offline.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { formatCount } from '../../lib/format.ts';
import { keptWords } from '../../lib/kept-until.ts';
import { paths } from '../../lib/navigation.ts';
import { Panel } from '../../ui/panel.tsx';
import { proofWords, returnWords } from './take-words.ts';
import classes from './take.module.css';

export interface TakeProofProps {
  items: number;
  bytes: number;
  at: string;
  /** Those that were taken along, the most urgent first. */
  audits: readonly TakenAudit[];
  now: number;
}

export function TakeProof({ items, bytes, at, audits, now }: TakeProofProps): ReactNode {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const first = audits.find((one) => one.open > 0);
  const kept = audits.flatMap((one) => one.keptUntil ?? []).toSorted()[0];
  return (
    <Panel className={classes.proof}>
      <div className={classes.proofHead}>
        <span className={classes.seal} aria-hidden>
          <IconCheck size={26} stroke={2.2} />
        </span>
        <div>
          <h2 ref={title} tabIndex={-1} className={classes.proofTitle}>
            {items === 1 ? 'The one answer is' : `All ${formatCount(items)} answers are`} on this computer
          </h2>
          <p className={classes.proofWords}>{proofWords({ items, bytes, at }, now)}</p>
        </div>
      </div>
      <WayAndReturn kept={kept === undefined ? null : keptWords(kept, now).words} level={3} />
      {first !== undefined && (
        <p className={classes.proofActs}>
          <Link className={classes.go} to={paths.review(first.auditId)}>
            Begin with {first.title}
          </Link>
          <Link to={paths.today}>Back to Today</Link>
        </p>
      )}
    </Panel>
  );
}

/** What can be done on the way, and what becomes of it. */
export function WayAndReturn({ kept, level }: { kept: string | null; level: 2 | 3 }): ReactNode {
  const Heading = level === 2 ? 'h2' : 'h3';
  const { status } = useAppStatus();
  const sync = status?.sync;
  return (
    <div className={classes.after}>
      <section>
        <Heading>
          <IconPlaneDeparture size={17} stroke={1.6} aria-hidden /> On the way
        </Heading>
        <p>
          Judge, mark evidence, skip, flag, reopen: all of it works as usual, for days, and is stored the
          moment you do it. New items and what others answered come when you are back.
        </p>
        {kept !== null && (
          <p>
            {kept.charAt(0).toUpperCase() + kept.slice(1)}. After that this computer erases them by itself;
            your reviews stay.
          </p>
        )}
      </section>
      <section>
        <Heading>
          <IconRefresh size={17} stroke={1.6} aria-hidden /> When you are back
        </Heading>
        <p>{returnWords(sync?.waiting ?? 0, sync !== undefined && sync.phase !== 'no_hub')}</p>
        <p>
          <Link to={paths.sync}>Sync</Link> shows what waits, and proves afterwards that nothing is missing.
        </p>
      </section>
    </div>
  );
}
