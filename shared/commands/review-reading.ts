/** Review: passages, how texts are shown, and what is folded. Data; what a command is stands in command.ts. */
import type { Command } from './command.ts';
import { commandsOf } from './command.ts';

export const reviewReadingCommands: readonly Command[] = commandsOf('review', 'Reading', [
  { id: 'review_passage_previous', title: 'Previous passage', keys: '[', repeats: true },
  { id: 'review_passage_next', title: 'Next passage', keys: ']', repeats: true },
  { id: 'review_raw', title: 'Raw or rendered output', keys: 'm' },
  { id: 'review_undim', title: 'Hold to undim everything', keys: 'v', isHeld: true },
  { id: 'review_fold_queue', title: 'Fold or open the queue', keys: 'Alt+1' },
  { id: 'review_fold_prompt', title: 'Fold or open the prompt', keys: 'Alt+2' },
  { id: 'review_fold_context', title: 'Fold or open the context', keys: 'Alt+3' },
  { id: 'review_fold_scorecard', title: 'Fold or open the scorecard', keys: 'Alt+4' },
]);
