/** When an unattended window locks. Pure: times are passed in, in milliseconds. */

/** How long before the lock a window says so. */
const WARNING_MS = 30_000;

export type Idle = { kind: 'present' } | { kind: 'warning'; seconds: number } | { kind: 'due' };

/** @param lockAfterMinutes 0 for never */
export function idleAt(now: number, lastActAt: number, lockAfterMinutes: number): Idle {
  if (lockAfterMinutes === 0) return { kind: 'present' };
  // The clock may have been set back meanwhile: then the time since the last act is not known and counts as none.
  const leftMs = lockAfterMinutes * 60_000 - Math.max(0, now - lastActAt);
  if (leftMs <= 0) return { kind: 'due' };
  if (leftMs > WARNING_MS) return { kind: 'present' };
  return { kind: 'warning', seconds: Math.ceil(leftMs / 1000) };
}
