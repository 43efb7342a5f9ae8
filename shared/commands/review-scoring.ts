/** Review: the scorecard. Data; what a command is stands in command.ts. */
import type { Command } from './command.ts';
import { commandsOf, optionCommands } from './command.ts';

export const reviewScoringCommands: readonly Command[] = commandsOf('review', 'Scoring', [
  { id: 'review_question_next', title: 'Next question', keys: 'ArrowDown', repeats: true },
  { id: 'review_question_previous', title: 'Previous question', keys: 'ArrowUp', repeats: true },
  ...optionCommands('review_option', (digit) => `Option ${digit} of the question in focus`),
  { id: 'review_look_next', title: 'Look at the next option: what it means', keys: 'o', repeats: true },
  { id: 'review_look_previous', title: 'Look at the previous option', keys: 'Shift+o', repeats: true },
  { id: 'review_undo', title: 'Undo the last change', keys: 'Mod+z', repeats: true },
  { id: 'review_redo', title: 'Redo what was undone', keys: 'Mod+Shift+z Mod+y', repeats: true },
  { id: 'review_note', title: 'Write a note', keys: 'n' },
  { id: 'review_submit', title: 'Submit and go on', keys: 'Mod+Enter', worksInText: true },
  { id: 'review_submit_complete', title: 'Submit when complete', keys: 'Enter' },
  { id: 'review_leave', title: 'Leave the text field or picker', keys: 'Escape', worksInText: true },
]);
