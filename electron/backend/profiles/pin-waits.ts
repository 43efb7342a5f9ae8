/**
 * How long the next PIN has to wait after wrong ones. Pure: the clocks are passed in.
 *
 * Invariant: no change of the computer's clock makes a wait shorter while the computer runs, and setting it back never
 * does: time counts only as far as both the wall clock and the time since the computer's start have moved on.
 */
export interface Attempts {
  /** Wrong PINs since the last right one. */
  failures: number;
  /** Wall clock at the last of them, milliseconds since 1970; null without any. */
  failedAtMs: number | null;
  /** Time since the computer's start at the last of them, milliseconds. */
  failedUptimeMs: number;
}

export interface Moment {
  wallMs: number;
  uptimeMs: number;
}

export const noAttempts: Attempts = { failures: 0, failedAtMs: null, failedUptimeMs: 0 };

const second = 1000;
const minute = 60 * second;
/** Pauses after that many wrong PINs; two slips of the finger cost nothing. */
const pauses: readonly number[] = [0, 0, 0, 5 * second, 15 * second, minute, 5 * minute, 15 * minute];
const longestPause = 60 * minute;

/** Pause after `failures` wrong PINs, milliseconds: a PIN of four digits then takes more than a year to guess. */
export function pauseAfter(failures: number): number {
  return pauses[failures] ?? longestPause;
}

/** Milliseconds until another PIN is looked at; 0 for now. */
export function remainingMs(attempts: Attempts, now: Moment): number {
  const pause = pauseAfter(attempts.failures);
  if (pause === 0 || attempts.failedAtMs === null) return 0;
  const byWall = now.wallMs - attempts.failedAtMs;
  // The clock was set back: the pause begins anew.
  if (byWall < 0) return pause;
  // A computer that was started again counts from zero; then only the wall clock can tell.
  const byUptime = now.uptimeMs - attempts.failedUptimeMs;
  return Math.max(0, pause - (byUptime < 0 ? byWall : Math.min(byWall, byUptime)));
}

/** What is to be kept when the clock was set back, so that the pause that begins anew also ends; else as it was. */
export function keepWithClock(attempts: Attempts, now: Moment): Attempts {
  if (attempts.failedAtMs === null || now.wallMs >= attempts.failedAtMs) return attempts;
  return { ...attempts, failedAtMs: now.wallMs, failedUptimeMs: now.uptimeMs };
}

export function withFailure(attempts: Attempts, now: Moment): Attempts {
  return { failures: attempts.failures + 1, failedAtMs: now.wallMs, failedUptimeMs: now.uptimeMs };
}

/** `12 seconds`, `5 minutes`: never less than what is left. */
export function waitInWords(ms: number): string {
  const seconds = Math.ceil(ms / second);
  if (seconds <= 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
