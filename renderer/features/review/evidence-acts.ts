/**
 * What each step of making a span does: reads the selection, changes the form, moves the flow on. Selections come from
 * the page; the form is changed only through form.ts.
 */
import type { EvidenceSpan, Range as SpanRange } from '../../../shared/domain/review.ts';
import type { Taxonomy, TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import type { Trace } from '../../../shared/domain/trace.ts';
import { cutSentences } from '../../../shared/evidence/claims.ts';
import { newUuid } from '../../lib/uuid.ts';
import { passageElement } from './context-column.tsx';
import { domRangesOf, rangeOfDom, selectInDom, selectionWithin } from '../../ui/reading/dom-selection.ts';
import { IDLE, listSpanClasses, supportChoices, supportFor } from './evidence-flow.ts';
import type { EvidenceFlow, PassageSelection } from './evidence-flow.ts';
import { addSpan, changeSpan, spansOf } from './form.ts';
import { stepSentence } from './sentences.ts';
import { offsetsOf, rangeBetween } from '../../ui/reading/text-offsets.ts';
import type { HeldForm } from './use-item-form.ts';
import { stepWord, wordsFrom } from './words.ts';
import type { Edge, Stretch } from './words.ts';

export interface EvidenceScope {
  trace: Trace;
  taxonomy: Taxonomy;
  /** Id of the question that holds the spans. */
  question: string;
  held: HeldForm;
  /** The bench and the text of the output as they stand in the page now. */
  findBench: () => Element | null;
  findOutput: () => Element | null;
  focusedPassage: number | null;
  focusPassage: (rank: number) => void;
  /** Id of the span that was stepped or pointed to. */
  chosenSpan: string | null;
  chooseSpan: (id: string | null) => void;
  flow: EvidenceFlow;
  setFlow: (flow: EvidenceFlow) => void;
  announce: (words: string) => void;
}

/** Element and text that a selection is made in now: the passage in focus while a span is linked, else the output. */
function placeOf(scope: EvidenceScope): { root: Element; text: string } | null {
  const { trace, flow } = scope;
  if (flow.step !== 'support') {
    const root = scope.findOutput();
    return root === null ? null : { root, text: trace.output };
  }
  const passage = trace.context.find((one) => one.rank === scope.focusedPassage) ?? trace.context[0];
  const root = passage === undefined ? null : passageElement(scope.findBench(), passage.rank);
  return passage === undefined || root === null ? null : { root, text: passage.text };
}

function selectedOutput(scope: EvidenceScope): SpanRange | null {
  const root = scope.findOutput();
  const selected = selectionWithin(root);
  return root === null || selected === null ? null : rangeOfDom(root, scope.trace.output, selected);
}

function selectedPassage(scope: EvidenceScope): PassageSelection | null {
  for (const { rank, text } of scope.trace.context) {
    const root = passageElement(scope.findBench(), rank);
    const selected = selectionWithin(root);
    const range = root === null || selected === null ? null : rangeOfDom(root, text, selected);
    if (range !== null) return { passage: rank, range };
  }
  return null;
}

/** Takes the selection in the output as a span to be. */
export function beginSpan(scope: EvidenceScope): void {
  if (scope.held.isLocked) {
    scope.announce('This item is submitted: reopen it to change its evidence.');
    return;
  }
  const range = selectedOutput(scope);
  if (range === null) {
    scope.announce(
      'Select words of the output first: drag over them, or press Shift and the down arrow for a sentence.',
    );
    return;
  }
  scope.setFlow({ step: 'class', range, spanId: null });
}

function makeSpan(scope: EvidenceScope, output: SpanRange, of: TaxonomyClass): void {
  const { question, held, trace } = scope;
  const same = spansOf(held.form, question).find(
    (one) => one.class === of.id && one.output.start === output.start && one.output.end === output.end,
  );
  if (same !== undefined) {
    scope.chooseSpan(same.id);
    scope.setFlow(IDLE);
    scope.announce('These words are a span of this class already.');
    return;
  }
  const span: EvidenceSpan = { id: newUuid(), output, class: of.id, support: null };
  held.change((form) => addSpan(form, question, span));
  window.getSelection()?.removeAllRanges();
  scope.chooseSpan(span.id);
  scope.setFlow({ step: 'support', range: output, spanId: span.id });
  const first = trace.context[0];
  if (scope.focusedPassage === null && first !== undefined) scope.focusPassage(first.rank);
  scope.announce(
    `${of.title} span made. Now select words of a passage, then 1 supports or 2 contradicts; or 3, not in context.`,
  );
}

function chooseClass(
  scope: EvidenceScope,
  at: Extract<EvidenceFlow, { step: 'class' }>,
  number: number,
): void {
  const { taxonomy, question, held } = scope;
  const chosen = listSpanClasses(taxonomy).find((one) => one.number === number);
  if (chosen === undefined) {
    scope.announce('That number is no class of a span. Escape leaves.');
    return;
  }
  const { spanId } = at;
  if (spanId !== null) {
    held.change((form) => changeSpan(form, question, spanId, { class: chosen.of.id }));
    scope.setFlow(IDLE);
    scope.announce(`The span is ${chosen.of.title} now.`);
    return;
  }
  makeSpan(scope, at.range, chosen.of);
}

function chooseSupport(
  scope: EvidenceScope,
  at: Extract<EvidenceFlow, { step: 'support' }>,
  number: number,
): void {
  const chosen = supportChoices.find((one) => one.number === number);
  if (chosen === undefined) return;
  const support = supportFor(chosen.kind, selectedPassage(scope));
  if (support === null) {
    scope.announce('Select the words of the passage first.');
    return;
  }
  scope.held.change((form) => changeSpan(form, scope.question, at.spanId, { support }));
  window.getSelection()?.removeAllRanges();
  scope.announce(`Linked: ${chosen.title.toLowerCase()}.`);
  scope.setFlow(IDLE);
}

/** Carries out a digit in the step that the flow is in. */
export function chooseInFlow(scope: EvidenceScope, number: number): void {
  const { flow } = scope;
  if (flow.step === 'class') chooseClass(scope, flow, number);
  if (flow.step === 'support') chooseSupport(scope, flow, number);
}

/** Says what is selected now: a selection made by key is otherwise silent. */
function sayStretch(scope: EvidenceScope, text: string, { start, end }: Stretch): void {
  const quote = rangeBetween(text, start, end)?.quote ?? '';
  scope.announce(`Selected: ${quote.length > 160 ? `${[...quote].slice(0, 158).join('')}…` : quote}`);
}

/** What is selected in a place, as offsets of its text; null when nothing is. */
function stretchIn(root: Element, text: string): Stretch | null {
  const live = selectionWithin(root);
  const selected = live === null ? null : rangeOfDom(root, text, live);
  return selected === null ? null : offsetsOf(text, selected);
}

/** Selects the next or previous sentence of the place that a selection is made in. */
export function selectSentence(scope: EvidenceScope, step: 1 | -1): void {
  const at = placeOf(scope);
  if (at === null) return;
  const sentences = cutSentences(at.text, scope.trace.language);
  let next = stepSentence(sentences, stretchIn(at.root, at.text), step);
  // A sentence of which nothing is shown (an image alone, text that is still folded) is passed over.
  while (next !== null && !selectInDom(at.root, at.text, next.start, next.end)) {
    next = stepSentence(sentences, next, step);
  }
  if (next !== null) sayStretch(scope, at.text, next);
}

/** Moves one edge of the selection by a word; where nothing is selected, the first word is. */
export function changeByWord(scope: EvidenceScope, edge: Edge, step: 1 | -1): void {
  const at = placeOf(scope);
  if (at === null) return;
  const { root, text } = at;
  const isShown = (word: Stretch): boolean => domRangesOf(root, text, word.start, word.end).length > 0;
  const selected = stretchIn(root, text);
  const next =
    selected === null
      ? (wordsFrom(text, 0, scope.trace.language).find(isShown) ?? null)
      : stepWord(text, selected, edge, step, isShown, scope.trace.language);
  if (next === null || !selectInDom(root, text, next.start, next.end)) return;
  sayStretch(scope, text, next);
}
