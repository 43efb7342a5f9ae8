/**
 * A key or chord as people read it: `Mod` becomes ⌘ on a Mac and Ctrl elsewhere, arrows become arrows.
 * Knows nothing of commands; it draws the chord that it is given.
 */
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconCornerDownLeft,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import spoken from './spoken.module.css';
import classes from './kbd.module.css';

const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

const words: Record<string, string> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  Shift: isMac ? '⇧' : 'Shift',
  Alt: isMac ? '⌥' : 'Alt',
  Enter: 'Enter',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** Keys that are drawn: the shipped fonts have no glyph of equal weight for them. */
const drawn: Record<string, typeof IconArrowUp> = {
  ArrowUp: IconArrowUp,
  ArrowDown: IconArrowDown,
  ArrowLeft: IconArrowLeft,
  ArrowRight: IconArrowRight,
  Enter: IconCornerDownLeft,
};

/** The keys of a chord; the plus key itself is an empty part between two separators. */
function partsOf(chord: string): string[] {
  const parts = chord.split('+');
  return chord.endsWith('+') ? [...parts.filter((part) => part !== ''), '+'] : parts;
}

function wordOf(part: string, isAlone: boolean): string {
  return words[part] ?? (isAlone ? part : part.toUpperCase());
}

/** Text of a chord such as `Mod+Enter`, for tooltips and screen readers. */
export function chordText(chord: string): string {
  const parts = partsOf(chord);
  return parts.map((part) => wordOf(part, parts.length === 1)).join(' ');
}

export function Kbd({ chord, isBare = false }: { chord: string; isBare?: boolean }): ReactNode {
  const parts = partsOf(chord);
  return (
    <kbd className={classes.kbd} data-bare={isBare || undefined}>
      {parts.map((part) => {
        const Icon = drawn[part];
        return Icon === undefined ? (
          <span key={part}>{wordOf(part, parts.length === 1)}</span>
        ) : (
          <span key={part} className={classes.drawn}>
            <Icon size={12} stroke={2.2} aria-hidden />
            <span className={spoken.only}>{wordOf(part, true)}</span>
          </span>
        );
      })}
    </kbd>
  );
}
