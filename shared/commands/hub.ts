/** Hub. Data; what a command is stands in command.ts. */
import type { Command } from './command.ts';
import { commandsOf } from './command.ts';

export const hubCommands: readonly Command[] = commandsOf('hub', 'Hub', [
  { id: 'hub_part_next', title: 'Next part of Hub', keys: ']', repeats: true },
  { id: 'hub_part_previous', title: 'Previous part of Hub', keys: '[', repeats: true },
]);
