/** Which turn of a conversation the answer answers. Pure. */
import type { Message } from '../../../shared/domain/trace.ts';

/** Index of the asked-about turn: the last of the user, else the last that is not folded, else the last. */
export function findAsked(prompt: readonly Message[]): number {
  const user = prompt.findLastIndex((one) => one.role === 'user');
  if (user >= 0) return user;
  const spoken = prompt.findLastIndex((one) => !isFolded(one));
  return spoken >= 0 ? spoken : prompt.length - 1;
}

/** System prompts and tool messages are folded: long, and seldom what is asked about. */
export function isFolded(message: Message): boolean {
  return message.role === 'system' || message.role === 'tool';
}

/** `turn 3 of 3` by what people said. */
export function turnWords(prompt: readonly Message[]): string {
  const asked = findAsked(prompt);
  const turns = prompt.filter((one) => !isFolded(one));
  const at = prompt.slice(0, asked + 1).filter((one) => !isFolded(one)).length;
  return turns.length <= 1 ? 'single turn' : `turn ${at} of ${turns.length}`;
}

/** Turns before the asked-about one that are shown with it; those before them are opened in steps of CHUNK. */
export const NEARBY = 6;
export const CHUNK = 25;

/** Index of the first turn that is shown when `opened` chunks of earlier ones were asked for. */
export function firstShown(asked: number, opened: number): number {
  const first = Math.max(0, asked - NEARBY - opened * CHUNK);
  // A button for one or two turns costs more than the turns.
  return first <= 2 ? 0 : first;
}
