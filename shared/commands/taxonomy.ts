/** Taxonomy: the classes, changes to them, proposals, publishing. Data; what a command is stands in command.ts. */
import type { Command } from './command.ts';
import { commandsOf } from './command.ts';

export const taxonomyCommands: readonly Command[] = commandsOf('taxonomy', 'Taxonomy', [
  { id: 'taxonomy_part_next', title: 'Next part of Taxonomy', keys: ']', repeats: true },
  { id: 'taxonomy_part_previous', title: 'Previous part of Taxonomy', keys: '[', repeats: true },
  {
    id: 'taxonomy_class_next',
    title: 'Next class, version, proposal or taxonomy',
    keys: 'j ArrowDown',
    repeats: true,
  },
  {
    id: 'taxonomy_class_previous',
    title: 'Previous class, version, proposal or taxonomy',
    keys: 'k ArrowUp',
    repeats: true,
  },
  { id: 'taxonomy_edit', title: 'Edit, or read again', keys: 'e' },
  { id: 'taxonomy_rename', title: 'Rename the class', keys: 'r' },
  { id: 'taxonomy_redefine', title: 'Say that the class means something else now', keys: 'd' },
  { id: 'taxonomy_reword', title: 'Say that these are other words for the same', keys: 'w' },
  { id: 'taxonomy_add', title: 'Add a class', keys: 'a' },
  { id: 'taxonomy_split', title: 'Split the class', keys: 's' },
  { id: 'taxonomy_merge', title: 'Merge the class with others', keys: 'm' },
  { id: 'taxonomy_retire', title: 'Retire the class', keys: 't' },
  { id: 'taxonomy_example', title: 'Take an example from real items', keys: 'x' },
  { id: 'taxonomy_undo', title: 'Undo the last change', keys: 'Mod+z', repeats: true },
  { id: 'taxonomy_redo', title: 'Redo what was undone', keys: 'Mod+Shift+z Mod+y', repeats: true },
  { id: 'taxonomy_preview', title: 'Preview and publish', keys: 'p' },
  { id: 'taxonomy_propose', title: 'Propose a change for discussion', keys: 'Shift+p' },
  { id: 'taxonomy_comment', title: 'Comment on the proposal', keys: 'n' },
  { id: 'taxonomy_publish', title: 'Publish the new version', keys: 'Mod+Enter', worksInText: true },
  {
    id: 'taxonomy_leave',
    title: 'Leave the text field, or close what is open',
    keys: 'Escape',
    worksInText: true,
  },
]);
