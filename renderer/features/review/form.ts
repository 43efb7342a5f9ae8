/**
 * The form in hand: answers, the question in focus, and what can be undone. Pure functions from form to form.
 *
 * Invariant: an answer is never filled in by anything but an act of this person; a question that is not asked keeps
 * what it held, but it can have no focus and is not submitted.
 */
import type { ReviewItem } from './types.ts';
import type { Answer, Answers, Draft, EvidenceSpan, Support } from '../../../shared/domain/review.ts';
import { isAsked, listMissing, relevantAnswers } from '../../../shared/domain/review.ts';
import type { Question, Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { History, Moved, Step } from './form-history.ts';
import { NO_HISTORY, endTyping, record, stepBack, stepForth, withAnswer } from './form-history.ts';

export interface ItemForm {
  answers: Answers;
  /** Question in focus. */
  focused: string;
  supersedes: Draft['supersedes'];
  history: History;
}

export function listAsked(card: Scorecard, answers: Answers): Question[] {
  return card.questions.filter((of) => isAsked(of, answers, card));
}

/**
 * The form as it was left: the draft, else what was submitted, else empty. What another item holds has no part in it.
 * `left` is how this item's form left the screen last: its history goes on where the answers are still the same.
 */
export function openForm(
  card: Scorecard,
  item: Pick<ReviewItem, 'draft' | 'review'>,
  left?: ItemForm,
): ItemForm {
  const answers = item.draft?.answers ?? item.review?.answers ?? {};
  const asked = listAsked(card, answers);
  const held = asked.find((of) => of.id === item.draft?.focusedQuestion);
  return {
    answers,
    focused: (held ?? asked[0])?.id ?? '',
    supersedes: item.draft?.supersedes ?? null,
    history: left !== undefined && isSame(left.answers, answers) ? endTyping(left.history) : NO_HISTORY,
  };
}

const isSame = (a: Answers, b: Answers): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

export function focusQuestion(form: ItemForm, id: string): ItemForm {
  return form.focused === id ? form : { ...form, focused: id, history: endTyping(form.history) };
}

/** Focus on the next or previous asked question; it stays at either end. */
export function stepFocus(form: ItemForm, card: Scorecard, step: 1 | -1): ItemForm {
  const asked = listAsked(card, form.answers);
  const at = asked.findIndex((of) => of.id === form.focused);
  const next = asked[at < 0 ? 0 : Math.max(0, Math.min(asked.length - 1, at + step))];
  return next === undefined ? form : focusQuestion(form, next.id);
}

/** The form with one answer changed, as a step that can be undone. */
function answer(form: ItemForm, id: string, after: Answer | null, isTyping = false): ItemForm {
  const step: Step = { question: id, before: form.answers[id] ?? null, after };
  return {
    ...form,
    answers: withAnswer(form.answers, id, after),
    history: record(form.history, step, isTyping),
  };
}

/**
 * Chooses an option; focus moves on to the next asked question. Choosing the chosen option of an optional question
 * again takes the answer back and stays.
 */
export function chooseOption(form: ItemForm, card: Scorecard, question: string, option: string): ItemForm {
  const of = card.questions.find((one) => one.id === question);
  if (of === undefined || !isChoice(of) || !of.options.some((one) => one.id === option)) return form;
  const held = form.answers[question];
  const isHeld = held?.type === 'choice' && held.option === option;
  if (isHeld && !of.isRequired) return focusQuestion(answer(form, question, null), question);
  const chosen = isHeld ? form : answer(form, question, { type: 'choice', option });
  return stepFocus(focusQuestion(chosen, question), card, 1);
}

/** Chooses by number, 1-based, in the question in focus. */
export function chooseNumber(form: ItemForm, card: Scorecard, number: number): ItemForm {
  const of = card.questions.find((one) => one.id === form.focused);
  const option = of !== undefined && isChoice(of) ? of.options[number - 1] : undefined;
  return of === undefined || option === undefined ? form : chooseOption(form, card, of.id, option.id);
}

/** Writes a text answer, cut at the question's limit. */
export function writeText(
  form: ItemForm,
  question: Extract<Question, { type: 'text' }>,
  text: string,
): ItemForm {
  const kept = text.replaceAll('\u0000', '').slice(0, question.maxLength).toWellFormed();
  return answer(form, question.id, kept === '' ? null : { type: 'text', text: kept }, true);
}

const NO_SPANS: readonly EvidenceSpan[] = [];

export function spansOf(form: ItemForm, question: string): readonly EvidenceSpan[] {
  const held = form.answers[question];
  return held?.type === 'spans' ? held.spans : NO_SPANS;
}

function withSpans(form: ItemForm, question: string, spans: readonly EvidenceSpan[]): ItemForm {
  return answer(form, question, spans.length === 0 ? null : { type: 'spans', spans: [...spans] });
}

/** Adds a span; spans stay in the order of the output. */
export function addSpan(form: ItemForm, question: string, span: EvidenceSpan): ItemForm {
  const spans = [...spansOf(form, question), span];
  return withSpans(
    form,
    question,
    spans.toSorted((a, b) => a.output.start - b.output.start || a.output.end - b.output.end),
  );
}

export function changeSpan(
  form: ItemForm,
  question: string,
  id: string,
  change: { class?: string; support?: Support | null },
): ItemForm {
  const spans = spansOf(form, question);
  if (!spans.some((one) => one.id === id)) return form;
  return withSpans(
    form,
    question,
    spans.map((one) => (one.id === id ? { ...one, ...change } : one)),
  );
}

export function removeSpan(form: ItemForm, question: string, id: string): ItemForm {
  const spans = spansOf(form, question);
  return spans.some((one) => one.id === id)
    ? withSpans(
        form,
        question,
        spans.filter((one) => one.id !== id),
      )
    : form;
}

function moved(form: ItemForm, card: Scorecard, to: Moved | null): ItemForm {
  if (to === null) return form;
  const { answers, history, step } = to;
  const of = card.questions.find((one) => one.id === step.question);
  // Evidence is made from the text, with focus elsewhere: the hand stays where it is.
  const leads = of !== undefined && of.type !== 'spans' && isAsked(of, answers, card);
  const stays = listAsked(card, answers).some((one) => one.id === form.focused);
  const focused = leads ? of.id : stays ? form.focused : (listAsked(card, answers)[0]?.id ?? '');
  return { ...form, answers, history, focused };
}

/** Takes back the last change of any answer; focus goes to its question. */
export function undo(form: ItemForm, card: Scorecard): ItemForm {
  return moved(form, card, stepBack(form.answers, form.history));
}

/** Makes the change again that was undone last. */
export function redo(form: ItemForm, card: Scorecard): ItemForm {
  return moved(form, card, stepForth(form.answers, form.history));
}

/** Required questions that still need an answer, in scorecard order. */
export function listOpenQuestions(form: ItemForm, card: Scorecard): Question[] {
  const missing = new Set(listMissing(card, form.answers));
  return card.questions.filter((of) => missing.has(of.id));
}

/** What is stored while typing: everything, hidden questions included. */
export function draftOf(form: ItemForm, elapsedMs: number): Draft {
  return {
    answers: form.answers,
    elapsedMs: Math.max(0, Math.round(elapsedMs)),
    focusedQuestion: form.focused === '' ? null : form.focused,
    supersedes: form.supersedes,
  };
}

/** What is submitted: only answers of questions that are asked. */
export function submissionOf(form: ItemForm, card: Scorecard, elapsedMs: number): Draft {
  return { ...draftOf(form, elapsedMs), answers: relevantAnswers(card, form.answers), focusedQuestion: null };
}

/** Whether anything was filled in that would be lost. */
export function isBlank(form: ItemForm): boolean {
  return Object.keys(form.answers).length === 0;
}
