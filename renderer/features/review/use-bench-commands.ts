/** Which command does what on the bench. The keys themselves are data in shared/commands. */
import { runCommand, useCommands } from '../../lib/shortcuts.ts';
import type { Handlers } from '../../lib/shortcuts.ts';
import { guardHandlers } from './bench-guard.ts';
import type { OpenBarKind } from './bench-guard.ts';
import { chooseNumber, focusQuestion, redo, stepFocus, undo } from './form.ts';
import { movedWords } from './form-words.ts';
import { needsNote } from './reason-bar.tsx';
import { flagChoices, skipChoices } from './reason-words.ts';
import type { Bench, BenchElements } from './use-bench.ts';

function chooseReason(bench: Bench, number: number): void {
  const { asked } = bench.perItem;
  if (asked?.act === 'skip') {
    const chosen = skipChoices.find((one) => one.number === number);
    if (chosen === undefined) return;
    if (needsNote(chosen.reason)) bench.update({ asked: { act: 'skip', noted: chosen.reason } });
    else {
      bench.update({ asked: null });
      bench.acts.skip(chosen.reason, '');
    }
  }
  if (asked?.act === 'flag') {
    const chosen = flagChoices.find((one) => one.number === number);
    if (chosen === undefined) return;
    if (needsNote(chosen.reason)) bench.update({ asked: { act: 'flag', noted: chosen.reason } });
    else {
      bench.update({ asked: null });
      bench.acts.flag(chosen.reason, '');
    }
  }
}

function chooseDigit(bench: Bench, number: number): void {
  if (bench.perItem.asked !== null) chooseReason(bench, number);
  else if (bench.evidence.flow.step !== 'idle') bench.evidence.choose(number);
  else bench.held?.change((form) => chooseNumber(form, bench.card, number));
}

/** Selects the sentence and lights what supports it; while a span is linked the sentence is one of a passage. */
function stepSentence(bench: Bench, by: 1 | -1): void {
  bench.evidence.stepSentence(by);
  if (bench.evidence.flow.step !== 'support') bench.finder.lightSelection();
}

function stepQuestion(bench: Bench, by: 1 | -1): void {
  bench.held?.change((form) => stepFocus(form, bench.card, by));
}

/** Leaves what is open, from the inside out. */
function leave(bench: Bench, elements: BenchElements): void {
  const { perItem, evidence, held } = bench;
  const focused = document.activeElement;
  if (perItem.asked !== null) bench.update({ asked: null });
  else if (focused instanceof HTMLElement && focused.matches('input, textarea, select')) {
    focused.blur();
    focusBlock(elements, held?.form.focused);
  } else if (evidence.flow.step !== 'idle') evidence.close();
  else if (bench.finder.putOut() || window.getSelection()?.isCollapsed === false) {
    window.getSelection()?.removeAllRanges();
  } else runCommand('review_introduction_skip');
}

/** Undo and redo of any answer, evidence included. */
function moveInHistory(bench: Bench, verb: 'Undone' | 'Redone'): void {
  const { held, card, evidence, announce } = bench;
  if (held === null || held.isLocked) return;
  let words = verb === 'Undone' ? 'Nothing to undo.' : 'Nothing to redo.';
  held.change((form) => {
    const after = verb === 'Undone' ? undo(form, card) : redo(form, card);
    const step = verb === 'Undone' ? form.history.past.at(-1) : form.history.future.at(-1);
    if (step !== undefined)
      words = movedWords(verb, card, step.question, after.answers[step.question] ?? null);
    return after;
  });
  evidence.close();
  announce(words);
}

/** Puts focus on the next or previous option of the question in focus, which shows what it means. */
function lookAtOption(bench: Bench, elements: BenchElements, by: 1 | -1): void {
  const block = elements.bench.current?.querySelector(`[data-question="${bench.held?.form.focused ?? ''}"]`);
  const options = [...(block?.querySelectorAll<HTMLElement>('[data-option]') ?? [])];
  const at = options.findIndex((one) => one === document.activeElement);
  const next = at < 0 ? (by === 1 ? 0 : options.length - 1) : (at + by + options.length) % options.length;
  options[next]?.focus({ preventScroll: true });
}

/** Submits the form; while words for a skip or flag are written, the same key confirms these. */
function submit(bench: Bench): void {
  const focused = document.activeElement;
  if (bench.perItem.asked === null) bench.submit();
  else if (focused instanceof HTMLInputElement) focused.form?.requestSubmit();
}

function openBarOf({ perItem, evidence }: Bench): OpenBarKind {
  if (perItem.asked !== null) return perItem.asked.noted === null ? 'reason' : 'note';
  return evidence.flow.step === 'idle' ? 'none' : evidence.flow.step;
}

function focusBlock({ bench }: BenchElements, question: string | undefined): void {
  bench.current
    ?.querySelector<HTMLElement>(`[data-question="${question ?? ''}"]`)
    ?.focus({ preventScroll: true });
}

function writeNote(bench: Bench, elements: BenchElements): void {
  const texts = bench.card.questions.filter((one) => one.type === 'text');
  const question = texts.find((one) => one.id === 'note') ?? texts.at(-1);
  if (question === undefined) return;
  bench.held?.change((form) => focusQuestion(form, question.id));
  elements.bench.current?.querySelector<HTMLElement>(`[data-question-text="${question.id}"]`)?.focus();
}

function undim({ bench }: BenchElements, phase: 'down' | 'up'): void {
  bench.current?.toggleAttribute('data-undim', phase === 'down');
}

function ask(bench: Bench, act: 'skip' | 'flag'): void {
  // A reviewed item can be flagged and reopened, but not skipped any more.
  if (bench.item === undefined || (act === 'skip' && bench.item.review !== null)) return;
  bench.evidence.close();
  bench.update({ asked: { act, noted: null } });
}

/** Only while they can be carried out, so that the palette does not offer them in vain. */
function roundHandlers({ queue, round }: Bench): Handlers {
  if (queue.calibration === null) return {};
  return queue.calibration.isOver
    ? { review_round_feedback: round.openFeedback }
    : { review_round_skip: round.skipAll };
}

export function useBenchCommands(bench: Bench, elements: BenchElements): void {
  const digits: Handlers = Object.fromEntries(
    Array.from({ length: 9 }, (_, at) => [`review_option_${at + 1}`, () => chooseDigit(bench, at + 1)]),
  );
  const handlers: Handlers = {
    ...digits,
    review_next: () => bench.step(1),
    review_previous: () => bench.step(-1),
    review_question_next: () => stepQuestion(bench, 1),
    review_question_previous: () => stepQuestion(bench, -1),
    review_filter: () => elements.filterField.current?.focus(),
    review_skip: () => ask(bench, 'skip'),
    review_flag: () => ask(bench, 'flag'),
    ...roundHandlers(bench),
    review_reopen: () => bench.acts.reopen(),
    review_note: () => writeNote(bench, elements),
    review_submit: () => submit(bench),
    review_submit_complete: () => bench.submit(),
    review_look_next: () => lookAtOption(bench, elements, 1),
    review_look_previous: () => lookAtOption(bench, elements, -1),
    review_undo: () => moveInHistory(bench, 'Undone'),
    review_redo: () => moveInHistory(bench, 'Redone'),
    review_leave: () => leave(bench, elements),
    review_evidence: () => bench.evidence.begin(),
    review_sentence_next: () => stepSentence(bench, 1),
    review_sentence_previous: () => stepSentence(bench, -1),
    review_word_longer: () => bench.evidence.stepWord('end', 1),
    review_word_shorter: () => bench.evidence.stepWord('end', -1),
    review_word_start_later: () => bench.evidence.stepWord('start', 1),
    review_word_start_earlier: () => bench.evidence.stepWord('start', -1),
    review_span_next: () => bench.evidence.stepSpan(1),
    review_span_previous: () => bench.evidence.stepSpan(-1),
    review_span_class: () => bench.evidence.reclass(),
    review_span_link: () => bench.evidence.relink(),
    review_span_remove: () => bench.evidence.remove(),
    review_passage_next: () => bench.finder.stepPassage(1),
    review_passage_previous: () => bench.finder.stepPassage(-1),
    review_unfound_next: () => bench.finder.stepDetail(1),
    review_unfound_previous: () => bench.finder.stepDetail(-1),
    review_finder: () => bench.finder.toggle(),
    review_raw: () => bench.toggleRaw(),
    review_undim: (phase) => undim(elements, phase),
  };
  useCommands(guardHandlers(handlers, openBarOf(bench), bench.announce));
}
