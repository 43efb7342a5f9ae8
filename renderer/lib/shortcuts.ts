/**
 * From key press to command: the one keydown listener of the window. Screens register what their commands do while
 * they are shown; chords come from the registry and from what the person changed.
 *
 * Invariant: nothing is heard during IME composition; in a text field only commands that declare `worksInText`; a
 * button, link or menu that has focus keeps its own Enter and Space.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { normalChord } from '../../shared/commands/conflicts.ts';
import type { Command, KeyChanges } from '../../shared/commands/registry.ts';
import { commands, listChords } from '../../shared/commands/registry.ts';

/** What of a key press matters here; a `KeyboardEvent` fits. */
export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
  keyCode: number;
  /** AltGr reports Ctrl and Alt on Windows although the person typed one character. */
  isAltGraph?: boolean;
}

/** Where the press happened. */
export type Place = 'page' | 'text' | 'control';

const isCharacter = (key: string): boolean => [...key].length === 1;

/** The chord of a press in the registry's spelling, or null for what can never be one. */
export function chordOf(press: Press, isMac: boolean): string | null {
  if (press.isComposing || press.keyCode === 229) return null;
  if (['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'Dead', 'Process', 'Unidentified'].includes(press.key))
    return null;
  const typed = isCharacter(press.key) && press.isAltGraph === true;
  const mod = !typed && (isMac ? press.metaKey : press.ctrlKey);
  const other = !typed && (isMac ? press.ctrlKey : press.metaKey);
  if (other) return null;
  const parts = [mod ? 'Mod' : null, !typed && press.altKey ? 'Alt' : null];
  // A shifted character is its own key (`?`, `Ä`); only named keys and shortcuts with Mod say Shift besides.
  const saysShift = press.shiftKey && (!isCharacter(press.key) || mod);
  parts.push(saysShift ? 'Shift' : null, press.key === ' ' ? 'Space' : press.key);
  return normalChord(parts.filter((part) => part !== null).join('+'));
}

/** The command that a press starts at a place, among those that `isHeard` lets through. */
export function findPressed(
  press: Press,
  place: Place,
  changes: KeyChanges,
  isMac: boolean,
  isHeard: (command: Command) => boolean,
): Command | null {
  const chord = chordOf(press, isMac);
  if (chord === null) return null;
  if (place === 'control' && (chord === 'Enter' || chord === 'Space')) return null;
  for (const command of commands) {
    if (place === 'text' && command.worksInText !== true) continue;
    if (!isHeard(command)) continue;
    if (listChords(command, changes).some((one) => normalChord(one) === chord)) return command;
  }
  return null;
}

type Handler = (phase: 'down' | 'up') => void;
export type Handlers = Readonly<Record<string, Handler>>;

const registered: { current: Handlers }[] = [];
let changes: KeyChanges = {};
const held = new Map<string, Handler>();
let suspended = 0;

function handlerOf(id: string): Handler | null {
  for (const one of registered.toReversed()) {
    const handler = one.current[id];
    if (handler !== undefined) return handler;
  }
  return null;
}

function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.isContentEditable || target.closest('textarea, select') !== null) return 'text';
  const input = target.closest('input');
  if (input !== null)
    return ['checkbox', 'radio', 'button', 'submit', 'range'].includes(input.type) ? 'control' : 'text';
  return target.closest('button, a[href], summary, [role="separator"], [role="menuitem"]') === null
    ? 'page'
    : 'control';
}

const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const press: Press = {
    key: event.key,
    ctrlKey: event.ctrlKey,
    metaKey: event.metaKey,
    altKey: event.altKey,
    shiftKey: event.shiftKey,
    isComposing: event.isComposing,
    keyCode: event.keyCode,
    isAltGraph: event.getModifierState('AltGraph'),
  };
  const isHeard = (command: Command): boolean =>
    handlerOf(command.id) !== null && (suspended === 0 || command.id === 'palette');
  const command = findPressed(press, placeOf(event.target), changes, isMac, isHeard);
  if (command === null) return;
  const handler = handlerOf(command.id);
  event.preventDefault();
  if (event.repeat && command.isHeld === true) return;
  if (command.isHeld === true && handler !== null) held.set(event.key.toLowerCase(), handler);
  handler?.('down');
}

function releaseAll(): void {
  for (const handler of held.values()) handler('up');
  held.clear();
}

function onKeyUp(event: KeyboardEvent): void {
  const key = event.key.toLowerCase();
  held.get(key)?.('up');
  held.delete(key);
}

/** Starts listening; call once. `keys` are the person's own chords. */
export function startShortcuts(): void {
  window.addEventListener('keydown', onKeyDown);
  window.addEventListener('keyup', onKeyUp);
  window.addEventListener('blur', releaseAll);
}

/** Takes over what the person changed. */
export function setKeyChanges(next: KeyChanges): void {
  changes = next;
  for (const listener of changeListeners) listener();
}

export function currentKeyChanges(): KeyChanges {
  return changes;
}

const changeListeners = new Set<() => void>();
export function subscribeKeyChanges(listener: () => void): () => void {
  changeListeners.add(listener);
  return () => changeListeners.delete(listener);
}

/** Carries out a command as if its key had been pressed; false when no screen listens to it now. */
export function runCommand(id: string): boolean {
  const handler = handlerOf(id);
  handler?.('down');
  return handler !== null;
}

/** Whether some screen carries out this command now. */
export function canRun(id: string): boolean {
  return handlerOf(id) !== null;
}

/** Registers what commands do while the calling component is shown. Handlers may change with every render. */
export function useCommands(handlers: Handlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const entry = {
      get current() {
        return latest.current;
      },
    };
    registered.push(entry);
    return () => {
      registered.splice(registered.indexOf(entry), 1);
    };
  }, []);
}

/** While shown (a dialog, the palette), commands of the screen beneath are not heard. */
export function useSuspendedShortcuts(isSuspended: boolean): void {
  useEffect(() => {
    if (!isSuspended) return undefined;
    suspended += 1;
    releaseAll();
    return () => {
      suspended -= 1;
    };
  }, [isSuspended]);
}

/** The person's own chords, following their changes. */
export function useKeyChanges(): KeyChanges {
  return useSyncExternalStore(subscribeKeyChanges, currentKeyChanges);
}
