/**
 * Owns how the state of sync is said: phase, what it means for the person, the words of the proof. Must not know how
 * sync works. Invariant: whatever the phase, the text says that work goes on, and never promises what the hub has
 * not confirmed.
 */
import type { SyncStatus } from '../../../shared/contract/status.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';

export interface PhaseView {
  title: string;
  detail: string;
  tone: 'good' | 'warn' | 'bad' | 'accent' | 'quiet';
  /** Shape that repeats the tone. */
  mark: string;
  isBusy: boolean;
}

const calm = { isBusy: false } as const;

/** The phase in words. */
export function phaseView(status: SyncStatus): PhaseView {
  switch (status.phase) {
    case 'no_hub':
      return {
        ...calm,
        title: 'No hub is connected',
        detail:
          'All work stays on this computer and is complete here. Connect a hub to share it with others.',
        tone: 'quiet',
        mark: '○',
      };
    case 'pushing':
    case 'pulling':
      return busyView(status);
    case 'idle':
      return idleView(status);
    case 'waiting':
      return waitingView(status);
    case 'signed_out':
      return {
        ...calm,
        title: 'Signed out',
        detail: `The hub no longer accepts the token. Connect again with a new one. ${keptHere(status)}`,
        tone: 'bad',
        mark: '✕',
      };
    case 'halted':
      return {
        ...calm,
        title: 'Stopped',
        detail: `Something between this computer and the hub needs a person. ${keptHere(status)}`,
        tone: 'bad',
        mark: '✕',
      };
  }
}

/** What waits, and that work goes on. */
function keptHere({ waiting }: SyncStatus): string {
  return waiting === 0
    ? 'Nothing waits. Work goes on.'
    : `${formatCounted(waiting, 'event')} kept safe here. Work goes on.`;
}

function busyView({ phase, waiting }: SyncStatus): PhaseView {
  const isPush = phase === 'pushing';
  return {
    title: isPush ? 'Sending' : 'Receiving',
    detail: isPush
      ? `${formatCounted(waiting, 'event')} on the way to the hub. You can go on working.`
      : 'Reading what is new at the hub. You can go on working.',
    tone: 'accent',
    mark: isPush ? '↑' : '↓',
    isBusy: true,
  };
}

function waitingView(status: SyncStatus): PhaseView {
  const detail =
    status.waiting === 0
      ? 'The hub has everything that was done here. Work goes on.'
      : `${formatCounted(status.waiting, 'event')} kept safe here until the hub can be reached. Work goes on.`;
  return {
    ...calm,
    title: status.isOnline === false ? 'Offline' : 'Waiting to try again',
    detail,
    tone: 'warn',
    mark: '◐',
  };
}

function idleView(status: SyncStatus): PhaseView {
  if (status.waiting > 0) {
    return {
      ...calm,
      title: 'About to send',
      detail: `${formatCounted(status.waiting, 'event')} ${status.waiting === 1 ? 'goes' : 'go'} to the hub in a moment.`,
      tone: 'accent',
      mark: '◔',
    };
  }
  return {
    ...calm,
    title: 'In step with the hub',
    detail: 'Everything that was done here has been confirmed by the hub.',
    tone: 'good',
    mark: '✓',
  };
}

export interface Proof {
  isComplete: boolean;
  localEvents: number;
  hubEvents: number;
  headsMatch: boolean;
}

/** The proof as one sentence. */
export function proofSentence(proof: Proof): string {
  const local = formatCounted(proof.localEvents, 'event');
  if (proof.isComplete) {
    return `Nothing is missing: ${local} here, ${formatCount(proof.hubEvents)} at the hub, and the heads match.`;
  }
  if (proof.localEvents > proof.hubEvents) {
    const behind = formatCounted(proof.localEvents - proof.hubEvents, 'event');
    return `The hub lacks ${behind}: ${formatCount(proof.localEvents)} here, ${formatCount(proof.hubEvents)} there.`;
  }
  return proof.headsMatch
    ? `Not complete: ${local} here, ${formatCount(proof.hubEvents)} at the hub.`
    : `The histories differ: ${local} here, ${formatCount(proof.hubEvents)} at the hub, and the heads do not match.`;
}
