/** What is heard on Welcome and on Today. Data; what a command is stands in command.ts. */
import type { Command } from './command.ts';
import { commandsOf } from './command.ts';

export const todayCommands: readonly Command[] = [
  ...commandsOf('welcome', 'Today', [{ id: 'welcome_demo', title: 'Open the demo audit', keys: 'Enter' }]),
  ...commandsOf('today', 'Today', [
    { id: 'today_continue', title: 'Continue with the next item', keys: 'Enter' },
    { id: 'today_take', title: 'Take with me', keys: 't' },
    { id: 'today_next', title: 'Next audit', keys: 'ArrowDown', repeats: true },
    { id: 'today_previous', title: 'Audit before', keys: 'ArrowUp', repeats: true },
  ]),
];
