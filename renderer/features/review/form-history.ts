/**
 * What can be undone in a form: every change of an answer as a step of one history, whatever kind of question it was.
 * Pure. Knows nothing of keys, drafts or the store.
 *
 * Invariant: a step changes one answer; undoing and redoing it leads back to the very same answers; what is typed into
 * one field in one go is one step; a new change ends what could be redone.
 */
import type { Answer, Answers } from '../../../shared/domain/review.ts';

export interface Step {
  question: string;
  before: Answer | null;
  after: Answer | null;
}

export interface History {
  /** Steps that can be undone, latest last. */
  past: readonly Step[];
  /** Steps that were undone, the next to redo last. */
  future: readonly Step[];
  /** The latest step is a text that is still being typed: the next letter belongs to it. */
  isTyping: boolean;
}

export const NO_HISTORY: History = { past: [], future: [], isTyping: false };
const MAX_STEPS = 100;

export function withAnswer(answers: Answers, question: string, answer: Answer | null): Answers {
  const { [question]: _, ...rest } = answers;
  return answer === null ? rest : { ...rest, [question]: answer };
}

/** The history after `step`. */
export function record(history: History, step: Step, isTyping: boolean): History {
  const last = history.past.at(-1);
  const goesOn = isTyping && history.isTyping && last?.question === step.question;
  const past = goesOn
    ? [...history.past.slice(0, -1), { ...last, after: step.after }]
    : [...history.past, step].slice(-MAX_STEPS);
  return { past, future: [], isTyping };
}

/** What is typed from now on is another step. */
export function endTyping(history: History): History {
  return history.isTyping ? { ...history, isTyping: false } : history;
}

export interface Moved {
  answers: Answers;
  history: History;
  step: Step;
}

/** Takes back the latest step; null when there is none. */
export function stepBack(answers: Answers, history: History): Moved | null {
  const step = history.past.at(-1);
  if (step === undefined) return null;
  return {
    answers: withAnswer(answers, step.question, step.before),
    history: { past: history.past.slice(0, -1), future: [...history.future, step], isTyping: false },
    step,
  };
}

/** Makes the step that was undone last again; null when there is none. */
export function stepForth(answers: Answers, history: History): Moved | null {
  const step = history.future.at(-1);
  if (step === undefined) return null;
  return {
    answers: withAnswer(answers, step.question, step.after),
    history: { past: [...history.past, step], future: history.future.slice(0, -1), isTyping: false },
    step,
  };
}
