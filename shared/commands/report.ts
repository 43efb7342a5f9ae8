/** Report. Data; what a command is stands in command.ts. */
import type { Command } from './command.ts';
import { commandsOf } from './command.ts';

export const reportCommands: readonly Command[] = commandsOf('report', 'Report', [
  { id: 'report_question_next', title: 'Next question', keys: ']', repeats: true },
  { id: 'report_question_previous', title: 'Previous question', keys: '[', repeats: true },
  { id: 'report_explain', title: 'How was the headline computed?', keys: 'h' },
  { id: 'report_export', title: 'Export the report', keys: 'x' },
  { id: 'report_measure', title: 'Measure agreement now', keys: 'm' },
  { id: 'report_item_next', title: 'Next item behind the figure', keys: 'j', repeats: true },
  { id: 'report_item_previous', title: 'Previous item behind the figure', keys: 'k', repeats: true },
  { id: 'report_leave', title: 'Close the item or the explanation', keys: 'Escape' },
]);
