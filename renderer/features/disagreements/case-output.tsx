/** The answer that reviewers differ on, rendered or raw, with everybody's evidence over it. Nothing in it loads or runs. */
import { memo, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Trace } from '../../../shared/domain/trace.ts';
import { formatCounted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { domRangesOf } from '../../ui/reading/dom-selection.ts';
import { languageTag } from '../../ui/reading/language-tag.ts';
import { LongOutput, usePieces } from '../../ui/reading/long-output.tsx';
import { cutAt } from '../../ui/reading/long-text.ts';
import outputClasses from '../../ui/reading/output.module.css';
import reading from '../../ui/reading/reading.module.css';
import { useTextMarks } from '../../ui/reading/text-marks.ts';
import { offsetsOf } from '../../ui/reading/text-offsets.ts';
import { useShownPieces } from '../../ui/reading/use-pieces.ts';
import { useUnfolded } from '../../ui/reading/use-unfolded.ts';
import { SpanLetters } from './span-letters.tsx';
import type { LetteredSpan } from './span-view.ts';
import classes from './reading-columns.module.css';
import './span-marks.css';

const OUTPUT_LIMIT = 24_000;

export interface CaseOutputProps {
  trace: Trace;
  isRaw: boolean;
  spans: readonly LetteredSpan[];
  /** Key of the span that was pointed to in the answers. */
  chosen: string | null;
}

export const CaseOutput = memo(function CaseOutput({
  trace,
  isRaw,
  spans,
  chosen,
}: CaseOutputProps): ReactNode {
  const text = trace.output;
  const root = useRef<HTMLDivElement>(null);
  const [isWhole, setWhole] = useUnfolded(text);
  const end = isWhole ? text.length : cutAt(text, OUTPUT_LIMIT);
  const shown = text.slice(0, end);
  const pieces = usePieces(shown, isRaw);
  const count = useShownPieces(shown, pieces.length);
  const letters = useMemo(() => {
    const rangesOf = ({ span }: LetteredSpan): Range[] => {
      if (root.current === null) return [];
      const place = offsetsOf(text, span.output);
      return domRangesOf(root.current, text, place.start, place.end);
    };
    return spans.map((one) => ({
      ...one,
      ranges: () => rangesOf(one),
      range: () => rangesOf(one)[0] ?? null,
    }));
  }, [spans, text]);
  useTextMarks(
    'case-output',
    () =>
      letters.flatMap(({ key, tone, pattern, ranges }) => {
        const all = ranges();
        const marks = [
          { name: `tone-${tone}`, ranges: all },
          { name: `by-${pattern}`, ranges: all },
        ];
        if (key === chosen) {
          all[0]?.startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
          marks.push({ name: 'chosen', ranges: all });
        }
        return marks;
      }),
    [letters, shown, count, isRaw, chosen],
  );
  if (text.trim() === '') {
    return <p className={reading.none}>The answer is {text === '' ? 'empty' : 'nothing but blanks'}.</p>;
  }
  return (
    <div className={`${outputClasses.outputBlock} ${classes.lettered}`}>
      <div
        ref={root}
        className={outputClasses.output}
        dir="auto"
        lang={languageTag(trace.language)}
        data-raw={isRaw || undefined}
      >
        <LongOutput text={shown} isRaw={isRaw} pieces={pieces} count={count} />
      </div>
      <SpanLetters root={root} letters={letters} of={`${shown.length} ${count} ${isRaw}`} />
      {end < text.length && (
        <Button size="s" onClick={setWhole}>
          Show the remaining {formatCounted(text.length - end, 'character')}
        </Button>
      )}
    </div>
  );
});
