/**
 * The letters of reviewers beside what they marked, laid over the text without touching it. Hidden from screen readers: the
 * list of spans in the answers says the same in words.
 */
import { useLayoutEffect, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import classes from './reading-columns.module.css';

export interface SpanLetter {
  key: string;
  letter: string;
  /** Where its text begins now; null while it is not drawn. */
  range: () => Range | null;
}

interface Place {
  key: string;
  letters: string;
  left: number;
  top: number;
}

/** Letters at one place stand together. */
function placesOf(root: HTMLElement, letters: readonly SpanLetter[]): Place[] {
  const origin = root.getBoundingClientRect();
  const places = new Map<string, Place>();
  for (const { key, letter, range } of letters) {
    const box = range()?.getClientRects()[0];
    if (box === undefined) continue;
    const left = Math.round(box.left - origin.left);
    const top = Math.round(box.top - origin.top);
    const at = `${left} ${top}`;
    const held = places.get(at);
    if (held === undefined) places.set(at, { key, letters: letter, left, top });
    else if (!held.letters.includes(letter)) held.letters += ` ${letter}`;
  }
  return [...places.values()];
}

export interface SpanLettersProps {
  root: RefObject<HTMLElement | null>;
  letters: readonly SpanLetter[];
  /** When this changes the text stands elsewhere. */
  of: unknown;
}

export function SpanLetters({ root, letters, of }: SpanLettersProps): ReactNode {
  const [places, setPlaces] = useState<readonly Place[]>([]);
  useLayoutEffect(() => {
    const element = root.current;
    if (element === null) return undefined;
    const place = (): void => setPlaces(letters.length === 0 ? [] : placesOf(element, letters));
    place();
    const observer = new ResizeObserver(place);
    observer.observe(element);
    return () => observer.disconnect();
  }, [root, letters, of]);
  return places.map(({ key, letters: told, left, top }) => (
    <span key={key} className={classes.letter} style={{ left, top }} aria-hidden>
      {told}
    </span>
  ));
}
