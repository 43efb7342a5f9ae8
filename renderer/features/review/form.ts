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

export interface ItemForm {
  answers: Answers;
  /** Question in focus. */
  focused: string;
  supersedes: Draft['supersedes'];
  /** Span lists to go back to, latest last. */
  undo: readonly (readonly EvidenceSpan[])[];
}

const MAX_UNDO = 50;

export function listAsked(card: Scorecard, answers: Answers): Question[] {
  return card.questions.filter((of) => isAsked(of, answers, card));
}

/** The form as it was left: the draft, else what was submitted, else empty. */
export function openForm(card: Scorecard, item: Pick<ReviewItem, 'draft' | 'review'>): ItemForm {
  const answers = item.draft?.answers ?? item.review?.answers ?? {};
  const asked = listAsked(card, answers);
  const held = asked.find((of) => of.id === item.draft?.focusedQuestion);
  return {
    answers,
    focused: (held ?? asked[0])?.id ?? '',
    supersedes: item.draft?.supersedes ?? null,
    undo: [],
  };
}

export function focusQuestion(form: ItemForm, id: string): ItemForm {
  return form.focused === id ? form : { ...form, focused: id };
}

/** Focus on the next or previous asked question; it stays at either end. */
export function stepFocus(form: ItemForm, card: Scorecard, step: 1 | -1): ItemForm {
  const asked = listAsked(card, form.answers);
  const at = asked.findIndex((of) => of.id === form.focused);
  const next = asked[at < 0 ? 0 : Math.max(0, Math.min(asked.length - 1, at + step))];
  return next === undefined ? form : focusQuestion(form, next.id);
}

function withAnswer(form: ItemForm, id: string, answer: Answer | null): ItemForm {
  const { [id]: _, ...rest } = form.answers;
  return { ...form, answers: answer === null ? rest : { ...rest, [id]: answer } };
}

/**
 * Chooses an option; focus moves on to the next asked question. Choosing the chosen option of an optional question
 * again takes the answer back and stays.
 */
export function chooseOption(form: ItemForm, card: Scorecard, question: string, option: string): ItemForm {
  const of = card.questions.find((one) => one.id === question);
  if (of === undefined || !isChoice(of) || !of.options.some((one) => one.id === option)) return form;
  const held = form.answers[question];
  const isSame = held?.type === 'choice' && held.option === option;
  if (isSame && !of.isRequired) return focusQuestion(withAnswer(form, question, null), question);
  const chosen = isSame ? form : withAnswer(form, question, { type: 'choice', option });
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
  return withAnswer(form, question.id, kept === '' ? null : { type: 'text', text: kept });
}

export function textOf(form: ItemForm, question: string): string {
  const held = form.answers[question];
  return held?.type === 'text' ? held.text : '';
}

const NO_SPANS: readonly EvidenceSpan[] = [];

export function spansOf(form: ItemForm, question: string): readonly EvidenceSpan[] {
  const held = form.answers[question];
  return held?.type === 'spans' ? held.spans : NO_SPANS;
}

function withSpans(form: ItemForm, question: string, spans: readonly EvidenceSpan[]): ItemForm {
  const before = spansOf(form, question);
  const next = withAnswer(form, question, spans.length === 0 ? null : { type: 'spans', spans: [...spans] });
  return { ...next, undo: [...form.undo, before].slice(-MAX_UNDO) };
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

/** Takes back the last change of evidence. */
export function undoSpans(form: ItemForm, question: string): ItemForm {
  const before = form.undo.at(-1);
  if (before === undefined) return form;
  const back = withAnswer(form, question, before.length === 0 ? null : { type: 'spans', spans: [...before] });
  return { ...back, undo: form.undo.slice(0, -1) };
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
