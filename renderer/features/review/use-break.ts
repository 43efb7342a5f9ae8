/**
 * Whether a break is due while the bench is shown: hears what the person does, remembers it over a reload. Nothing here
 * renders or stores while a key is being handled.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { readRemembered, remember } from '../../lib/remembered.ts';
import { usePreferences } from '../../lib/use-preferences.ts';
import type { BreakClock } from './break-clock.ts';
import { breakClock, isBreakDue, noteWork, putOff, startBreakClock } from './break-clock.ts';

/** As often it is looked whether a break is due, and what was counted is remembered. */
const LOOK_EVERY_MS = 5_000;
const KEY = 'break';
const acts = ['keydown', 'pointerdown', 'wheel'] as const;

const readClock = (): BreakClock =>
  readRemembered(KEY, (value) => breakClock.safeParse(value).data ?? null) ?? startBreakClock(Date.now());

export interface Break {
  isDue: boolean;
  /** Reviewing without a pause, whole minutes, as of when the break became due. */
  minutes: number;
  putOff: () => void;
}

export function useBreak(): Break {
  const after = usePreferences().data?.breakAfterMinutes ?? 0;
  const clock = useRef<BreakClock | null>(null);
  const [minutes, setMinutes] = useState<number | null>(null);

  useEffect(() => {
    clock.current = readClock();
    const note = (): void => {
      if (clock.current !== null) clock.current = noteWork(clock.current, Date.now());
    };
    const look = (): void => {
      if (clock.current === null) return;
      remember(KEY, clock.current);
      const isDue = isBreakDue(clock.current, Date.now(), after);
      // The figure stands still while the notice is shown: it is read once.
      const worked = Math.floor(clock.current.workedMs / 60_000);
      setMinutes((before) => (isDue ? (before ?? worked) : null));
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    for (const act of acts) window.addEventListener(act, note, { capture: true, passive: true });
    window.addEventListener('pagehide', look);
    return () => {
      look();
      clearInterval(timer);
      for (const act of acts) window.removeEventListener(act, note, { capture: true });
      window.removeEventListener('pagehide', look);
    };
  }, [after]);

  const later = useCallback(() => {
    if (clock.current === null) return;
    clock.current = putOff(clock.current, Date.now());
    remember(KEY, clock.current);
    setMinutes(null);
  }, []);

  return { isDue: minutes !== null, minutes: minutes ?? 0, putOff: later };
}
