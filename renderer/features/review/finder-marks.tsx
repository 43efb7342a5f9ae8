/**
 * Paints what the finder found on the texts as they stand in the page: wavy lines under details, the sentence in light,
 * the matching words of the passages. Draws nothing itself; text that comes later (folded, long, far down) is painted
 * when it comes.
 */
import { useEffect, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { Trace } from '../../../shared/domain/trace.ts';
import { passageElement } from './context-column.tsx';
import type { FinderView } from './finder-light.ts';
import { litClaim, litPassages, useFinderView } from './finder-light.ts';
import { utf16Of } from './finder-places.ts';
import { bringIntoView, rangesWithin } from './finder-ranges.ts';
import { strengthWords } from './finder-steps.ts';
import type { TextMark } from '../../ui/reading/text-marks.ts';
import { useTextMarks } from '../../ui/reading/text-marks.ts';

export interface FinderMarksProps {
  trace: Trace;
  isRaw: boolean;
  focusedPassage: number | null;
  bench: RefObject<HTMLDivElement | null>;
  output: RefObject<HTMLDivElement | null>;
}

/** Counts changes of the texts in the page while there is something to paint; each count comes after a paint. */
function useTextChanges(
  { bench, output }: Pick<FinderMarksProps, 'bench' | 'output'>,
  isWatching: boolean,
): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (!isWatching || bench.current === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new MutationObserver((changes) => {
      const isText = changes.some(
        ({ target }) =>
          target instanceof Element &&
          (target.closest('[data-passage]') !== null || output.current?.contains(target) === true),
      );
      const isPassages = changes.some(({ target }) => target instanceof HTMLOListElement);
      if (!isText && !isPassages) return;
      clearTimeout(timer);
      timer = setTimeout(() => setCount((before) => before + 1));
    });
    observer.observe(bench.current, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, [bench, output, isWatching]);
  return count;
}

function markDetails(root: Element | null, { output }: Trace, { found }: FinderView): TextMark[] {
  if (root === null || found === null || found.unfound.length === 0) return [];
  const carried = utf16Of(output);
  const rangesOf = rangesWithin(root, output);
  const ranges = found.unfound.flatMap((one) => rangesOf(carried(one.start), carried(one.end)));
  return [{ name: 'unfound', ranges }];
}

function markSentence(root: Element | null, { output }: Trace, view: FinderView): TextMark[] {
  const claim = litClaim(view);
  if (root === null || claim === null) return [];
  const carried = utf16Of(output);
  const rangesOf = rangesWithin(root, output);
  const name = claim.passages.length > 0 ? 'lit' : 'unsaid';
  const lit = { name, ranges: rangesOf(carried(claim.start), carried(claim.end)) };
  const detail = view.chosen === null ? undefined : view.found?.unfound[view.chosen];
  if (detail === undefined) return [lit];
  return [lit, { name: 'chosen', ranges: rangesOf(carried(detail.start), carried(detail.end)) }];
}

interface PassageMark extends TextMark {
  rank: number;
}

function markPassages(bench: Element | null, trace: Trace, view: FinderView): PassageMark[] {
  return litPassages(view).flatMap(({ rank, places, score }, at) => {
    const text = trace.context.find((one) => one.rank === rank)?.text;
    const root = passageElement(bench, rank);
    if (text === undefined || root === null) return [];
    const carried = utf16Of(text);
    const rangesOf = rangesWithin(root, text);
    const ranges = places.flatMap(({ start, end }) => rangesOf(carried(start), carried(end)));
    // A few shared words are no light: what matches faintly is told by its card and hardly tinted.
    const name = strengthWords(score) === 'faint' ? 'faint' : at === 0 ? 'best' : 'also';
    return [{ rank, name, ranges }];
  });
}

export function FinderMarks({ trace, isRaw, focusedPassage, bench, output }: FinderMarksProps): ReactNode {
  const view = useFinderView();
  const { found, lit, chosen } = view;
  const changes = useTextChanges({ bench, output }, found !== null);
  const text = [trace, isRaw, changes] as const;
  useTextMarks('finder-details', () => markDetails(output.current, trace, view), [found, ...text]);
  useTextMarks('finder-output', () => markSentence(output.current, trace, view), [
    found,
    lit,
    chosen,
    ...text,
  ]);
  useTextMarks('finder-context', () => markPassages(bench.current, trace, view), [found, lit, ...text]);
  useEffect(() => {
    if (lit === null || focusedPassage === null) return;
    const marks = markPassages(bench.current, trace, view);
    const [first] = marks.find((one) => one.rank === focusedPassage)?.ranges ?? [];
    if (first !== undefined) bringIntoView(first);
    // Only another sentence or another passage scrolls: text that comes later must not move what is being read.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [lit, focusedPassage]);
  return null;
}
