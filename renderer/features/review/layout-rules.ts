/**
 * Rules of the bench's layout: which class a window's width falls into, how the columns stand in the room they have,
 * what is folded to begin with. Pure; CSS pixels, so that zoom counts as a smaller window.
 *
 * Invariant: the output can never be folded, so that something to judge is always in sight.
 */
export const foldables = ['queue', 'prompt', 'context', 'scorecard'] as const;
export type Foldable = (typeof foldables)[number];

/** Widths from which a class begins, in ascending order. Sizes and folds are remembered for each. */
export const widthClasses = [
  { name: 'stacked', from: 0 },
  { name: 'small', from: 560 },
  { name: 'narrow', from: 760 },
  { name: 'medium', from: 1181 },
  { name: 'wide', from: 1600 },
  { name: 'vast', from: 2400 },
] as const;
export type WidthClass = (typeof widthClasses)[number]['name'];

/** The class of a window `width` pixels wide. */
export function widthClassOf(width: number): WidthClass {
  return widthClasses.findLast((one) => width >= one.from)?.name ?? 'stacked';
}

/** Without room for its words the queue starts as a strip. */
export function foldedAtFirst(of: WidthClass): readonly Foldable[] {
  return of === 'stacked' || of === 'small' || of === 'narrow' ? ['queue'] : [];
}

/** Widths that queue and scorecard start with, in pixels. */
export function startWidths(of: WidthClass): { queue: number; scorecard: number } {
  if (of === 'vast') return { queue: 380, scorecard: 580 };
  if (of === 'wide') return { queue: 272, scorecard: 400 };
  return of === 'medium' ? { queue: 224, scorecard: 344 } : { queue: 208, scorecard: 304 };
}

/** Shares of three columns that prompt and context start with, in per cent; the output has the rest. */
export function startShares(of: WidthClass): { prompt: number; context: number } {
  return of === 'vast' ? { prompt: 24, context: 46 } : { prompt: 26, context: 37 };
}

/** Three columns side by side, the prompt above the context beside the output, or all in one. */
export type ReadingMode = 'three' | 'two' | 'one';

/** How prompt, context and output stand in `width` pixels; folded ones need no more than a strip each. */
export function readingModeOf(width: number, isFolded: (id: Foldable) => boolean): ReadingMode {
  const folded = [isFolded('prompt'), isFolded('context')].filter(Boolean).length;
  if (width >= 800 - folded * 170) return 'three';
  return width >= 440 ? 'two' : 'one';
}

/** `folded` with one of them changed. */
export function withFold(folded: readonly Foldable[], id: Foldable, isFolded: boolean): readonly Foldable[] {
  return foldables.filter((one) => (one === id ? isFolded : folded.includes(one)));
}
