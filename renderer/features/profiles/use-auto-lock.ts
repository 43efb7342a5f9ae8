/**
 * Locks a window that nobody has touched for as long as the group allows, and tells the backend now and then that somebody
 * is there. Must not render on keys or moves: they only set a time.
 */
import { useEffect, useState } from 'react';
import { lockNow, tellPresence } from '../../lib/profiles.ts';
import type { Idle } from './idle-rules.ts';
import { idleAt } from './idle-rules.ts';

const LOOK_EVERY_MS = 1_000;
const TELL_EVERY_MS = 60_000;
const acts = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;

/** Seconds until the lock while it is near; null otherwise. */
export function useAutoLock(lockAfterMinutes: number): number | null {
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(() => {
    if (lockAfterMinutes === 0) return undefined;
    let lastActAt = Date.now();
    let toldAt = Date.now();
    let isLocking = false;
    const act = (): void => {
      lastActAt = Date.now();
    };
    const look = (): void => {
      const now = Date.now();
      const idle: Idle = idleAt(now, lastActAt, lockAfterMinutes);
      setSeconds(idle.kind === 'warning' ? idle.seconds : null);
      if (idle.kind === 'due' && !isLocking) {
        isLocking = true;
        // A backend that does not answer now is asked again at the next look.
        lockNow().catch(() => (isLocking = false));
      } else if (lastActAt > toldAt && now - toldAt >= TELL_EVERY_MS) {
        toldAt = now;
        tellPresence();
      }
    };
    for (const kind of acts) window.addEventListener(kind, act, { capture: true, passive: true });
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => {
      for (const kind of acts) window.removeEventListener(kind, act, { capture: true });
      clearInterval(timer);
      setSeconds(null);
    };
  }, [lockAfterMinutes]);
  return seconds;
}
