/**
 * What can be done to a span that is there: go to it, change its class, link it, remove it. Acts on the chosen span,
 * or on the only one. Spans are changed only through form.ts.
 */
import type { EvidenceSpan } from '../../../shared/domain/review.ts';
import { passageElement } from './context-column.tsx';
import { domRangesOf } from '../../ui/reading/dom-selection.ts';
import type { EvidenceScope } from './evidence-acts.ts';
import { IDLE } from './evidence-flow.ts';
import { removeSpan, spansOf } from './form.ts';
import { neighbourSpan, spanWords } from './span-order.ts';
import { offsetsOf } from '../../ui/reading/text-offsets.ts';

const titleOf = ({ taxonomy }: EvidenceScope, span: EvidenceSpan): string =>
  taxonomy.classes.find((one) => one.id === span.class)?.title ?? span.class;

function showInText(root: Element | null, text: string, range: EvidenceSpan['output']): void {
  if (root === null) return;
  const { start, end } = offsetsOf(text, range);
  const [first] = domRangesOf(root, text, start, end);
  first?.startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
}

/** Chooses a span, brings it and its passage into view and says what it is. */
export function goToSpan(scope: EvidenceScope, span: EvidenceSpan): void {
  const { trace, held, question } = scope;
  const spans = spansOf(held.form, question);
  scope.chooseSpan(span.id);
  showInText(scope.findOutput(), trace.output, span.output);
  const { support } = span;
  if (support !== null && support.kind !== 'not_in_context') {
    scope.focusPassage(support.passage);
    const text = trace.context.find((one) => one.rank === support.passage)?.text ?? '';
    showInText(passageElement(scope.findBench(), support.passage), text, support.range);
  }
  scope.announce(`${spanWords(span, spans.indexOf(span), spans.length, titleOf(scope, span))}.`);
}

export function stepSpan(scope: EvidenceScope, step: 1 | -1): void {
  const next = neighbourSpan(spansOf(scope.held.form, scope.question), scope.chosenSpan, step);
  if (next === null) scope.announce('No evidence span has been made yet.');
  else goToSpan(scope, next);
}

/**
 * The span that a command means: the chosen one, else the only one, unless it must be chosen; says what to do when
 * there is none.
 */
function findMeant(scope: EvidenceScope, mustBeChosen = false): EvidenceSpan | null {
  const { held, question, chosenSpan, announce } = scope;
  if (held.isLocked) {
    announce('This item is submitted: reopen it to change its evidence.');
    return null;
  }
  const spans = spansOf(held.form, question);
  const meant =
    spans.find((one) => one.id === chosenSpan) ??
    (spans.length === 1 && !mustBeChosen ? spans[0] : undefined);
  if (meant !== undefined) return meant;
  announce(
    spans.length === 0 ? 'No evidence span has been made yet.' : 'Step to the span that you mean first.',
  );
  return null;
}

export function reclassSpan(scope: EvidenceScope, span: EvidenceSpan | null = findMeant(scope)): void {
  if (span === null) return;
  scope.chooseSpan(span.id);
  scope.setFlow({ step: 'class', range: span.output, spanId: span.id });
}

export function relinkSpan(scope: EvidenceScope, span: EvidenceSpan | null = findMeant(scope)): void {
  if (span === null) return;
  scope.chooseSpan(span.id);
  scope.setFlow({ step: 'support', range: span.output, spanId: span.id });
  const linked =
    span.support?.kind === 'supports' || span.support?.kind === 'contradicts' ? span.support : null;
  const passage = linked?.passage ?? scope.focusedPassage ?? scope.trace.context[0]?.rank;
  if (passage !== undefined) scope.focusPassage(passage);
}

/** Removes a span, never one that was not chosen; the one after it is chosen then. */
export function removeOne(scope: EvidenceScope, span: EvidenceSpan | null = findMeant(scope, true)): void {
  if (span === null) return;
  const { held, question } = scope;
  const next = neighbourSpan(spansOf(held.form, question), span.id, 1);
  held.change((form) => removeSpan(form, question, span.id));
  scope.setFlow(IDLE);
  scope.chooseSpan(next === null || next.id === span.id ? null : next.id);
  scope.announce(`Removed: ${titleOf(scope, span)} span. Undo brings it back.`);
}
