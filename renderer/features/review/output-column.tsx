/**
 * The answer itself, rendered or raw, with evidence spans marked in their class's colour. A click inside a span
 * leads to its entry in the scorecard.
 */
import { memo } from 'react';
import type { MouseEvent, ReactNode, RefObject } from 'react';
import type { EvidenceSpan, Range as SpanRange } from '../../../shared/domain/review.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { formatCounted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { domRangesOf, offsetAtPoint } from './dom-selection.ts';
import { cutAt } from './long-text.ts';
import { MarkdownView } from './markdown-view.tsx';
import { useTextMarks } from './text-marks.ts';
import type { TextMark } from './text-marks.ts';
import { offsetsOf } from './text-offsets.ts';
import { useUnfolded } from './use-unfolded.ts';
import classes from './reading.module.css';
import './highlights.css';

const OUTPUT_LIMIT = 24_000;

export interface OutputTextProps {
  text: string;
  isRaw: boolean;
  spans: readonly EvidenceSpan[];
  taxonomy: Taxonomy | null;
  /** What is being made into a span. */
  pending: SpanRange | null;
  root: RefObject<HTMLDivElement | null>;
  onSpanChosen: (id: string) => void;
}

/** Marks of the spans in their class's colour, and of what is being made into one. */
function listMarks(element: Element, of: OutputTextProps): TextMark[] {
  const { text, spans, taxonomy, pending } = of;
  const rangesOf = (range: SpanRange): Range[] => {
    const place = offsetsOf(text, range);
    return domRangesOf(element, text, place.start, place.end);
  };
  const marks = spans.map((span) => ({
    name: taxonomy?.classes.find((one) => one.id === span.class)?.tone ?? 'other',
    ranges: rangesOf(span.output),
  }));
  return pending === null ? marks : [...marks, { name: 'pending', ranges: rangesOf(pending) }];
}

function findSpanAt(
  element: Element,
  { text, spans }: OutputTextProps,
  x: number,
  y: number,
): EvidenceSpan | null {
  const at = offsetAtPoint(element, text, x, y);
  if (at === null) return null;
  const isOver = (span: EvidenceSpan): boolean => {
    const place = offsetsOf(text, span.output);
    return place.start <= at && at < place.end;
  };
  return spans.findLast(isOver) ?? null;
}

export const OutputText = memo(function OutputText(props: OutputTextProps): ReactNode {
  const { text, isRaw, spans, taxonomy, pending, root, onSpanChosen } = props;
  const [isWhole, setWhole] = useUnfolded(text);
  const end = isWhole ? text.length : cutAt(text, OUTPUT_LIMIT);
  const shown = text.slice(0, end);

  useTextMarks('output', () => (root.current === null ? [] : listMarks(root.current, props)), [
    text,
    shown,
    isRaw,
    spans,
    pending,
    taxonomy,
  ]);

  const choose = (event: MouseEvent): void => {
    if (root.current === null || window.getSelection()?.isCollapsed === false) return;
    const hit = findSpanAt(root.current, props, event.clientX, event.clientY);
    if (hit !== null) onSpanChosen(hit.id);
  };

  if (text.trim() === '') return <p className={classes.none}>The answer is empty.</p>;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- a shortcut for the mouse; the list of evidence is the way by key */}
      <div ref={root} className={classes.output} dir="auto" data-raw={isRaw || undefined} onClick={choose}>
        {isRaw ? (
          <pre className={classes.raw}>
            <span data-from={0} data-to={end}>
              {shown}
            </span>
          </pre>
        ) : (
          <MarkdownView text={shown} />
        )}
      </div>
      {end < text.length && (
        <Button size="s" onClick={setWhole}>
          Show the remaining {formatCounted(text.length - end, 'character')}
        </Button>
      )}
    </>
  );
});
