/**
 * What a command is: its id, what people read, the keys it has by default, and where it is heard. Beside this file
 * stands one list for each part of the window; registry.ts puts them together. None of them knows how a command is
 * carried out, nor which screen is open.
 *
 * Keys are chords separated by spaces, any of which starts the command. A chord is `Mod+`, `Shift+`, `Alt+` and a
 * key as `KeyboardEvent.key` names it (a blank is `Space`); `Mod` is Ctrl, or ⌘ on a Mac. A shifted letter says Shift
 * (`Shift+c`), a shifted mark is a key of its own (`?`).
 */

/** Where a command listens: everywhere, or while one screen is shown. */
export type Scope =
  'everywhere' | 'welcome' | 'today' | 'review' | 'report' | 'hub' | 'disagreements' | 'taxonomy' | 'norming';

/** Under which heading the key sheet and the palette list it. */
export type CommandGroup =
  | 'Everywhere'
  | 'Today'
  | 'Queue'
  | 'Scoring'
  | 'Evidence'
  | 'Reading'
  | 'Report'
  | 'Hub'
  | 'Disagreements'
  | 'Taxonomy'
  | 'Norming';

export interface Command {
  /** Settings hold it, so it is never reused for another meaning. Begins with the scope where it has one screen. */
  id: string;
  title: string;
  group: CommandGroup;
  /** Empty for what has no key by default. */
  keys: string;
  scope: Scope;
  /** Also heard while typing in a text field. */
  worksInText?: boolean;
  /** Lasts while the key is down. */
  isHeld?: boolean;
  /** A key that is kept down goes on: for what only moves, since nobody can tell on what the next repeat would act. */
  repeats?: boolean;
  /** Acts on the question in focus alone: still heard there when single-letter keys are switched off. */
  staysInFocus?: boolean;
}

/** A command without what its neighbours share. */
type Listed = Omit<Command, 'scope' | 'group'>;

/** Commands that are heard at one place and stand under one heading. */
export function commandsOf(scope: Scope, group: CommandGroup, listed: readonly Listed[]): readonly Command[] {
  return listed.map((one) => ({ ...one, scope, group }));
}

/** Nine commands, `<prefix>_1` to `<prefix>_9`, each on its digit. */
export function optionCommands(prefix: string, titleOf: (digit: number) => string): readonly Listed[] {
  return Array.from({ length: 9 }, (_, at) => ({
    id: `${prefix}_${at + 1}`,
    title: titleOf(at + 1),
    keys: String(at + 1),
    staysInFocus: true,
  }));
}
