/**
 * The answer itself, rendered or raw, with evidence spans marked in their class's colour. A click inside a span
 * leads to its entry in the scorecard.
 */
import { memo, useMemo } from 'react';
import type { MouseEvent, ReactNode, RefObject } from 'react';
import type { EvidenceSpan, Range as SpanRange } from '../../../shared/domain/review.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { formatCounted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { findSpanAt, listSpanMarks } from './evidence-marks.ts';
import { findJson } from './json-text.ts';
import { JsonView } from './json-view.tsx';
import { languageTag } from '../../ui/reading/language-tag.ts';
import { LongOutput, usePieces } from '../../ui/reading/long-output.tsx';
import { cutAt } from '../../ui/reading/long-text.ts';
import { useTextMarks } from '../../ui/reading/text-marks.ts';
import { useShownPieces } from '../../ui/reading/use-pieces.ts';
import { useUnfolded } from '../../ui/reading/use-unfolded.ts';
import classes from '../../ui/reading/output.module.css';
import reading from '../../ui/reading/reading.module.css';
import './highlights.css';

const OUTPUT_LIMIT = 24_000;

export interface OutputTextProps {
  text: string;
  /** As the trace names it. */
  language: string | undefined;
  isRaw: boolean;
  spans: readonly EvidenceSpan[];
  taxonomy: Taxonomy | null;
  /** What is being made into a span. */
  pending: SpanRange | null;
  /** Span that was stepped or pointed to. */
  chosenSpan: string | null;
  root: RefObject<HTMLDivElement | null>;
  onSpanChosen: (id: string) => void;
}

/** What of the answer is drawn: as a tree where it is JSON, else as text, whose end is unfolded when asked for. */
function useShownOutput(text: string, isRaw: boolean) {
  const [isWhole, setWhole] = useUnfolded(text);
  const json = useMemo(() => findJson(text), [text]);
  const tree = isRaw ? null : json;
  const end = isWhole || tree !== null ? text.length : cutAt(text, OUTPUT_LIMIT);
  const shown = text.slice(0, end);
  const pieces = usePieces(tree === null ? shown : '', isRaw);
  const count = useShownPieces(shown, pieces.length);
  return { tree, shown, pieces, count, left: text.length - end, setWhole };
}

function NothingSaid({ isEmpty }: { isEmpty: boolean }): ReactNode {
  return (
    <p className={reading.none}>
      The answer is {isEmpty ? 'empty' : 'nothing but blanks'}: the customer was told nothing. Judge whether
      that was right here.
    </p>
  );
}

export const OutputText = memo(function OutputText(props: OutputTextProps): ReactNode {
  const { text, language, isRaw, spans, taxonomy, pending, chosenSpan, root, onSpanChosen } = props;
  const { tree, shown, pieces, count, left, setWhole } = useShownOutput(text, isRaw);

  useTextMarks('output', () => (root.current === null ? [] : listSpanMarks(root.current, props)), [
    text,
    shown,
    count,
    isRaw,
    spans,
    pending,
    chosenSpan,
    taxonomy,
  ]);

  const choose = (event: MouseEvent): void => {
    if (root.current === null || window.getSelection()?.isCollapsed === false) return;
    const hit = findSpanAt(root.current, props, event.clientX, event.clientY);
    if (hit !== null) onSpanChosen(hit.id);
  };

  if (text.trim() === '') return <NothingSaid isEmpty={text === ''} />;
  return (
    <div className={classes.outputBlock}>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- a shortcut for the mouse; the list of evidence is the way by key */}
      <div
        ref={root}
        className={classes.output}
        dir="auto"
        lang={languageTag(language)}
        data-raw={isRaw || undefined}
        onClick={choose}
      >
        {tree === null ? (
          <LongOutput text={shown} isRaw={isRaw} pieces={pieces} count={count} />
        ) : (
          <JsonView text={text} part={tree} />
        )}
      </div>
      {left > 0 && (
        <Button size="s" onClick={setWhole}>
          Show the remaining {formatCounted(left, 'character')}
        </Button>
      )}
    </div>
  );
});
