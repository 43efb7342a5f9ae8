/** A norming round: from case to case, voting, discussing. Data; what a command is stands in command.ts. */
import type { Command } from './command.ts';
import { commandsOf, optionCommands } from './command.ts';

export const normingCommands: readonly Command[] = commandsOf('norming', 'Norming', [
  { id: 'norming_next', title: 'Next case of the round', keys: 'j ArrowRight', repeats: true },
  { id: 'norming_previous', title: 'Case before', keys: 'k ArrowLeft', repeats: true },
  ...optionCommands('norming_option', (digit) => `Vote for option ${digit}`),
  { id: 'norming_rationale', title: 'Say why', keys: 'n' },
  { id: 'norming_vote', title: 'Store the vote and go on', keys: 'Mod+Enter', worksInText: true },
  { id: 'norming_comment', title: 'Write to the discussion', keys: 'c' },
  { id: 'norming_raw', title: 'Raw or rendered output', keys: 'm' },
  { id: 'norming_leave', title: 'Leave the text field', keys: 'Escape', worksInText: true },
]);
