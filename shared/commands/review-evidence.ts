/** Review: selections, evidence spans, and the finder. Data; what a command is stands in command.ts. */
import type { Command } from './command.ts';
import { commandsOf } from './command.ts';

export const reviewEvidenceCommands: readonly Command[] = commandsOf('review', 'Evidence', [
  { id: 'review_evidence', title: 'Make the selection an evidence span', keys: 'e' },
  { id: 'review_sentence_next', title: 'Select the next sentence', keys: 'Shift+ArrowDown', repeats: true },
  {
    id: 'review_sentence_previous',
    title: 'Select the previous sentence',
    keys: 'Shift+ArrowUp',
    repeats: true,
  },
  { id: 'review_word_longer', title: 'Selection one word longer', keys: 'Shift+ArrowRight', repeats: true },
  { id: 'review_word_shorter', title: 'Selection one word shorter', keys: 'Shift+ArrowLeft', repeats: true },
  {
    id: 'review_word_start_later',
    title: 'Selection begins one word later',
    keys: 'Mod+Shift+ArrowRight',
    repeats: true,
  },
  {
    id: 'review_word_start_earlier',
    title: 'Selection begins one word earlier',
    keys: 'Mod+Shift+ArrowLeft',
    repeats: true,
  },
  { id: 'review_span_next', title: 'Next evidence span', keys: '.', repeats: true },
  { id: 'review_span_previous', title: 'Previous evidence span', keys: ',', repeats: true },
  { id: 'review_span_class', title: 'Change the class of the span', keys: 'r' },
  { id: 'review_span_link', title: 'Link the span to a passage', keys: 'l' },
  { id: 'review_span_remove', title: 'Remove the span', keys: 'Delete Backspace' },
  { id: 'review_unfound_next', title: 'Next detail that is in no passage', keys: 'c', repeats: true },
  {
    id: 'review_unfound_previous',
    title: 'Previous detail that is in no passage',
    keys: 'Shift+c',
    repeats: true,
  },
  { id: 'review_finder', title: 'Show or hide the evidence finder', keys: 'w' },
]);
