/**
 * Cuts an output into what can be true or not: sentences, list items, rows of tables, lines of code. The one rule of
 * this kind: the finder, the lights and selecting by keyboard all cut here.
 *
 * Knows nothing of passages, and imports no word lists, because the window imports it. Every part begins and ends with
 * a character that is not a space; parts never overlap.
 */
import { abbreviations } from './abbreviations.ts';
import { codePointsOf } from './code-points.ts';
import type { Place } from './found-evidence.ts';
import { segmenterOf } from './segmenters.ts';

/** Marks that open a line in Markdown and belong to no sentence. */
const LINE_MARKS = /^(?:\s|>|#{1,6}\s|[-*+•–]\s|\[[ xX]\]\s|\d{1,3}[.)]\s|\|)+/;
const SAYS_SOMETHING = /[\p{L}\p{N}\p{So}\p{Sc}]/u;
const FENCE = /^\s*(?:```|~~~)/;
const TABLE_ROW = /^\s*\|/;
const HEADING = /^\s*#{1,6}\s/;
/** Marks that close emphasis around a sentence's end; the Unicode rules give them to the next sentence. */
const CLOSING_MARKS = /^(?:[*_~]{1,3}|`)(?=\s|$)/;
/** "(Passage 2)" after a full stop tells where the sentence before it is from. */
const ASIDE = /^[([][^()[\]]{1,40}[)\]][.;,]?\s*$/u;
/** German writes ordinals with a full stop: what stands before or after tells that one is meant. */
const BEFORE_ORDINAL =
  /(?:^|\s)(?:am|vom|zum|bis|der|die|das|den|dem|des|im|ab|ein|eine|einen|seit)\s\d{1,2}\.\s*$/i;
const AFTER_ORDINAL =
  /^(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)/;
/** What a sentence cannot end in although a full stop stands there: one capital letter, after another or after a name. */
const INITIAL = /(?:^|\p{Lu}\.\s?|(?:^|\s)\p{Lu}\p{L}{2,20}\s)(\p{Lu})\.\s*$/u;
/** A wrapped line: so long that nobody broke it on purpose, and the next goes on in lower case. */
const WRAPS_FROM = 60;

/** Claims of an output in order, as code points. `language` as the trace tells it, which may be no valid tag. */
export function listClaims(output: string, language?: string): Place[] {
  const toCodePoint = codePointsOf(output);
  return cutSentences(output, language).map(({ start, end }) => ({
    start: toCodePoint(start),
    end: toCodePoint(end),
  }));
}

/** A claim in UTF-16 offsets, with what it stands in. */
export interface Cut extends Place {
  form: 'text' | 'heading' | 'row' | 'code';
}

/** As `listClaims`, in UTF-16 offsets. */
export function cutSentences(text: string, language?: string): Cut[] {
  const segmenter = segmenterOf(language, 'sentence');
  const found: Cut[] = [];
  let isCode = false;
  for (const line of linesOf(text)) {
    const raw = text.slice(line.start, line.end);
    if (FENCE.test(raw)) {
      isCode = !isCode;
      continue;
    }
    if (isCode) {
      push(text, line.start, line.end, 'code', found);
      continue;
    }
    const base = line.start + (LINE_MARKS.exec(raw)?.[0].length ?? 0);
    if (TABLE_ROW.test(raw)) {
      push(text, base, endOfRow(text, base, line.end), 'row', found);
      continue;
    }
    const form = HEADING.test(raw) ? 'heading' : 'text';
    for (const { start, end } of cutLine(text.slice(base, line.end).replace(/[\n\r]/g, ' '), segmenter)) {
      push(text, base + start, base + end, form, found);
    }
  }
  return found;
}

/** Where a table's row ends without the marks that close it. A loop, because a pattern would take the square of the time. */
function endOfRow(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /[\s|]/.test(text.charAt(at - 1))) at -= 1;
  return at;
}

function push(text: string, start: number, end: number, form: Cut['form'], into: Cut[]): void {
  const part = text.slice(start, end);
  if (!SAYS_SOMETHING.test(part)) return;
  const lead = part.length - part.trimStart().length;
  into.push({ start: start + lead, end: start + part.trimEnd().length, form });
}

/** Lines; a line that only wraps is one with the next. */
function linesOf(text: string): Place[] {
  const lines: Place[] = [];
  let isCode = false;
  for (const { index, 0: raw } of text.matchAll(/[^\n\r\u2028\u2029]+/g)) {
    const isFence = FENCE.test(raw);
    const last = lines.at(-1);
    const gap = last === undefined ? '' : text.slice(last.end, index);
    const isWrapped =
      !isCode &&
      !isFence &&
      last !== undefined &&
      (gap === '\n' || gap === '\r\n') &&
      last.end - last.start >= WRAPS_FROM &&
      /^ {0,3}\p{Ll}/u.test(raw) &&
      /[\p{L}\p{N},;]\s*$/u.test(text.slice(last.end - 4, last.end));
    if (isFence) isCode = !isCode;
    if (isWrapped) last.end = index + raw.length;
    else lines.push({ start: index, end: index + raw.length });
  }
  return lines;
}

/** Sentences of a line without its marks. */
function cutLine(line: string, segmenter: Intl.Segmenter): Place[] {
  const parts: Place[] = [];
  let isOpen = false;
  for (const { segment, index } of segmenter.segment(line)) {
    const end = index + segment.length;
    const last = parts.at(-1);
    if (last === undefined) parts.push({ start: index, end });
    else {
      const closing = CLOSING_MARKS.exec(segment)?.[0].length ?? 0;
      last.end = isOpen || ASIDE.test(segment) ? end : index + closing;
      if (last.end < end) parts.push({ start: index + closing, end });
    }
    isOpen = goesOn(line, parts.at(-1)!, end);
  }
  return parts.map((part) => dropNumber(line, part));
}

/** Whether the sentence goes on beyond `end`, where the Unicode rules broke it. */
function goesOn(line: string, part: Place, end: number): boolean {
  const tail = line.slice(Math.max(part.start, end - 40), end);
  if (end >= line.length || !tail.trimEnd().endsWith('.')) return isListMark(line.slice(part.start, end));
  const next = line.slice(end, end + 12);
  if (/^\p{Ll}/u.test(next)) return true;
  const [, pair, word] = /(?:^|[\s(“"'«[])((?:\S{1,4}\. )?(\S{1,12}))\.\s*$/u.exec(tail) ?? [];
  if (word !== undefined && abbreviations.has(word.toLowerCase())) return true;
  if (pair !== undefined && abbreviations.has(pair.toLowerCase())) return true;
  if (/(?:^|\s)\p{L}\.\s*$/u.test(tail) && /^\p{Lu}\./u.test(next)) return true;
  const initial = INITIAL.exec(tail)?.[1];
  if (initial !== undefined && initial !== 'I') return true;
  if (/\d\.\s*$/.test(tail) && (BEFORE_ORDINAL.test(tail) || AFTER_ORDINAL.test(next))) return true;
  return isListMark(line.slice(part.start, end));
}

/** "1. Open it. 2. Close it." in one line: the number belongs to what follows. */
const isListMark = (segment: string): boolean => segment.length < 8 && /^\s*\d{1,2}[.)]\s*$/.test(segment);

/** A number that opens a sentence as the mark of a list in running text is no part of it. */
function dropNumber(line: string, part: Place): Place {
  const lead = /^\s*\d{1,2}[.)]\s+(?=\S)/.exec(line.slice(part.start, part.end))?.[0].length ?? 0;
  return { start: part.start + lead, end: part.end };
}
