/**
 * The evidence finder on the bench: hands its light to the columns, paints what it found, and lights the sentence that
 * is clicked.
 */
import { useEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { offsetAtPoint } from '../../ui/reading/dom-selection.ts';
import { FinderHint } from './finder-hint.tsx';
import { FinderContext } from './finder-light.ts';
import { FinderMarks } from './finder-marks.tsx';
import { toCodePoints } from '../../ui/reading/text-offsets.ts';
import type { ReviewItem } from './types.ts';
import type { Finder } from './use-finder.ts';

export interface FinderLayerProps {
  finder: Finder;
  item: ReviewItem | undefined;
  isRaw: boolean;
  focusedPassage: number | null;
  bench: RefObject<HTMLDivElement | null>;
  output: RefObject<HTMLDivElement | null>;
  children: ReactNode;
}

/** A click on a sentence lights it. Heard beside the columns: by key the sentence is selected, which does the same. */
function useClicks({ finder, item, bench, output }: FinderLayerProps): void {
  const latest = useRef({ finder, item });
  useEffect(() => {
    latest.current = { finder, item };
  });
  useEffect(() => {
    const area = bench.current;
    const onClick = ({ target, clientX, clientY }: MouseEvent): void => {
      const root = output.current;
      const text = latest.current.item?.trace.output;
      if (root === null || text === undefined || !(target instanceof Element) || !root.contains(target))
        return;
      if (target.closest('button, summary') !== null || window.getSelection()?.isCollapsed === false) return;
      const at = offsetAtPoint(root, text, clientX, clientY);
      if (at === null) return;
      const start = toCodePoints(text, at);
      latest.current.finder.lightAt({ start, end: start + 1 });
    };
    area?.addEventListener('click', onClick);
    return () => area?.removeEventListener('click', onClick);
  }, [bench, output]);
}

export function FinderLayer(props: FinderLayerProps): ReactNode {
  const { finder, item, isRaw, focusedPassage, bench, output, children } = props;
  useClicks(props);
  const trace = item?.isErased === true ? undefined : item?.trace;
  return (
    <FinderContext value={finder.bench}>
      {children}
      {trace !== undefined && (
        <>
          <FinderMarks
            trace={trace}
            isRaw={isRaw}
            focusedPassage={focusedPassage}
            bench={bench}
            output={output}
          />
          <FinderHint text={trace.output} output={output} />
        </>
      )}
    </FinderContext>
  );
}
