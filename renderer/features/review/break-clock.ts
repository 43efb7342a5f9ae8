/**
 * When a break is due: how long a person has been reviewing without a pause, over items and audits. Pure: every call is
 * told the time.
 *
 * Invariant: a pause of five minutes is a break, whatever it was for; time in which nothing happened counts as in the
 * clock of an item, its first minute and no more.
 */
import { z } from 'zod';
import { IDLE_AFTER_MS } from './task-clock.ts';

/** A pause that long begins anew. */
export const PAUSE_MS = 5 * 60_000;
/** For so long a notice is put off. */
const PUT_OFF_MS = 10 * 60_000;

export const breakClock = z.object({
  /** Reviewing since the last pause, milliseconds. */
  workedMs: z.number().min(0),
  lastActAt: z.number(),
  /** No notice before. */
  quietUntil: z.number(),
});
export type BreakClock = z.infer<typeof breakClock>;

export function startBreakClock(now: number): BreakClock {
  return { workedMs: 0, lastActAt: now, quietUntil: 0 };
}

/** The person did something. A clock that was set back in the meantime counts nothing. */
export function noteWork(clock: BreakClock, now: number): BreakClock {
  const sinceMs = now - clock.lastActAt;
  if (sinceMs >= PAUSE_MS) return startBreakClock(now);
  return {
    ...clock,
    workedMs: clock.workedMs + Math.min(Math.max(0, sinceMs), IDLE_AFTER_MS),
    lastActAt: now,
  };
}

/** Puts the notice off. */
export function putOff(clock: BreakClock, now: number): BreakClock {
  return { ...clock, quietUntil: now + PUT_OFF_MS };
}

/** Whether a break is due now. `afterMinutes` 0: never. Who is pausing already is not told to. */
export function isBreakDue(clock: BreakClock, now: number, afterMinutes: number): boolean {
  if (afterMinutes === 0 || now - clock.lastActAt >= PAUSE_MS) return false;
  return clock.workedMs >= afterMinutes * 60_000 && now >= clock.quietUntil;
}
