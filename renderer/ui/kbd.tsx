/**
 * A key or chord as people read it: `Mod` becomes ⌘ on a Mac and Ctrl elsewhere, arrows become arrows.
 * Knows nothing of commands; it draws the chord that it is given.
 */
import type { ReactNode } from 'react';
import classes from './kbd.module.css';

const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

const words: Record<string, string> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  Shift: isMac ? '⇧' : 'Shift',
  Alt: isMac ? '⌥' : 'Alt',
  Enter: '⏎',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Space: 'Space',
};

/** Text of a chord such as `Mod+Enter`. */
export function chordText(chord: string): string {
  return chord
    .split('+')
    .map((part) => words[part] ?? (part === '' ? '+' : part))
    .join(isMac ? '' : ' ');
}

export function Kbd({ chord, isBare = false }: { chord: string; isBare?: boolean }): ReactNode {
  return (
    <kbd className={classes.kbd} data-bare={isBare || undefined}>
      {chordText(chord)}
    </kbd>
  );
}
