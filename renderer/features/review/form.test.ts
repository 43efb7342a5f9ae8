import { expect, it } from 'vitest';
import { checkAnswers } from '../../../shared/domain/review.ts';
import type { EvidenceSpan } from '../../../shared/domain/review.ts';
import { hallucinationAudit as card } from '../../../shared/domain/defaults.ts';
import type { Trace } from '../../../shared/domain/trace.ts';
import {
  addSpan,
  changeSpan,
  chooseNumber,
  chooseOption,
  draftOf,
  focusQuestion,
  isBlank,
  listAsked,
  listOpenQuestions,
  openForm,
  removeSpan,
  spansOf,
  stepFocus,
  submissionOf,
  textOf,
  undoSpans,
  writeText,
} from './form.ts';

const empty = openForm(card, { draft: null, review: null });
const press = (digits: string) =>
  [...digits].reduce((form, digit) => chooseNumber(form, card, Number(digit)), empty);

function span(id: string, start: number): EvidenceSpan {
  return { id, output: { start, end: start + 3, quote: 'abc' }, class: 'policy', support: null };
}

it('opens empty, with focus on the first question', () => {
  expect(empty.answers).toEqual({});
  expect(empty.focused).toBe('hallucination');
  expect(isBlank(empty)).toBe(true);
});

it('scores a clean answer with three digits, as conditional questions are not asked', () => {
  const form = press('113');
  expect(form.answers).toEqual({
    hallucination: { type: 'choice', option: 'none' },
    policy: { type: 'choice', option: 'complies' },
    actionability: { type: 'choice', option: 'actionable_as_is' },
  });
  expect(listOpenQuestions(form, card)).toEqual([]);
});

it('asks for severity as soon as there is a hallucination, and moves there', () => {
  const form = press('4');
  expect(form.focused).toBe('severity');
  expect(listAsked(card, form.answers).map((of) => of.id)).toContain('cause');
  expect(listOpenQuestions(form, card).map((of) => of.id)).toEqual(['severity', 'policy', 'actionability']);
});

it('never submits the answer of a question that is not asked, yet keeps it in the draft', () => {
  const form = chooseOption(press('4213'), card, 'hallucination', 'none');
  expect(draftOf(form, 0).answers['severity']).toEqual({ type: 'choice', option: 'major' });
  const sent = submissionOf(form, card, 12.6);
  expect(sent.answers['severity']).toBeUndefined();
  expect(sent.elapsedMs).toBe(13);
  expect(checkAnswers(card, sent.answers, { output: '', context: [] } as unknown as Trace)).toEqual([]);
});

it('ignores a number that the question in focus does not have', () => {
  expect(press('9')).toBe(empty);
  const onText = focusQuestion(empty, 'note');
  expect(chooseNumber(onText, card, 1)).toBe(onText);
});

it('takes an optional answer back when it is chosen again, but never a required one', () => {
  const twice = chooseOption(chooseOption(press('2'), card, 'cause', 'unclear'), card, 'cause', 'unclear');
  expect(twice.answers['cause']).toBeUndefined();
  expect(twice.focused).toBe('cause');
  expect(chooseOption(press('1'), card, 'hallucination', 'none').answers['hallucination']).toBeDefined();
});

it('moves focus over asked questions only, and stays at either end', () => {
  expect(stepFocus(empty, card, -1)).toBe(empty);
  expect(stepFocus(empty, card, 1).focused).toBe('policy');
  expect(stepFocus(focusQuestion(empty, 'note'), card, 1).focused).toBe('note');
});

it('opens from the draft, else from the review, at the question that had focus', () => {
  const draft = { ...draftOf(focusQuestion(press('4'), 'cause'), 500), supersedes: null };
  expect(openForm(card, { draft, review: null }).focused).toBe('cause');
  expect(openForm(card, { draft, review: null }).answers).toEqual(draft.answers);
});

it('keeps text within its limit, without what the store refuses', () => {
  const note = card.questions.find((of) => of.id === 'note');
  if (note?.type !== 'text') throw new Error('no note');
  expect(textOf(writeText(empty, note, `a\u0000b\ud800`), 'note')).toBe('ab\ufffd');
  expect(textOf(writeText(empty, note, 'x'.repeat(9000)), 'note')).toHaveLength(5000);
  expect(writeText(writeText(empty, note, 'x'), note, '').answers['note']).toBeUndefined();
});

it('keeps spans in the order of the output, and takes every change back', () => {
  const one = addSpan(empty, 'evidence', span('b', 10));
  const two = addSpan(one, 'evidence', span('a', 2));
  expect(spansOf(two, 'evidence').map((of) => of.id)).toEqual(['a', 'b']);
  const linked = changeSpan(two, 'evidence', 'b', { support: { kind: 'not_in_context' } });
  const removed = removeSpan(linked, 'evidence', 'a');
  expect(spansOf(removed, 'evidence')).toHaveLength(1);
  const back = [1, 2, 3, 4].reduce((form) => undoSpans(form, 'evidence'), removed);
  expect(back.answers).toEqual({});
  expect(undoSpans(back, 'evidence')).toBe(back);
  expect(removeSpan(two, 'evidence', 'unknown')).toBe(two);
});
