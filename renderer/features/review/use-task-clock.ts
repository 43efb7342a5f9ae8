/** The clock of the item in hand, fed by what the person does in the window. */
import { useCallback, useEffect, useRef } from 'react';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { noteAct, noteHidden, readClock, startClock } from './task-clock.ts';
import type { TaskClock } from './task-clock.ts';

const acts = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

const isSeen = (): boolean => document.visibilityState === 'visible';

/** Reads the time on task of an item, milliseconds. `counted` is what was counted before it came into hand. */
export function useTaskClock(itemId: ItemId | null, counted: number): () => number {
  const clock = useRef<TaskClock | null>(null);
  const owner = useRef<ItemId | null>(null);
  /** Time on items that were looked at and left blank, which no draft keeps. */
  const left = useRef(new Map<ItemId, number>());

  useEffect(() => {
    if (itemId === null) return undefined;
    const now = Date.now();
    clock.current = startClock(Math.max(counted, left.current.get(itemId) ?? 0), now, isSeen());
    owner.current = itemId;
    const kept = left.current;
    return () => {
      if (clock.current !== null) kept.set(itemId, readClock(clock.current, Date.now()));
    };
    // What was counted before matters only when the item comes into hand.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [itemId]);

  useEffect(() => {
    const onAct = (): void => {
      if (clock.current !== null && isSeen()) clock.current = noteAct(clock.current, Date.now());
    };
    const onSeen = (): void => {
      if (isSeen()) onAct();
      else if (clock.current !== null) clock.current = noteHidden(clock.current, Date.now());
    };
    for (const name of acts) window.addEventListener(name, onAct, { passive: true });
    document.addEventListener('visibilitychange', onSeen);
    return () => {
      for (const name of acts) window.removeEventListener(name, onAct);
      document.removeEventListener('visibilitychange', onSeen);
    };
  }, []);

  return useCallback(() => (clock.current === null ? 0 : readClock(clock.current, Date.now())), []);
}
