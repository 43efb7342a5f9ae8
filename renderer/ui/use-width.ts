/** The width that an element has, followed as it changes: drawings are laid out to it. 0 until it is known. */
import { useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

export function useWidth<E extends Element>(): [RefObject<E | null>, number] {
  const element = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const of = element.current;
    if (of === null) return undefined;
    setWidth(Math.floor(of.getBoundingClientRect().width));
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(of);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
