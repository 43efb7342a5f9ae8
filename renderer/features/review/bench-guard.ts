/**
 * Which commands are heard while a bar of choices is open over the bench. A key that would take the person elsewhere,
 * or answer the form beneath, does nothing then but say how to leave. Pure.
 *
 * Invariant: whatever is open, Escape leaves it, and what only helps to read or to select stays within reach.
 */
import type { Handlers } from '../../lib/shortcuts.ts';

/** What is open: nothing; reasons of a skip or flag, or words for one; classes of a span; what the context says to it. */
export type OpenBarKind = 'none' | 'reason' | 'note' | 'class' | 'support';

const ALWAYS = ['review_leave', 'review_undim', 'review_raw'];
const READS = [
  'review_fold_queue',
  'review_fold_prompt',
  'review_fold_context',
  'review_fold_scorecard',
  'review_finder',
];
const SELECTS = [
  'review_sentence_next',
  'review_sentence_previous',
  'review_word_longer',
  'review_word_shorter',
  'review_word_start_later',
  'review_word_start_earlier',
  'review_passage_next',
  'review_passage_previous',
];
/** The span is made: what is left open can be left so by going on. */
const GOES_ON = ['review_submit', 'review_undo', 'review_redo', 'review_next', 'review_previous'];

const allowed: Readonly<Record<Exclude<OpenBarKind, 'none'>, ReadonlySet<string>>> = {
  reason: new Set([...ALWAYS, ...READS]),
  // The key that submits confirms the words.
  note: new Set([...ALWAYS, 'review_submit']),
  class: new Set([...ALWAYS, ...READS]),
  support: new Set([...ALWAYS, ...READS, ...SELECTS, ...GOES_ON]),
};

export function isHeardBeside(open: OpenBarKind, command: string): boolean {
  return open === 'none' || /^review_option_\d$/.test(command) || allowed[open].has(command);
}

/** The handlers, of which only those are carried out that are expected while `open` is. */
export function guardHandlers(
  handlers: Handlers,
  open: OpenBarKind,
  announce: (words: string) => void,
): Handlers {
  if (open === 'none') return handlers;
  return Object.fromEntries(
    Object.entries(handlers).map(([id, handler]) => [
      id,
      isHeardBeside(open, id)
        ? handler
        : (phase: 'down' | 'up') => {
            if (phase === 'down')
              announce('A choice is open: press one of its numbers, or Escape to leave it.');
          },
    ]),
  );
}
