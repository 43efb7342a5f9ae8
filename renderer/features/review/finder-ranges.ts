/** DOM ranges of many places of one text at once: the document is asked once where its parts stand. */
import { domRangesOf } from '../../ui/reading/dom-selection.ts';

interface Placed {
  element: HTMLElement;
  from: number;
  to: number;
}

/** Makes DOM ranges inside `root`, which shows `raw`; UTF-16 offsets. What is not shown now gives none. */
export function rangesWithin(root: Element, raw: string): (start: number, end: number) => Range[] {
  const placed: Placed[] = [...root.querySelectorAll<HTMLElement>('[data-from]')].map((element) => ({
    element,
    from: Number(element.dataset['from']),
    to: Number(element.dataset['to']),
  }));
  return (start, end) =>
    placed
      .filter((one) => one.to > start && one.from < end)
      .flatMap(({ element }) => domRangesOf(element, raw, start, end));
}

/** Scrolls what holds the range just so far that its first line is seen, with some air around it. */
export function bringIntoView(range: Range): void {
  const air = 56;
  const shown = range.startContainer.parentElement;
  const holder = shown?.closest<HTMLElement>('section[tabindex]') ?? null;
  if (holder === null) {
    // In a small window the page scrolls, not the column.
    shown?.scrollIntoView({ block: 'nearest' });
    return;
  }
  const seen = holder.getBoundingClientRect();
  const rect = range.getBoundingClientRect();
  if (rect.top < seen.top + air) holder.scrollBy({ top: rect.top - seen.top - air });
  else if (rect.bottom > seen.bottom - air) {
    holder.scrollBy({ top: Math.min(rect.bottom - seen.bottom + air, rect.top - seen.top - air) });
  }
}
