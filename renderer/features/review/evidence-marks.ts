/**
 * How evidence spans are painted: each in its class's colour, underlines of spans that lie over each other beneath one
 * another, the chosen one stronger. Only says what to mark; text-marks.ts paints.
 */
import type { EvidenceSpan, Range as SpanRange } from '../../../shared/domain/review.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { domRangesOf, offsetAtPoint } from '../../ui/reading/dom-selection.ts';
import { depthsOf, pickAmong } from './span-order.ts';
import type { TextMark } from '../../ui/reading/text-marks.ts';
import { offsetsOf } from '../../ui/reading/text-offsets.ts';
import './evidence-marks.css';

export interface MarkedSpans {
  /** The raw output. */
  text: string;
  spans: readonly EvidenceSpan[];
  taxonomy: Taxonomy | null;
  /** What is being made into a span. */
  pending: SpanRange | null;
  /** Id of the span that was stepped or pointed to. */
  chosenSpan: string | null;
}

/** Marks of the spans in the output shown by `element`. */
export function listSpanMarks(element: Element, of: MarkedSpans): TextMark[] {
  const { text, spans, taxonomy, pending, chosenSpan } = of;
  const rangesOf = (range: SpanRange): Range[] => {
    const place = offsetsOf(text, range);
    return domRangesOf(element, text, place.start, place.end);
  };
  const depths = depthsOf(spans);
  const toneOf = (span: EvidenceSpan): string =>
    taxonomy?.classes.find((one) => one.id === span.class)?.tone ?? 'other';
  const marks = spans.map((span) => ({
    name: `${toneOf(span)}-${depths.get(span.id) ?? 0}`,
    ranges: rangesOf(span.output),
  }));
  const chosen = spans.find((one) => one.id === chosenSpan);
  if (chosen !== undefined) marks.push({ name: `chosen-${toneOf(chosen)}`, ranges: rangesOf(chosen.output) });
  if (pending !== null) marks.push({ name: 'pending', ranges: rangesOf(pending) });
  return marks;
}

/** The span under a point of the window; pressing the same point again leads to the next one there. */
export function findSpanAt(element: Element, of: MarkedSpans, x: number, y: number): EvidenceSpan | null {
  const at = offsetAtPoint(element, of.text, x, y);
  if (at === null) return null;
  const under = of.spans.filter((span) => {
    const place = offsetsOf(of.text, span.output);
    return place.start <= at && at < place.end;
  });
  return pickAmong(under, of.chosenSpan);
}
