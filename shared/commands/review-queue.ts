/** Review: from item to item, and what becomes of the item in hand. Data; what a command is stands in command.ts. */
import type { Command } from './command.ts';
import { commandsOf } from './command.ts';

export const reviewQueueCommands: readonly Command[] = [
  ...commandsOf('review', 'Queue', [
    { id: 'review_next', title: 'Next item', keys: 'j ArrowRight', repeats: true },
    { id: 'review_previous', title: 'Previous item', keys: 'k ArrowLeft', repeats: true },
    { id: 'review_filter', title: 'Filter the queue', keys: '/' },
    { id: 'review_skip', title: 'Skip, with a reason', keys: 's' },
    { id: 'review_flag', title: 'Flag to the owner', keys: 'f' },
    { id: 'review_round_skip', title: 'Skip the calibration round', keys: 'Shift+s' },
    { id: 'review_round_feedback', title: 'Feedback of the calibration round', keys: '' },
    { id: 'review_reopen', title: 'Reopen the last submitted item', keys: 'u' },
    { id: 'review_advance', title: 'Go on by itself after submitting, or not', keys: 'Shift+a' },
    { id: 'review_break_later', title: 'Put off the suggested break', keys: 'Shift+b' },
  ]),
  ...commandsOf('review', 'Everywhere', [
    { id: 'review_introduction_skip', title: 'Skip the introduction', keys: '' },
  ]),
];
