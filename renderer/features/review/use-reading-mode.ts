/** How prompt, context and output stand in the room that the bench has for them now. */
import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';
import { isFolded, useFolded } from './folds.ts';
import { readingModeOf } from './layout-rules.ts';
import type { ReadingMode } from './layout-rules.ts';

/** What rail, queue and scorecard take of a window, roughly: for the first paint, before anything can be measured. */
const TAKEN = 0.46;

export function useReadingMode(reading: RefObject<HTMLElement | null>): ReadingMode {
  const isPromptFolded = useFolded('prompt');
  const isContextFolded = useFolded('context');
  const [mode, setMode] = useState(() => readingModeOf(window.innerWidth * (1 - TAKEN), isFolded));
  useLayoutEffect(() => {
    const element = reading.current;
    if (element === null) return undefined;
    const measure = (): void => setMode(readingModeOf(element.clientWidth, isFolded));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [reading, isPromptFolded, isContextFolded]);
  return mode;
}
