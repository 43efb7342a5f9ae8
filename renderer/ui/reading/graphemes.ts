/**
 * What a person sees as one character: a letter with its marks, a conjunct, an emoji of several parts, a flag. Spans
 * begin and end between such characters, never inside one. Pure; UTF-16 offsets.
 */
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The line around two offsets, its break included: no character goes on after one, and a short text is cut fast. */
function lineAround(text: string, start: number, end: number): { from: number; line: string } {
  const from = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', end);
  return { from, line: text.slice(from, to < 0 ? text.length : to + 1) };
}

/** `start`..`end` widened so that it begins and ends between two characters as people see them. */
export function wholeCharacters(text: string, start: number, end: number): { start: number; end: number } {
  const { from, line } = lineAround(text, start, end);
  const segments = clusters.segment(line);
  const first = segments.containing(start - from);
  const last = segments.containing(end - from);
  const isBetween = last === undefined || last.index === end - from;
  return {
    start: first === undefined ? start : from + first.index,
    end: isBetween ? end : from + last.index + last.segment.length,
  };
}
