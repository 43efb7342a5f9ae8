/**
 * Evidence by keyboard and mouse: what is selected becomes a span, then gets its class and its link. Drives the flow
 * of evidence-flow.ts; writes only through the form.
 */
import { useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { EvidenceSpan, Range as SpanRange } from '../../../shared/domain/review.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import type { Trace } from '../../../shared/domain/trace.ts';
import { newUuid } from '../../lib/uuid.ts';
import { passageElement } from './context-column.tsx';
import { rangeOfDom, selectInDom, selectionWithin } from './dom-selection.ts';
import { IDLE, listSpanClasses, supportChoices, supportFor } from './evidence-flow.ts';
import type { EvidenceFlow, PassageSelection } from './evidence-flow.ts';
import { addSpan, changeSpan, removeSpan, undoSpans } from './form.ts';
import { listSentences, stepSentence } from './sentences.ts';
import { offsetsOf } from './text-offsets.ts';
import type { HeldForm } from './use-item-form.ts';

export interface EvidenceOptions {
  trace: Trace | undefined;
  taxonomy: Taxonomy | null;
  /** Id of the question that holds the spans; null when the scorecard has none. */
  question: string | null;
  held: HeldForm | null;
  bench: RefObject<HTMLElement | null>;
  output: RefObject<HTMLDivElement | null>;
  focusedPassage: number | null;
  focusPassage: (rank: number) => void;
  announce: (words: string) => void;
}

export interface Evidence {
  flow: EvidenceFlow;
  begin: () => void;
  choose: (number: number) => void;
  close: () => void;
  reclass: (span: EvidenceSpan) => void;
  relink: (span: EvidenceSpan) => void;
  remove: (span: EvidenceSpan) => void;
  undo: () => void;
  stepSentence: (step: 1 | -1) => void;
  stepWord: (step: 1 | -1) => void;
}

export function useEvidence(options: EvidenceOptions): Evidence {
  const { trace, taxonomy, question, held, bench, output, announce } = options;
  const [flow, setFlow] = useState<EvidenceFlow>(IDLE);
  const owner = useRef(trace);
  if (owner.current !== trace) {
    owner.current = trace;
    if (flow.step !== 'idle') setFlow(IDLE);
  }

  /** Element and text that a selection is made in now: the passage in focus while a span is linked, else the output. */
  const place = (): { root: Element; text: string } | null => {
    if (trace === undefined) return null;
    if (flow.step !== 'support')
      return output.current === null ? null : { root: output.current, text: trace.output };
    const passage = trace.context.find((one) => one.rank === options.focusedPassage) ?? trace.context[0];
    const root = passage === undefined ? null : passageElement(bench.current, passage.rank);
    return passage === undefined || root === null ? null : { root, text: passage.text };
  };

  const selectedOutput = (): SpanRange | null => {
    const selected = selectionWithin(output.current);
    if (selected === null || output.current === null || trace === undefined) return null;
    return rangeOfDom(output.current, trace.output, selected);
  };

  const selectedPassage = (): PassageSelection | null => {
    for (const passage of trace?.context ?? []) {
      const root = passageElement(bench.current, passage.rank);
      const selected = selectionWithin(root);
      const range = root === null || selected === null ? null : rangeOfDom(root, passage.text, selected);
      if (range !== null) return { passage: passage.rank, range };
    }
    return null;
  };

  const begin = (): void => {
    if (held === null || held.isLocked || question === null) return;
    const range = selectedOutput();
    if (range === null) {
      announce(
        'Select words of the output first: drag over them, or press Shift and the down arrow for a sentence.',
      );
      return;
    }
    setFlow({ step: 'class', range, spanId: null });
  };

  const chooseClass = (at: Extract<EvidenceFlow, { step: 'class' }>, number: number): void => {
    const chosen =
      taxonomy === null ? undefined : listSpanClasses(taxonomy).find((one) => one.number === number);
    if (chosen === undefined || held === null || question === null) return;
    if (at.spanId !== null) {
      const { spanId } = at;
      held.change((form) => changeSpan(form, question, spanId, { class: chosen.of.id }));
      setFlow(IDLE);
      return;
    }
    const span: EvidenceSpan = { id: newUuid(), output: at.range, class: chosen.of.id, support: null };
    held.change((form) => addSpan(form, question, span));
    window.getSelection()?.removeAllRanges();
    setFlow({ step: 'support', range: at.range, spanId: span.id });
    if (options.focusedPassage === null && trace?.context[0] !== undefined)
      options.focusPassage(trace.context[0].rank);
    announce(
      `${chosen.of.title} span made. Now select words of a passage, then 1 supports or 2 contradicts; or 3, not in context.`,
    );
  };

  const chooseSupport = (at: Extract<EvidenceFlow, { step: 'support' }>, number: number): void => {
    const chosen = supportChoices.find((one) => one.number === number);
    if (chosen === undefined || held === null || question === null) return;
    const support = supportFor(chosen.kind, selectedPassage());
    if (support === null) {
      announce('Select the words of the passage first.');
      return;
    }
    held.change((form) => changeSpan(form, question, at.spanId, { support }));
    window.getSelection()?.removeAllRanges();
    announce(`Linked: ${chosen.title.toLowerCase()}.`);
    setFlow(IDLE);
  };

  return {
    flow,
    begin,
    choose: (number) => {
      if (flow.step === 'class') chooseClass(flow, number);
      if (flow.step === 'support') chooseSupport(flow, number);
    },
    close: () => setFlow(IDLE),
    reclass: (span) => setFlow({ step: 'class', range: span.output, spanId: span.id }),
    relink: (span) => setFlow({ step: 'support', range: span.output, spanId: span.id }),
    remove: (span) => {
      if (question !== null) held?.change((form) => removeSpan(form, question, span.id));
      setFlow(IDLE);
    },
    undo: () => {
      if (question !== null) held?.change((form) => undoSpans(form, question));
      setFlow(IDLE);
    },
    stepSentence: (step) => {
      const at = place();
      if (at === null) return;
      const live = selectionWithin(at.root);
      const selected = live === null ? null : rangeOfDom(at.root, at.text, live);
      const from = selected === null ? null : offsetsOf(at.text, selected);
      const next = stepSentence(listSentences(at.text, trace?.language), from, step);
      if (next !== null) selectInDom(at.root, at.text, next.start, next.end);
    },
    stepWord: (step) => {
      const at = place();
      const selection = window.getSelection();
      if (at === null || selection === null || selectionWithin(at.root) === null) return;
      selection.modify('extend', step === 1 ? 'forward' : 'backward', 'word');
    },
  };
}
