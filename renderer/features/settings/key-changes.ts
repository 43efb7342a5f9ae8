/**
 * Owns what a person may do to the keys: give a command another chord, take chords back, see who else claims one.
 * Must not listen to the keyboard. Invariant: a change that equals the default is no change, so that only what
 * differs is stored; the default of one command never stays claimed by two.
 */
import { findConflicts, normalChord } from '../../../shared/commands/conflicts.ts';
import type { Command } from '../../../shared/commands/command.ts';
import type { KeyChanges } from '../../../shared/commands/registry.ts';
import { listChords } from '../../../shared/commands/registry.ts';

/** Longest text that the store takes for the chords of one command. */
const MAX_CHORDS = 60;

function store(changes: KeyChanges, command: Command, chords: string): KeyChanges {
  const { [command.id]: _, ...others } = changes;
  return chords === command.keys ? others : { ...others, [command.id]: chords };
}

/** Gives `command` this chord alone. */
export function remap(changes: KeyChanges, command: Command, chord: string): KeyChanges {
  return chord.length > MAX_CHORDS ? changes : store(changes, command, chord);
}

/** Gives `command` its default chords back. */
export function restore(changes: KeyChanges, command: Command): KeyChanges {
  return store(changes, command, command.keys);
}

/** Takes one chord away from a command. */
function release(changes: KeyChanges, command: Command, chord: string): KeyChanges {
  const left = listChords(command, changes).filter((one) => normalChord(one) !== normalChord(chord));
  return store(changes, command, left.join(' '));
}

export function isChanged(changes: KeyChanges, command: Command): boolean {
  return changes[command.id] !== undefined;
}

export interface Clash {
  chord: string;
  /** The commands that claim the chord besides the one that was changed. */
  others: Command[];
}

/** Chords that `command` would have to share after a change, with those it would share them with. */
export function listClashes(among: readonly Command[], changes: KeyChanges, command: Command): Clash[] {
  return findConflicts(among, changes)
    .filter((conflict) => conflict.commandIds.includes(command.id))
    .map((conflict) => ({
      chord: conflict.chord,
      others: among.filter((one) => one.id !== command.id && conflict.commandIds.includes(one.id)),
    }));
}

/** The change with every clash decided in favour of `command`: the others lose the chord. */
export function takeOver(among: readonly Command[], changes: KeyChanges, command: Command): KeyChanges {
  let next = changes;
  for (const clash of listClashes(among, changes, command)) {
    for (const other of clash.others) next = release(next, other, clash.chord);
  }
  return next;
}
