/**
 * From key press to command: the one keydown listener of the window. Screens register what their commands do while
 * they are shown; chords come from the registry and from what the person changed.
 *
 * Invariant: nothing is heard during IME composition; in a text field only commands that declare `worksInText`; a
 * button, link or menu that has focus keeps its own Enter and Space. A key that is kept down goes on moving, and does nothing
 * else a second time: what it would act on has changed by then.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Command } from '../../shared/commands/command.ts';
import type { KeyChanges } from '../../shared/commands/registry.ts';
import { findPressed, isLatin, isLetter, withoutSingleKeys } from './press.ts';
import type { Place, Press } from './press.ts';

type Handler = (phase: 'down' | 'up') => void;
export type Handlers = Readonly<Record<string, Handler>>;

const registered: { current: Handlers }[] = [];
/** The person's own chords, and those that are heard: without lone characters where these are switched off. */
let own: KeyChanges = {};
let changes: KeyChanges = {};
let hasSingleKeys = true;
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
const hearing = { isMac, isOtherScript: false };

/** What this file hears of a browser's key press. */
export function pressOf(event: KeyboardEvent): Press {
  return {
    key: event.key,
    code: event.code,
    ctrlKey: event.ctrlKey,
    metaKey: event.metaKey,
    altKey: event.altKey,
    shiftKey: event.shiftKey,
    isComposing: event.isComposing,
    keyCode: event.keyCode,
    isAltGraph: event.getModifierState('AltGraph'),
  };
}

/** A key goes up as the key that went down, whatever modifier came or went in between. */
const keyOf = (event: KeyboardEvent): string => (event.code === '' ? event.key.toLowerCase() : event.code);

const hasFocusInQuestion = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-question]') !== null;

/** Enter presses a button or sends a form again with each repeat; in several lines of text it only makes more of them. */
function pressesAgain({ key, target }: KeyboardEvent): boolean {
  if (key !== 'Enter' || !(target instanceof HTMLElement)) return false;
  return !target.isContentEditable && target.closest('textarea, select') === null;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const press = pressOf(event);
  if (isLetter(press.key)) hearing.isOtherScript = !isLatin(press.key);
  const isHeard = (command: Command): boolean =>
    handlerOf(command.id) !== null &&
    (suspended === 0 || command.id === 'palette') &&
    (hasSingleKeys || command.staysInFocus !== true || hasFocusInQuestion(event.target));
  const command = findPressed(press, placeOf(event.target), changes, hearing, isHeard);
  if (command === null) {
    if (event.repeat && pressesAgain(event)) event.preventDefault();
    return;
  }
  const handler = handlerOf(command.id);
  event.preventDefault();
  if (event.repeat && command.repeats !== true) return;
  if (command.isHeld === true && handler !== null) held.set(keyOf(event), handler);
  handler?.('down');
}

function releaseAll(): void {
  for (const handler of held.values()) handler('up');
  held.clear();
}

function onKeyUp(event: KeyboardEvent): void {
  const key = keyOf(event);
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
  own = next;
  changes = hasSingleKeys ? own : withoutSingleKeys(own);
  for (const listener of changeListeners) listener();
}

/** Switches letters, marks and digits without Ctrl or Alt on or off. */
export function setSingleKeys(isOn: boolean): void {
  hasSingleKeys = isOn;
  setKeyChanges(own);
}

export function currentKeyChanges(): KeyChanges {
  return changes;
}

const changeListeners = new Set<() => void>();
function subscribeKeyChanges(listener: () => void): () => void {
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
