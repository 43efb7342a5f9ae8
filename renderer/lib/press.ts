/**
 * From a key press to the command that it names: pure rules over what the browser reports. Knows nothing of screens,
 * listeners or the clock.
 *
 * Invariant: nothing is heard during IME composition; what a key types counts before the place where it stands; a
 * button, link or menu that has focus keeps its own Enter and Space.
 */
import { normalChord } from '../../shared/commands/conflicts.ts';
import type { Command } from '../../shared/commands/command.ts';
import type { KeyChanges } from '../../shared/commands/registry.ts';
import { commands, listChords } from '../../shared/commands/registry.ts';

/** What of a key press matters here; a `KeyboardEvent` fits. */
export interface Press {
  key: string;
  /** The key's place on the keyboard, for layouts that type no Latin letter there. */
  code?: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
  keyCode: number;
  /** AltGr reports Ctrl and Alt on Windows although the person typed one character. */
  isAltGraph?: boolean;
}

/** How this person's keyboard is heard. */
export interface Hearing {
  isMac: boolean;
  /** The letter typed last was of another script: marks on letter keys stand for Latin letters too. */
  isOtherScript: boolean;
}

/** Where the press happened. */
export type Place = 'page' | 'text' | 'control';

const isCharacter = (key: string): boolean => [...key].length === 1;
export const isLetter = (key: string): boolean => /^\p{L}$/u.test(key);
export const isLatin = (key: string): boolean => /^\p{Script=Latin}$/u.test(key);

/** What the keys beside the letters type on a Latin keyboard; other scripts put letters there. */
const MARK_KEYS: Readonly<Record<string, string>> = {
  BracketLeft: '[',
  BracketRight: ']',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
};

/** Modifiers that a press holds and a chord names; null for those that belong to the system. */
function heldBy(press: Press, isMac: boolean): { mod: boolean; alt: boolean; shift: boolean } | null {
  const typed = isCharacter(press.key) && press.isAltGraph === true;
  const mod = !typed && (isMac ? press.metaKey : press.ctrlKey);
  const other = !typed && (isMac ? press.ctrlKey : press.metaKey);
  return other ? null : { mod, alt: !typed && press.altKey, shift: press.shiftKey };
}

function spell(key: string, held: { mod: boolean; alt: boolean; shift: boolean }): string {
  // A shifted mark is a key of its own (`?`); letters, named keys and shortcuts with Mod say Shift besides.
  const saysShift = held.shift && (!isCharacter(key) || isLetter(key) || held.mod);
  const parts = [held.mod ? 'Mod' : null, held.alt ? 'Alt' : null, saysShift ? 'Shift' : null];
  return normalChord([...parts, key === ' ' ? 'Space' : key].filter((part) => part !== null).join('+'));
}

const SILENT = ['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'Dead', 'Process', 'Unidentified'];

/** The chord of a press in the registry's spelling, or null for what can never be one. */
export function chordOf(press: Press, isMac: boolean): string | null {
  // Option and a letter is a dead key on a Mac, yet its place says which letter was meant.
  const isDeadOption = press.key === 'Dead' && isMac && press.altKey;
  if (press.isComposing || press.keyCode === 229) return null;
  if (SILENT.includes(press.key) && !isDeadOption) return null;
  const held = heldBy(press, isMac);
  if (held === null) return null;
  // With Option held a Mac types another character; the key itself is what the chord means.
  const key = isMac && held.alt ? (latinOf(press.code) ?? press.key) : press.key;
  return key === 'Dead' ? null : spell(key, held);
}

/** What stands on a key of a Latin keyboard: letter, digit or mark. */
function latinOf(code: string | undefined): string | null {
  const found = /^(?:Key([A-Z])|Digit([0-9]))$/.exec(code ?? '');
  return found === null ? (MARK_KEYS[code ?? ''] ?? null) : (found[1]?.toLowerCase() ?? found[2] ?? null);
}

/**
 * What a press may mean besides its own character, by the key's place: the Latin letter or mark under a letter of
 * another script, the digit of a row that types digits only with Shift. Null where the layout speaks for itself.
 */
export function chordByPlace(press: Press, hearing: Hearing): string | null {
  if (chordOf(press, hearing.isMac) === null || !isCharacter(press.key)) return null;
  const latin = latinOf(press.code);
  const held = heldBy(press, hearing.isMac);
  if (latin === null || held === null || press.isAltGraph === true) return null;
  // On a Mac marks such as `[` are typed with Option where the layout has no key for them.
  if (hearing.isMac && held.alt && !held.mod) return spell(press.key, { ...held, alt: false, shift: false });
  const isDigit = /^[0-9]$/.test(latin);
  // Shift and a digit is a mark of its own, such as `!`.
  if (isDigit) return held.shift || /^[0-9]$/.test(press.key) ? null : spell(latin, held);
  const isOther = isLetter(press.key) ? !isLatin(press.key) : hearing.isOtherScript && isLetter(latin);
  return isOther ? spell(latin, held) : null;
}

/** Whether a chord is a lone character: what WCAG 2.1.4 wants to be switched off by who dictates or trembles. */
export function isSingleKey(chord: string): boolean {
  return isCharacter(chord.replace(/^Shift\+(?=.)/, ''));
}

/**
 * The keys of a person who switched lone characters off: every command keeps its other chords. What acts on the
 * question in focus alone stays.
 */
export function withoutSingleKeys(changes: KeyChanges): KeyChanges {
  const without = commands
    .filter((one) => one.staysInFocus !== true)
    .map((one) => {
      const chords = listChords(one, changes);
      return [one.id, chords.filter((chord) => !isSingleKey(chord)).join(' ')] as const;
    });
  return { ...changes, ...Object.fromEntries(without) };
}

function findByChord(
  chord: string,
  place: Place,
  changes: KeyChanges,
  isHeard: (command: Command) => boolean,
): Command | null {
  if (place === 'control' && (chord === 'Enter' || chord === 'Space')) return null;
  for (const command of commands) {
    if (place === 'text' && command.worksInText !== true) continue;
    if (!isHeard(command)) continue;
    if (listChords(command, changes).some((one) => normalChord(one) === chord)) return command;
  }
  return null;
}

/**
 * The command that a press starts at a place, among those that `isHeard` lets through. What the key types comes first;
 * only where nothing listens to it does the key's place count.
 */
export function findPressed(
  press: Press,
  place: Place,
  changes: KeyChanges,
  hearing: Hearing,
  isHeard: (command: Command) => boolean,
): Command | null {
  for (const chord of [chordOf(press, hearing.isMac), chordByPlace(press, hearing)]) {
    if (chord === null) continue;
    const found = findByChord(chord, place, changes, isHeard);
    if (found !== null) return found;
  }
  return null;
}
