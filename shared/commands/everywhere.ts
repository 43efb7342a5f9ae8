/** What is heard on every screen. Data; what a command is stands in command.ts. */
import type { Command } from './command.ts';
import { commandsOf } from './command.ts';

export const everywhereCommands: readonly Command[] = commandsOf('everywhere', 'Everywhere', [
  { id: 'palette', title: 'Find a command', keys: 'Mod+k', worksInText: true },
  { id: 'keys', title: 'Show all keys', keys: '?' },
  { id: 'lock', title: 'Lock, so that somebody else can take over', keys: 'Mod+Shift+l', worksInText: true },
  { id: 'hub_open', title: 'Go to Hub', keys: 'g' },
]);
