/**
 * Time on task: runs while the window is seen and the person does something at least once a minute; the minute of
 * silence itself does not count beyond its first 60 seconds. Pure: every call is told the time.
 */
export const IDLE_AFTER_MS = 60_000;

export interface TaskClock {
  /** Counted so far, milliseconds. */
  countedMs: number;
  /** Since when it runs; null while it stands. */
  runningSince: number | null;
  lastActAt: number;
}

export function startClock(countedMs: number, now: number, isSeen: boolean): TaskClock {
  return { countedMs, runningSince: isSeen ? now : null, lastActAt: now };
}

/** Time on task at `now`. */
export function readClock(clock: TaskClock, now: number): number {
  if (clock.runningSince === null) return clock.countedMs;
  const until = Math.min(now, clock.lastActAt + IDLE_AFTER_MS);
  return clock.countedMs + Math.max(0, until - clock.runningSince);
}

function stopped(clock: TaskClock, now: number): TaskClock {
  return { ...clock, countedMs: readClock(clock, now), runningSince: null };
}

/** The person did something: a clock that stood idle starts again from here. */
export function noteAct(clock: TaskClock, now: number): TaskClock {
  if (clock.runningSince !== null && now - clock.lastActAt <= IDLE_AFTER_MS)
    return { ...clock, lastActAt: now };
  return { ...stopped(clock, now), runningSince: now, lastActAt: now };
}

/** The window was hidden. */
export function noteHidden(clock: TaskClock, now: number): TaskClock {
  return stopped(clock, now);
}
