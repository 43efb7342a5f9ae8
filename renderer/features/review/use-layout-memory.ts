/**
 * Remembers how a person divided a group of panels. Only what follows from an act of theirs (a drag, a key, a fold) is
 * kept: a window that was small for a moment must not fold the queue for ever.
 */
import { useMemo, useRef } from 'react';
import type { GroupProps, Layout } from 'react-resizable-panels';
import { z } from 'zod';
import { readRemembered, remember } from '../../lib/remembered.ts';

const layout = z.record(z.string(), z.number());
const FOLLOWS_WITHIN_MS = 1_000;

type Remembering = Pick<
  GroupProps,
  'defaultLayout' | 'onLayoutChanged' | 'onPointerDownCapture' | 'onPointerUpCapture' | 'onKeyDownCapture'
>;

/** Spread onto a `Group`. `key` names the group in this device's storage. */
export function useLayoutMemory(key: string): Remembering {
  const actedAt = useRef(Number.NEGATIVE_INFINITY);
  return useMemo(() => {
    const note = (): void => {
      actedAt.current = performance.now();
    };
    const held = readRemembered(key, (value) => layout.safeParse(value).data ?? null);
    return {
      ...(held === null ? {} : { defaultLayout: held }),
      onLayoutChanged: (next: Layout) => {
        if (performance.now() - actedAt.current < FOLLOWS_WITHIN_MS) remember(key, next);
      },
      onPointerDownCapture: note,
      onPointerUpCapture: note,
      onKeyDownCapture: note,
    };
  }, [key]);
}
