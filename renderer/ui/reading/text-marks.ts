/**
 * Marks on text without touching the document: the browser's highlight registry paints them, so that marking never
 * renders a column again. What a mark means is always said in words elsewhere on the screen.
 */
import { useLayoutEffect } from 'react';

export interface TextMark {
  /** Name after `assay-` in highlights.css. */
  name: string;
  ranges: Range[];
}

const canMark = typeof CSS !== 'undefined' && 'highlights' in CSS;

/** Paints what `collect` returns, until the dependencies change. `owner` keeps columns out of each other's way. */
export function useTextMarks(
  owner: string,
  collect: () => TextMark[],
  dependencies: readonly unknown[],
): void {
  useLayoutEffect(() => {
    if (!canMark) return undefined;
    const byName = new Map<string, Range[]>();
    for (const { name, ranges } of collect()) byName.set(name, [...(byName.get(name) ?? []), ...ranges]);
    const names: string[] = [];
    for (const [name, ranges] of byName) {
      const full = `assay-${owner}-${name}`;
      CSS.highlights.set(full, new Highlight(...ranges));
      names.push(full);
    }
    return () => {
      for (const name of names) CSS.highlights.delete(name);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the caller names what the marks depend on
  }, dependencies);
}
