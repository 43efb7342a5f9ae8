/**
 * Between the browser's selection and offsets of the raw text. Works on elements that `data-from`/`data-to` place in
 * the raw text (rendered Markdown, raw view, passages alike).
 *
 * Invariant: what cannot be placed exactly is looked up by its quote; what is not found there is no selection.
 */
import type { Range as SpanRange } from '../../../shared/domain/review.ts';
import { align, alignJson, rawRange, renderedRange } from './source-align.ts';
import type { Alignment } from './source-align.ts';
import { findQuote, rangeBetween } from './text-offsets.ts';

const PLACED = '[data-from]';
const alignments = new WeakMap<Element, { raw: string; text: string; map: Alignment | null }>();

function alignmentOf(element: HTMLElement, raw: string): Alignment | null {
  const held = alignments.get(element);
  const text = element.textContent;
  // The same element shows more of a text that was unfolded.
  if (held !== undefined && held.raw === raw && held.text === text) return held.map;
  const from = Number(element.dataset['from']);
  const aligned = element.dataset['jsonText'] === undefined ? align : alignJson;
  const map = aligned(text, raw, from, Number(element.dataset['to']));
  alignments.set(element, { raw, text, map });
  return map;
}

function listPlaced(root: Element): HTMLElement[] {
  const own = root instanceof HTMLElement && root.matches(PLACED) ? [root] : [];
  return [...own, ...root.querySelectorAll<HTMLElement>(PLACED)];
}

/** Part of a placed element that a DOM range covers, in rendered offsets; null when it covers none of it. */
function coveredPart(element: HTMLElement, range: Range): { start: number; end: number } | null {
  const text = element.firstChild;
  if (text === null || !range.intersectsNode(text)) return null;
  const start = range.startContainer === text ? range.startOffset : 0;
  const end = range.endContainer === text ? range.endOffset : element.textContent.length;
  return end > start ? { start, end } : null;
}

/** The part of the raw text that a DOM range covers inside `root`; null when none can be told. */
export function rangeOfDom(root: Element, raw: string, range: Range): SpanRange | null {
  if (range.collapsed || !range.intersectsNode(root)) return null;
  let first: number | null = null;
  let last: number | null = null;
  for (const element of listPlaced(root)) {
    const part = coveredPart(element, range);
    if (part === null) continue;
    const map = alignmentOf(element, raw);
    const covered = map === null ? null : rawRange(map, part.start, part.end);
    if (covered === null) return quoted(raw, range, first ?? 0);
    first ??= covered.start;
    last = Math.max(last ?? 0, covered.end);
  }
  return first === null || last === null ? quoted(raw, range, 0) : rangeBetween(raw, first, last);
}

function quoted(raw: string, range: Range, near: number): SpanRange | null {
  const found = findQuote(raw, range.toString(), near);
  return found === null ? null : rangeBetween(raw, found.start, found.end);
}

/** DOM ranges that show raw offsets `start`..`end` inside `root`, one for each placed element that they touch. */
export function domRangesOf(root: Element, raw: string, start: number, end: number): Range[] {
  const ranges: Range[] = [];
  for (const element of listPlaced(root)) {
    if (Number(element.dataset['to']) <= start || Number(element.dataset['from']) >= end) continue;
    const map = alignmentOf(element, raw);
    const text = element.firstChild;
    if (map === null || text === null) continue;
    const part = renderedRange(map, start, end);
    if (part === null) continue;
    const range = document.createRange();
    range.setStart(text, part.start);
    range.setEnd(text, part.end);
    ranges.push(range);
  }
  return ranges;
}

/** Selects raw offsets `start`..`end` in the window and brings them into view. */
export function selectInDom(root: Element, raw: string, start: number, end: number): boolean {
  const ranges = domRangesOf(root, raw, start, end);
  const first = ranges[0];
  const last = ranges.at(-1);
  const selection = window.getSelection();
  if (first === undefined || last === undefined || selection === null) return false;
  selection.setBaseAndExtent(first.startContainer, first.startOffset, last.endContainer, last.endOffset);
  const place = first.startContainer.parentElement;
  place?.scrollIntoView({ block: 'nearest' });
  // What lies above may first be laid out now that it comes near, and push it away again.
  requestAnimationFrame(() => place?.scrollIntoView({ block: 'nearest' }));
  return true;
}

/** Raw offset under a point of the window, or null. */
export function offsetAtPoint(root: Element, raw: string, x: number, y: number): number | null {
  const caret = document.caretPositionFromPoint(x, y);
  const element = caret?.offsetNode.parentElement?.closest<HTMLElement>(PLACED) ?? null;
  if (caret === null || element === null || !root.contains(element)) return null;
  const map = alignmentOf(element, raw);
  return map?.starts[caret.offset] ?? null;
}

/** The live selection of the window when it begins or ends inside `root`. */
export function selectionWithin(root: Element | null): Range | null {
  const selection = window.getSelection();
  if (root === null || selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const isInside = root.contains(selection.anchorNode) || root.contains(selection.focusNode);
  return isInside ? selection.getRangeAt(0) : null;
}
