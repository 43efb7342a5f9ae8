/**
 * Owns how taking along is said: what is here, what is to come, what was proved. Pure. Invariant: nothing is called whole
 * that was not read again, and no number is said that is not known.
 */
import type { TakenAudit } from '../../../shared/contract/offline.ts';
import { formatBytes, formatClock, formatCount, formatCounted, formatDay } from '../../lib/format.ts';

export interface AuditState {
  words: string;
  tone: 'good' | 'warn' | 'quiet' | 'accent';
  /** Shape that repeats the tone. */
  mark: string;
  isWhole: boolean;
}

/** Everything is here, was read again, and nothing has come since. */
export function isWhole(audit: TakenAudit): boolean {
  return audit.takenAt !== null && audit.here === audit.items && audit.newSince === 0;
}

/** How an audit stands. */
export function stateOf(audit: TakenAudit, now: number): AuditState {
  const { items, here, newSince, takenAt } = audit;
  if (takenAt !== null && newSince > 0) {
    return {
      words: `${formatCounted(newSince, 'item')} ${newSince === 1 ? 'is' : 'are'} new since`,
      tone: 'accent',
      mark: '+',
      isWhole: false,
    };
  }
  if (isWhole(audit) && takenAt !== null) {
    return { words: `whole, proved ${whenWords(takenAt, now)}`, tone: 'good', mark: '✓', isWhole: true };
  }
  if (here === items) return { words: 'here, not proved yet', tone: 'quiet', mark: '◔', isWhole: false };
  if (here === 0) return { words: 'not here yet', tone: 'quiet', mark: '○', isWhole: false };
  return {
    words: `${formatCount(here)} of ${formatCount(items)} here`,
    tone: 'warn',
    mark: '◐',
    isWhole: false,
  };
}

/** `at 21:04`, or `on 3 Mar 2026` for another day. */
function whenWords(iso: string, now: number): string {
  const isToday = new Date(iso).toDateString() === new Date(now).toDateString();
  return isToday ? `at ${formatClock(iso)}` : `on ${formatDay(iso)}`;
}

/** What is mine of it, how large it is, when it is due. */
export function factsOf({ items, open, bytes, dueAt }: TakenAudit): string {
  return [
    `${formatCounted(items, 'answer')} of yours`,
    open === 0 ? 'all judged' : `${formatCount(open)} to judge`,
    formatBytes(bytes),
    ...(dueAt === null ? [] : [`due ${formatDay(dueAt)}`]),
  ].join(' · ');
}

export interface Load {
  items: number;
  bytes: number;
  missing: number;
  missingBytes: number;
  /** Null when nothing is known of the speed. */
  seconds: number | null;
}

export function loadOf(audits: readonly TakenAudit[]): Load {
  const sum = (of: (audit: TakenAudit) => number): number =>
    audits.reduce((total, one) => total + of(one), 0);
  const seconds = audits.map((one) => one.seconds);
  return {
    items: sum((one) => one.items),
    bytes: sum((one) => one.bytes),
    missing: sum((one) => one.items - one.here),
    missingBytes: sum((one) => one.missingBytes),
    seconds: seconds.includes(null) ? null : sum((one) => one.seconds ?? 0),
  };
}

/** What the button will do, before it is pressed. */
export function loadWords(load: Load): string {
  const all = `${formatCounted(load.items, 'answer')}, ${formatBytes(load.bytes)}`;
  if (load.missing === 0) return `${all}. Nothing is to be fetched: everything is read again and proved.`;
  const time = load.seconds === null ? 'how long it takes is not known yet' : aboutSeconds(load.seconds);
  return `${all}. To fetch: ${formatCounted(load.missing, 'answer')}, ${formatBytes(load.missingBytes)}, ${time}.`;
}

function aboutSeconds(seconds: number): string {
  if (seconds < 2) return 'about a second';
  if (seconds < 90) return `about ${Math.ceil(seconds)} seconds`;
  return `about ${Math.ceil(seconds / 60)} minutes`;
}

/** The proof in plain words. */
export function proofWords(proof: { items: number; bytes: number; at: string }, now: number): string {
  const when = whenWords(proof.at, now);
  return `Read again and compared with the draw ${when}, byte for byte: ${formatBytes(proof.bytes)}.`;
}

/** What becomes of the work once there is a network again. */
export function returnWords(waiting: number, hasHub: boolean): string {
  if (!hasHub) return 'This computer works alone: there is nothing to send.';
  if (waiting === 0) return 'Nothing waits at the moment. What you do on the way goes by itself.';
  return waiting === 1
    ? '1 act of yours waits here. It goes by itself as soon as the hub answers.'
    : `${formatCounted(waiting, 'act')} of yours wait here. They go by themselves as soon as the hub answers.`;
}
