/**
 * Every command that a key can start, as data: menu, palette, key sheet and dispatcher all read this list. It puts the
 * lists beside it together, in the order in which the palette shows them, and says which chords a command has now.
 *
 * Invariant: the defaults have no conflict and no id stands twice (tests hold both).
 */
import type { Command } from './command.ts';
import { disagreementCommands } from './disagreements.ts';
import { everywhereCommands } from './everywhere.ts';
import { hubCommands } from './hub.ts';
import { normingCommands } from './norming.ts';
import { reportCommands } from './report.ts';
import { reviewEvidenceCommands } from './review-evidence.ts';
import { reviewQueueCommands } from './review-queue.ts';
import { reviewReadingCommands } from './review-reading.ts';
import { reviewScoringCommands } from './review-scoring.ts';
import { taxonomyCommands } from './taxonomy.ts';
import { todayCommands } from './today.ts';

export const commands: readonly Command[] = [
  ...everywhereCommands,
  ...todayCommands,
  ...reviewQueueCommands,
  ...reviewScoringCommands,
  ...reviewEvidenceCommands,
  ...reviewReadingCommands,
  ...reportCommands,
  ...hubCommands,
  ...taxonomyCommands,
  ...disagreementCommands,
  ...normingCommands,
];

/** Command id → chords, only where a person changed them; an empty text takes the key away. */
export type KeyChanges = Readonly<Record<string, string>>;

export function findCommand(id: string): Command | null {
  return commands.find((one) => one.id === id) ?? null;
}

/** Chords of a command as they are now. */
export function listChords(of: Command, changes: KeyChanges): string[] {
  return (changes[of.id] ?? of.keys).split(' ').filter((chord) => chord !== '');
}

/** First chord of a command, to show on a button; undefined when it has none. */
export function firstChord(id: string, changes: KeyChanges): string | undefined {
  const of = findCommand(id);
  return of === null ? undefined : listChords(of, changes)[0];
}
