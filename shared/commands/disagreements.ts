/** Disagreements: the worklist, and one case. Data; what a command is stands in command.ts. */
import type { Command } from './command.ts';
import { commandsOf, optionCommands } from './command.ts';

export const disagreementCommands: readonly Command[] = commandsOf('disagreements', 'Disagreements', [
  { id: 'disagreements_next', title: 'Next case', keys: 'j ArrowRight', repeats: true },
  { id: 'disagreements_previous', title: 'Case before', keys: 'k ArrowLeft', repeats: true },
  {
    id: 'disagreements_row_next',
    title: 'Next case of the worklist, or question of the ruling',
    keys: 'ArrowDown',
    repeats: true,
  },
  {
    id: 'disagreements_row_previous',
    title: 'Case before in the worklist, or question before',
    keys: 'ArrowUp',
    repeats: true,
  },
  { id: 'disagreements_open', title: 'Open the case, or rule when complete', keys: 'Enter' },
  { id: 'disagreements_choose', title: 'Take the case into a norming round, or out', keys: 's' },
  { id: 'disagreements_norm', title: 'Begin a norming round with the chosen cases', keys: 'Shift+n' },
  { id: 'disagreements_filter', title: 'Filter the cases by text', keys: '/' },
  { id: 'disagreements_part', title: 'Cases, or map and clusters', keys: 'o' },
  { id: 'disagreements_names', title: 'Show names or letters', keys: 'i' },
  { id: 'disagreements_claim', title: 'Claim the case, or let it go', keys: 'x' },
  ...optionCommands('disagreements_option', (digit) => `Option ${digit} of the question in focus`),
  { id: 'disagreements_cause', title: 'Next cause', keys: 'c' },
  { id: 'disagreements_confidence', title: 'Next confidence', keys: 'Shift+c' },
  { id: 'disagreements_rationale', title: 'Write the rationale', keys: 'r' },
  { id: 'disagreements_guideline', title: 'Change the guideline, or not', keys: 't' },
  { id: 'disagreements_rule', title: 'Rule and go on', keys: 'Mod+Enter', worksInText: true },
  { id: 'disagreements_confirm', title: 'Confirm the ruling that stands', keys: 'y' },
  { id: 'disagreements_again', title: 'Rule again, or change what stands', keys: 'e' },
  { id: 'disagreements_reopen', title: 'Take up the last ruling again', keys: 'u' },
  { id: 'disagreements_appeal', title: 'Appeal against the ruling', keys: 'a' },
  { id: 'disagreements_comment', title: 'Write a comment', keys: 'n' },
  { id: 'disagreements_passage_previous', title: 'Passage before', keys: '[', repeats: true },
  { id: 'disagreements_passage_next', title: 'Next passage', keys: ']', repeats: true },
  { id: 'disagreements_raw', title: 'Raw or rendered output', keys: 'm' },
  {
    id: 'disagreements_leave',
    title: 'Leave the text field, then the case',
    keys: 'Escape',
    worksInText: true,
  },
]);
