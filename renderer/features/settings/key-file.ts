/**
 * A person's keys as a file: written for export, read with suspicion on import. Pure.
 *
 * Invariant: a file that cannot be taken over changes nothing; what is taken over has no conflict, names only commands
 * that there are, and only chords that a keyboard can make.
 */
import { findConflicts, normalChord } from '../../../shared/commands/conflicts.ts';
import type { Conflict } from '../../../shared/commands/conflicts.ts';
import type { Command } from '../../../shared/commands/command.ts';
import type { KeyChanges } from '../../../shared/commands/registry.ts';
import { restore } from './key-changes.ts';

const KIND = 'assay keys';
const VERSION = 1;
/** Longest text that the store takes for the chords of one command. */
const MAX_CHORDS = 60;
/** A file of keys is small; anything far larger is another file. */
const MAX_LETTERS = 200_000;

export const KEY_FILE_NAME = 'assay-keys.json';

export function writeKeyFile(changes: KeyChanges): string {
  const keys = Object.fromEntries(Object.entries(changes).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ kind: KIND, version: VERSION, keys }, null, 2)}\n`;
}

/** A file that was read: what would change, and what in it cannot be taken over. */
export interface ReadKeys {
  changes: KeyChanges;
  /** Ids in the file that are no command of this version. */
  unknown: string[];
  /** Commands whose keys in the file are no chords. */
  unusable: { command: Command; keys: string }[];
  /** Chords that two commands would claim; `changes` leaves those commands at their defaults. */
  conflicts: Conflict[];
}

export type KeyFile = { isRead: true; read: ReadKeys } | { isRead: false; what: string; remedy: string };

const refused = (what: string): KeyFile => ({
  isRead: false,
  what,
  remedy: 'Your keys are as they were. Choose a file that was exported here.',
});

const NAMED =
  /^(?:Enter|Escape|Space|Tab|Backspace|Delete|Insert|Home|End|PageUp|PageDown|Arrow(?:Up|Down|Left|Right)|F(?:[1-9]|1[0-9]|2[0-4]))$/;

/** Whether a text is a chord as the dispatcher spells it. */
export function isChord(chord: string): boolean {
  const key = /^(?:(?:Mod|Alt|Shift)\+)*(.+)$/iu.exec(chord)?.[1] ?? '';
  const isLone = [...key].length === 1 && !/\s/u.test(key);
  return (isLone || NAMED.test(key)) && normalChord(chord).length <= MAX_CHORDS;
}

function readEntries(text: string): Record<string, unknown> | string {
  if (text.length > MAX_LETTERS) return 'The file is too large to be a file of keys.';
  let held: unknown;
  try {
    held = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return 'The file is not JSON.';
  }
  if (typeof held !== 'object' || held === null || !('kind' in held) || held.kind !== KIND) {
    return 'The file holds no keys of Assay.';
  }
  if (!('version' in held) || held.version !== VERSION) {
    return 'The file was written by another version of Assay, whose keys this one cannot read.';
  }
  const keys = 'keys' in held ? held.keys : null;
  if (typeof keys !== 'object' || keys === null || Array.isArray(keys)) return 'The file names no keys.';
  return keys as Record<string, unknown>;
}

/** Commands that fight go back to their defaults, round by round, until nothing fights any more. */
function withoutConflicts(among: readonly Command[], wanted: KeyChanges): KeyChanges {
  let changes = wanted;
  for (let conflicts = findConflicts(among, changes); conflicts.length > 0;) {
    const fighting = new Set(conflicts.flatMap((one) => one.commandIds));
    const given = among.filter((one) => fighting.has(one.id) && changes[one.id] !== undefined);
    if (given.length === 0) return changes;
    for (const one of given) changes = restore(changes, one);
    conflicts = findConflicts(among, changes);
  }
  return changes;
}

/** Reads a file of keys for the commands `among`. */
export function readKeyFile(among: readonly Command[], text: string): KeyFile {
  const entries = readEntries(text);
  if (typeof entries === 'string') return refused(entries);
  const unknown: string[] = [];
  const unusable: ReadKeys['unusable'] = [];
  let wanted: Record<string, string> = {};
  for (const [id, keys] of Object.entries(entries)) {
    const command = among.find((one) => one.id === id);
    if (command === undefined) unknown.push(id);
    else {
      const chords = typeof keys === 'string' ? keys.split(' ').filter((one) => one !== '') : null;
      const spelled = chords?.map(normalChord).join(' ') ?? '';
      if (chords === null || !chords.every(isChord) || spelled.length > MAX_CHORDS) {
        unusable.push({ command, keys: typeof keys === 'string' ? keys : JSON.stringify(keys) });
      } else if (spelled !== command.keys) wanted = { ...wanted, [id]: spelled };
    }
  }
  const conflicts = findConflicts(among, wanted);
  return { isRead: true, read: { changes: withoutConflicts(among, wanted), unknown, unusable, conflicts } };
}

/** Whether a file can be taken over as it is, without a question. */
export function isWhole({ unknown, unusable, conflicts }: ReadKeys): boolean {
  return unknown.length === 0 && unusable.length === 0 && conflicts.length === 0;
}
