/**
 * Offsets into text. The browser counts UTF-16 units, spans count Unicode code points; this file is the only border
 * between the two. Invariant: a range that leaves here quotes the text exactly, or there is none.
 */
import type { Range } from '../../../shared/domain/review.ts';
import { wholeCharacters } from './graphemes.ts';

/** Code points before a UTF-16 offset; an offset inside a pair counts the pair as not yet passed. */
export function toCodePoints(text: string, at: number): number {
  let count = 0;
  let place = 0;
  while (place < at && place < text.length) {
    const width = (text.codePointAt(place) ?? 0) > 0xffff ? 2 : 1;
    if (place + width > at) break;
    place += width;
    count += 1;
  }
  return count;
}

/** UTF-16 offset of a code point offset. */
export function toUtf16(text: string, codePoints: number): number {
  let place = 0;
  for (let count = 0; count < codePoints && place < text.length; count += 1) {
    place += (text.codePointAt(place) ?? 0) > 0xffff ? 2 : 1;
  }
  return place;
}

/**
 * The range between two UTF-16 offsets without white space at its ends, widened to whole characters as people see
 * them; null when nothing is left.
 */
export function rangeBetween(text: string, from: number, to: number): Range | null {
  let start = Math.max(0, Math.min(from, to));
  let end = Math.min(text.length, Math.max(from, to));
  while (start < end && /\s/u.test(text.charAt(start))) start += 1;
  while (end > start && /\s/u.test(text.charAt(end - 1))) end -= 1;
  if (start >= end) return null;
  ({ start, end } = wholeCharacters(text, start, end));
  const first = toCodePoints(text, start);
  const quote = text.slice(start, end);
  return { start: first, end: first + [...quote].length, quote };
}

/** UTF-16 offsets of a range. */
export function offsetsOf(text: string, range: Range): { start: number; end: number } {
  const start = toUtf16(text, range.start);
  return { start, end: start + toUtf16(text.slice(start), range.end - range.start) };
}

function nearest(found: readonly { start: number; end: number }[], near: number) {
  let best: { start: number; end: number } | null = null;
  for (const one of found) {
    if (best === null || Math.abs(one.start - near) < Math.abs(best.start - near)) best = one;
  }
  return best;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
/** What Markdown may put between two words that a person sees side by side. */
const BETWEEN_WORDS = '[\\s*_~`>#|\\\\-]*';

/**
 * Where `quote`, as a person saw it, stands in the raw text: exactly, else with any white space and Markdown marks
 * between its words. The occurrence nearest to `near` wins. UTF-16 offsets; null when it is not there.
 */
export function findQuote(text: string, quote: string, near: number): { start: number; end: number } | null {
  const wanted = quote.trim();
  if (wanted === '') return null;
  const exact: { start: number; end: number }[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    exact.push({ start: at, end: at + wanted.length });
  }
  if (exact.length > 0) return nearest(exact, near);
  const words = wanted.split(/\s+/u).map(escaped);
  const loose = [...text.matchAll(new RegExp(words.join(BETWEEN_WORDS), 'gu'))].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
  }));
  return nearest(loose, near);
}
