/**
 * The rows of the key sheet: the commands that can be carried out where the person is now, by group, with the keys
 * they have now. Pure; what can run is told from outside.
 */
import type { Command, CommandGroup } from '../../shared/commands/command.ts';
import type { KeyChanges } from '../../shared/commands/registry.ts';
import { commands, listChords } from '../../shared/commands/registry.ts';

export interface KeyRow {
  id: string;
  title: string;
  chords: string[];
  /** Last of a row of keys of which `chords` holds the first: the digits. */
  upTo: string | null;
}

export interface KeyGroup {
  title: CommandGroup;
  rows: KeyRow[];
}

const order: readonly CommandGroup[] = [
  'Queue',
  'Scoring',
  'Evidence',
  'Reading',
  'Today',
  'Report',
  'Disagreements',
  'Taxonomy',
  'Norming',
  'Hub',
  'Everywhere',
];
/** Nine commands, one for each digit: of Review, and of Disagreements. */
const OPTION = /^(\w+_option_)(\d)$/;

function rowOf(command: Command, changes: KeyChanges): KeyRow {
  const chords = listChords(command, changes);
  const prefix = OPTION.exec(command.id)?.[1];
  if (prefix === undefined) return { id: command.id, title: command.title, chords, upTo: null };
  const last = commands.findLast((one) => OPTION.exec(one.id)?.[1] === prefix);
  const upTo = last === undefined ? undefined : listChords(last, changes)[0];
  return { id: command.id, title: 'Option with that number', chords, upTo: upTo ?? null };
}

/**
 * Groups of rows that are not empty, in the order of work. A command without a key is named too: the palette has it.
 */
export function listKeyGroups(canRun: (id: string) => boolean, changes: KeyChanges): KeyGroup[] {
  const heard = commands.filter((one) => canRun(one.id) && (OPTION.exec(one.id)?.[2] ?? '1') === '1');
  return order.flatMap((title) => {
    const rows = heard.filter((one) => one.group === title).map((one) => rowOf(one, changes));
    return rows.length === 0 ? [] : [{ title, rows }];
  });
}
