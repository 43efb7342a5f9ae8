/** Finds commands by what they do, where they work, or the key they have. Pure. */
import type { Command } from '../../../shared/commands/command.ts';
import type { KeyChanges } from '../../../shared/commands/registry.ts';
import { listChords } from '../../../shared/commands/registry.ts';

/**
 * The commands that fit every word. A word of one letter, or that spells a chord, means the key; `keyText` says how
 * chords are shown (`Ctrl Enter`).
 */
export function searchCommands(
  among: readonly Command[],
  changes: KeyChanges,
  words: string,
  keyText: (chord: string) => string,
): Command[] {
  const wanted = words.trim().toLocaleLowerCase();
  if (wanted === '') return [...among];
  const fits = (command: Command): boolean => {
    const chords = listChords(command, changes).map((one) => keyText(one).toLocaleLowerCase());
    if ([...wanted].length === 1) return chords.includes(wanted);
    const said = `${command.title} ${command.group}`.toLocaleLowerCase();
    return chords.includes(wanted) || wanted.split(/\s+/).every((word) => said.includes(word));
  };
  return among.filter(fits);
}
