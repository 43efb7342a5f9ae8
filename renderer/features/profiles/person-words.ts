/** What the lock screen says of a person: initials, how much of theirs waits, how long a PIN has to wait. Pure. */
import type { Profile } from '../../../shared/contract/profiles.ts';
import { formatCounted } from '../../lib/format.ts';

/** One or two characters that stand for a name in any script. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => word !== '');
  const first = firstCharacter(words[0] ?? '');
  const last = words.length > 1 ? firstCharacter(words.at(-1) ?? '') : '';
  return `${first}${last}`.toLocaleUpperCase('en');
}

export function waitingWords({ waiting, lastOpenedAt }: Profile): string {
  if (lastOpenedAt === null) return 'not opened yet';
  if (waiting === 0) return 'everything is sent';
  return `${formatCounted(waiting, 'event')} ${waiting === 1 ? 'waits' : 'wait'} to be sent`;
}

/** Whole seconds until another PIN is looked at; 0 for now. */
export function secondsUntil(nextTryAt: string | null, now: number): number {
  if (nextTryAt === null) return 0;
  return Math.max(0, Math.ceil((new Date(nextTryAt).getTime() - now) / 1000));
}

/** `12 seconds`, `4:05 minutes`. */
export function waitWords(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} minutes`;
}

function firstCharacter(word: string): string {
  const segments = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(word);
  return segments[Symbol.iterator]().next().value?.segment ?? '';
}
