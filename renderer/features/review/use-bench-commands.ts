/** Which command does what on the bench. The keys themselves are data in shared/commands. */
import { useCommands } from '../../lib/shortcuts.ts';
import type { Handlers } from '../../lib/shortcuts.ts';
import { chooseNumber, focusQuestion, stepFocus } from './form.ts';
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

function stepPassage(bench: Bench, by: 1 | -1): void {
  const passages = bench.item?.trace.context ?? [];
  const at = passages.findIndex((one) => one.rank === bench.perItem.focusedPassage);
  const next = passages[at < 0 ? (by === 1 ? 0 : passages.length - 1) : at + by];
  if (next !== undefined) bench.update({ focusedPassage: next.rank });
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
  else window.getSelection()?.removeAllRanges();
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

export function useBenchCommands(bench: Bench, elements: BenchElements): void {
  const digits: Handlers = Object.fromEntries(
    Array.from({ length: 9 }, (_, at) => [`review_option_${at + 1}`, () => chooseDigit(bench, at + 1)]),
  );
  useCommands({
    ...digits,
    review_next: () => bench.step(1),
    review_previous: () => bench.step(-1),
    review_question_next: () => stepQuestion(bench, 1),
    review_question_previous: () => stepQuestion(bench, -1),
    review_filter: () => elements.filterField.current?.focus(),
    review_skip: () => ask(bench, 'skip'),
    review_flag: () => ask(bench, 'flag'),
    review_reopen: () => bench.acts.reopen(),
    review_note: () => writeNote(bench, elements),
    review_submit: () => bench.submit(),
    review_submit_complete: () => bench.submit(),
    review_leave: () => leave(bench, elements),
    review_evidence: () => bench.evidence.begin(),
    review_sentence_next: () => bench.evidence.stepSentence(1),
    review_sentence_previous: () => bench.evidence.stepSentence(-1),
    review_word_longer: () => bench.evidence.stepWord(1),
    review_word_shorter: () => bench.evidence.stepWord(-1),
    review_undo: () => bench.evidence.undo(),
    review_passage_next: () => stepPassage(bench, 1),
    review_passage_previous: () => stepPassage(bench, -1),
    review_raw: () => bench.toggleRaw(),
    review_undim: (phase) => undim(elements, phase),
  });
}
