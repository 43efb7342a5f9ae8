/**
 * Whether two commands would fight for a key: the same chord, heard at the same time. Pure.
 */
import type { Command } from './command.ts';
import type { KeyChanges } from './registry.ts';
import { listChords } from './registry.ts';

export interface Conflict {
  chord: string;
  /** Ids of the commands that claim it, in registry order. */
  commandIds: string[];
}

const isHeardTogether = (a: Command, b: Command): boolean =>
  a.scope === b.scope || a.scope === 'everywhere' || b.scope === 'everywhere';

/** A chord in one spelling: modifiers in fixed order, single letters in lower case. */
export function normalChord(chord: string): string {
  const isPlus = chord === '+' || chord.endsWith('++');
  const parts = isPlus ? [...chord.slice(0, -1).split('+').filter(Boolean), '+'] : chord.split('+');
  const key = parts.at(-1) ?? '';
  const held = parts.slice(0, -1).map((part) => part.toLowerCase());
  const order = ['mod', 'alt', 'shift'].filter((one) => held.includes(one));
  const names = order.map((one) => `${one.charAt(0).toUpperCase()}${one.slice(1)}`);
  return [...names, key.length === 1 ? key.toLowerCase() : key].join('+');
}

/** Every chord that two or more commands claim where both are heard. */
export function findConflicts(among: readonly Command[], changes: KeyChanges): Conflict[] {
  const byChord = new Map<string, Command[]>();
  for (const command of among) {
    for (const chord of new Set(listChords(command, changes).map(normalChord))) {
      byChord.set(chord, [...(byChord.get(chord) ?? []), command]);
    }
  }
  const conflicts: Conflict[] = [];
  for (const [chord, claimants] of byChord) {
    const fighting = claimants.filter((one) =>
      claimants.some((other) => other !== one && isHeardTogether(one, other)),
    );
    if (fighting.length > 0) conflicts.push({ chord, commandIds: fighting.map((one) => one.id) });
  }
  return conflicts;
}
