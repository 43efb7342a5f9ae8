/** How much room there is: for three columns side by side, and for a queue with words. */
import { useLayoutEffect, useState, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';

/** Below this many pixels for the three columns the prompt becomes a strip. */
const THREE_COLUMNS_PX = 780;
const SMALL_WINDOW = '(max-width: 1180px)';

export function useIsNarrow(reading: RefObject<HTMLElement | null>): boolean {
  const [isNarrow, setNarrow] = useState(() => window.innerWidth < 1420);
  useLayoutEffect(() => {
    const element = reading.current;
    if (element === null) return undefined;
    const measure = (): void => setNarrow(element.clientWidth < THREE_COLUMNS_PX);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [reading]);
  return isNarrow;
}

function subscribeSmall(listener: () => void): () => void {
  const query = window.matchMedia(SMALL_WINDOW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

export function useIsSmallWindow(): boolean {
  return useSyncExternalStore(subscribeSmall, () => window.matchMedia(SMALL_WINDOW).matches);
}
