import fc from 'fast-check';
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
  redo,
  removeSpan,
  spansOf,
  stepFocus,
  submissionOf,
  undo,
  writeText,
} from './form.ts';
import type { ItemForm } from './form.ts';

const empty = openForm(card, { draft: null, review: null });
const press = (digits: string) =>
  [...digits].reduce((form, digit) => chooseNumber(form, card, Number(digit)), empty);

function textOf(form: ItemForm, question: string): string {
  const held = form.answers[question];
  return held?.type === 'text' ? held.text : '';
}

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
  const back = [1, 2, 3, 4].reduce((form) => undo(form, card), removed);
  expect(back.answers).toEqual({});
  expect(back.focused).toBe(removed.focused);
  expect(undo(back, card)).toBe(back);
  expect(removeSpan(two, 'evidence', 'unknown')).toBe(two);
});

const noteOf = card.questions.find((of) => of.id === 'note');
const typed = (form: typeof empty, ...texts: string[]) =>
  texts.reduce((held, text) => {
    if (noteOf?.type !== 'text') throw new Error('no note');
    return writeText(focusQuestion(held, 'note'), noteOf, text);
  }, form);

it('undoes the last answer, whatever question it was, and leads back to it', () => {
  const form = press('42');
  const once = undo(form, card);
  expect(once.answers).toEqual({ hallucination: { type: 'choice', option: 'policy' } });
  expect(once.focused).toBe('severity');
  expect(undo(once, card).focused).toBe('hallucination');
  expect(redo(undo(once, card), card).answers).toEqual(once.answers);
});

it('undoes what was typed in one go as one change, and what was typed after leaving the field apart from it', () => {
  const form = typed(focusQuestion(typed(press('1'), 'a', 'ab'), 'policy'), 'abc', 'abcd');
  expect(textOf(undo(form, card), 'note')).toBe('ab');
  expect(textOf(undo(undo(form, card), card), 'note')).toBe('');
  expect(undo(undo(undo(form, card), card), card).answers).toEqual({});
});

it('brings back an answer that hung on the one that is undone', () => {
  const changed = chooseOption(press('4213'), card, 'hallucination', 'none');
  const back = undo(changed, card);
  expect(back.answers['severity']).toEqual({ type: 'choice', option: 'major' });
  expect(listOpenQuestions(back, card)).toEqual([]);
});

type Act = { of: 'choose'; question: number; option: number } | { of: 'type'; text: string };
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ of: fc.constant('choose' as const), question: fc.nat(4), option: fc.nat(5) }),
  fc.record({ of: fc.constant('type' as const), text: fc.string({ maxLength: 5 }) }),
);
const carryOut = (form: typeof empty, one: Act): typeof empty =>
  one.of === 'type'
    ? typed(form, one.text)
    : chooseNumber(focusQuestion(form, card.questions[one.question]?.id ?? ''), card, one.option + 1);

it('leads back to an empty form by undoing, and to the same answers by redoing, from anywhere', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const done = acts.reduce(carryOut, empty);
      let form = done;
      while (form.history.past.length > 0) form = undo(form, card);
      expect(form.answers).toEqual({});
      while (form.history.future.length > 0) form = redo(form, card);
      expect(form.answers).toEqual(done.answers);
      expect(redo(form, card)).toBe(form);
    }),
  );
});

it('has focus on a question that is asked, after every answer, undo and redo', () => {
  const steps = fc.array(fc.oneof(act, fc.constant('undo' as const), fc.constant('redo' as const)), {
    maxLength: 30,
  });
  const isAskedNow = (form: typeof empty, one: Act): boolean =>
    one.of === 'type' ||
    listAsked(card, form.answers).some((of) => of.id === card.questions[one.question]?.id);
  fc.assert(
    fc.property(steps, (acts) => {
      let form = empty;
      for (const one of acts) {
        if (one === 'undo') form = undo(form, card);
        else if (one === 'redo') form = redo(form, card);
        else if (isAskedNow(form, one)) form = carryOut(form, one);
        expect(listAsked(card, form.answers).map((of) => of.id)).toContain(form.focused);
      }
    }),
  );
});

it('never fills in anything from another item: a form without draft or review is empty, whatever was answered before', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 20 }), (acts) => {
      const before = acts.reduce(carryOut, empty);
      expect(openForm(card, { draft: null, review: null })).toEqual(empty);
      expect(openForm(card, { draft: null, review: null }, before).answers).toEqual({});
    }),
  );
});

it('goes on with the history of an item that comes back unchanged, and drops it when the answers are others', () => {
  const left = press('42');
  const draft = draftOf(left, 0);
  const back = openForm(card, { draft: structuredClone(draft), review: null }, left);
  expect(undo(back, card).answers).toEqual(undo(left, card).answers);
  const other = openForm(card, { draft: draftOf(press('1'), 0), review: null }, left);
  expect(undo(other, card)).toBe(other);
});
