/**
 * The foot of the window: who am I, where does the hub stand, what waits, what was refused, how long is the ledger,
 * is the draft safe. Invariant: nothing here is guessed; when the backend is silent the foot says that first.
 */
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { AppStatus, SyncStatus } from '../../shared/contract/status.ts';
import { LockNotice } from '../features/profiles/lock-notice.tsx';
import { useAppStatus } from '../lib/app-status.ts';
import { useDraftStatus } from '../lib/draft-status.ts';
import { formatAgo, formatClock, formatCount, formatCounted } from '../lib/format.ts';
import { paths } from '../lib/navigation.ts';
import classes from './foot.module.css';

interface Said {
  tone: 'good' | 'warn' | 'bad' | 'quiet';
  words: string;
}

/** One sentence on the hub. */
function hubWords(sync: SyncStatus): Said {
  if (sync.phase === 'no_hub') return { tone: 'quiet', words: 'No hub, working on this device alone' };
  if (sync.phase === 'signed_out')
    return { tone: 'bad', words: 'The hub does not accept this token any more' };
  if (sync.phase === 'halted') return { tone: 'bad', words: 'Sync has stopped and needs you' };
  if (sync.isOnline === false) return { tone: 'warn', words: 'Hub offline, work goes on' };
  if (sync.phase === 'pushing') return { tone: 'good', words: 'Sending to the hub' };
  if (sync.phase === 'pulling') return { tone: 'good', words: 'Receiving from the hub' };
  if (sync.isOnline === null) return { tone: 'quiet', words: 'Hub not contacted yet' };
  return { tone: 'good', words: 'Hub reachable' };
}

function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

function SyncWords({ status }: { status: AppStatus }): ReactNode {
  const { sync } = status;
  const now = useNow(30_000);
  const hub = hubWords(sync);
  return (
    <>
      <Link to={paths.sync} className={classes.link} data-tone={hub.tone}>
        <span className={classes.dot} aria-hidden />
        <span className={classes.toned}>{hub.words}</span>
      </Link>
      {sync.phase !== 'no_hub' && (
        <span>
          {sync.waiting === 0 ? 'nothing waiting' : `${formatCounted(sync.waiting, 'event')} waiting`}
        </span>
      )}
      {sync.refused > 0 && (
        <Link to={paths.sync} className={classes.link} data-tone="bad">
          <span className={classes.toned}>{formatCount(sync.refused)} refused</span>
        </Link>
      )}
      {sync.lastSyncedAt !== null && (
        <span className={classes.wide} title={formatClock(sync.lastSyncedAt)}>
          last sync {formatAgo(sync.lastSyncedAt, now)}
        </span>
      )}
    </>
  );
}

const draftWords = {
  none: '',
  saving: 'saving draft …',
  saved: 'draft saved',
  failed: 'draft not saved',
} as const;

export function Foot(): ReactNode {
  const { phase, status, problem } = useAppStatus();
  const draft = useDraftStatus();
  return (
    <footer className={classes.foot} aria-label="State of sync and ledger">
      {phase === 'lost' && (
        <span role="alert" data-tone="bad" className={classes.toned} title={problem?.remedy}>
          {problem?.code === 'UNAUTHORIZED'
            ? 'No access any more: open Assay again'
            : 'Backend not reachable, trying again'}
        </span>
      )}
      {status === null && phase === 'connecting' && <span>Connecting to the backend …</span>}
      {status !== null && phase === 'live' && <SyncWords status={status} />}
      {status !== null && (
        <Link to={paths.trail} className={classes.link} title={`Ledger head ${status.ledger.headHash}`}>
          Ledger {formatCount(status.ledger.events)}
        </Link>
      )}
      <span className={classes.gap} />
      <LockNotice />
      <span aria-live="polite" data-tone={draft === 'failed' ? 'bad' : 'quiet'} className={classes.toned}>
        {draftWords[draft]}
      </span>
      {status !== null && (
        <Link to={paths.settings} className={classes.link} title={`Role: ${status.person.role}`}>
          {status.person.name}
        </Link>
      )}
    </footer>
  );
}
