/**
 * Listens for one chord. While it listens, no other shortcut is heard; Escape and leaving it cancel, Tab moves on as
 * everywhere. Invariant: a press that can never be a chord (a lone modifier, a composition) is waited out.
 */
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { chordOf } from '../../lib/press.ts';
import { pressOf, useSuspendedShortcuts } from '../../lib/shortcuts.ts';
import classes from './settings.module.css';

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);

export function ChordCapture({
  title,
  onChord,
  onEscape,
  onLeave,
}: {
  title: string;
  onChord: (chord: string) => void;
  onEscape: () => void;
  /** Focus went elsewhere. */
  onLeave: () => void;
}): ReactNode {
  const field = useRef<HTMLButtonElement>(null);
  useSuspendedShortcuts(true);
  useEffect(() => field.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      onEscape();
      return;
    }
    const chord = chordOf(pressOf(event.nativeEvent), isMac);
    if (chord !== null) onChord(chord);
  };
  return (
    <button
      ref={field}
      type="button"
      className={classes.capture}
      aria-label={`Press a key · Esc cancels: the new key of “${title}”`}
      onKeyDown={onKeyDown}
      onBlur={onLeave}
    >
      Press a key · Esc cancels
    </button>
  );
}
