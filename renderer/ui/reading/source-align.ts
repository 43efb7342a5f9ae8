/**
 * Aligns rendered text with the raw text that it came from, character by character: Markdown drops escapes, decodes
 * entities and strips the marks of nested lines. Pure; UTF-16 offsets throughout.
 */

/** Rendered UTF-16 unit `i` stands for the raw text from `starts[i]` up to `ends[i]`. */
export interface Alignment {
  starts: readonly number[];
  ends: readonly number[];
}

const ENTITY = /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][\da-z]{1,31});/i;
/** Escapes of JSON strings, of which a tree of JSON shows the character. */
const JSON_ESCAPE = /^\\(?:[bfnrt/"\\]|u[\da-f]{4})/i;
const jsonCharacters: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const PUNCTUATION = /[!-/:-@[-`{-~]/;
/** How far ahead a mark may hide the next character (line prefixes of quotes and lists). */
const MAX_SKIP = 80;

interface Step {
  /** Raw offset that the character is taken from. */
  from: number;
  /** Raw offset after it. */
  next: number;
  /** Rendered UTF-16 units that it makes. */
  width: number;
}

/** The UTF-16 unit that a JSON escape at `place` stands for, or null. */
function readEscape(raw: string, place: number): { unit: string; width: number } | null {
  const escape = JSON_ESCAPE.exec(raw.slice(place, place + 6))?.[0];
  if (escape === undefined) return null;
  const name = escape.charAt(1);
  const unit =
    name === 'u' ? String.fromCharCode(Number.parseInt(escape.slice(2), 16)) : jsonCharacters[name];
  return { unit: unit ?? name, width: escape.length };
}

/** Aligns what a JSON string says with how it is written between its quotes; null when that is not how it is written. */
export function alignJson(said: string, raw: string, from: number, to: number): Alignment | null {
  const starts: number[] = [];
  const ends: number[] = [];
  let place = from;
  for (let at = 0; at < said.length; at += 1) {
    const escape = raw.charAt(place) === '\\' ? readEscape(raw, place) : null;
    const unit = escape?.unit ?? raw.charAt(place);
    const next = place + (escape?.width ?? 1);
    if (unit !== said.charAt(at) || next > to) return null;
    starts.push(place);
    ends.push(next);
    place = next;
  }
  return { starts, ends };
}

function readOne(rendered: string, at: number, raw: string, place: number): Step | null {
  const wanted = rendered.charAt(at);
  const here = raw.charAt(place);
  if (here === '\\' && raw.charAt(place + 1) === wanted && PUNCTUATION.test(wanted)) {
    return { from: place, next: place + 2, width: 1 };
  }
  const entity = here === '&' ? ENTITY.exec(raw.slice(place, place + 40)) : null;
  if (entity !== null && !rendered.startsWith(entity[0], at)) {
    const width = (rendered.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    return { from: place, next: place + entity[0].length, width };
  }
  return here === wanted ? { from: place, next: place + 1, width: 1 } : null;
}

/**
 * Aligns `rendered` with `raw` between two offsets; null when some character of it cannot be found in order.
 */
export function align(rendered: string, raw: string, from: number, to: number): Alignment | null {
  const region = raw.slice(from, to);
  const direct = region.indexOf(rendered);
  if (direct >= 0) {
    const starts = Array.from({ length: rendered.length }, (_, at) => from + direct + at);
    return { starts, ends: starts.map((one) => one + 1) };
  }
  const starts: number[] = [];
  const ends: number[] = [];
  let place = from;
  let at = 0;
  while (at < rendered.length) {
    let step: Step | null = null;
    const furthest = Math.min(to, place + MAX_SKIP);
    for (let tried = place; tried < furthest && step === null; tried += 1) {
      step = readOne(rendered, at, raw, tried);
    }
    // A line break that the renderer added at the end of a code block stands for nothing in the raw text.
    if (step === null && rendered.slice(at).trim() === '')
      step = { from: place, next: place, width: rendered.length - at };
    if (step === null || step.next > to) return null;
    for (let unit = 0; unit < step.width; unit += 1) {
      starts.push(step.from);
      ends.push(step.next);
    }
    at += step.width;
    place = step.next;
  }
  return { starts, ends };
}

/** Raw range of the rendered units `start`..`end`; null when that is nothing. */
export function rawRange(map: Alignment, start: number, end: number): { start: number; end: number } | null {
  const first = map.starts[Math.max(0, start)];
  const last = map.ends[Math.min(end, map.ends.length) - 1];
  return first === undefined || last === undefined || last <= first ? null : { start: first, end: last };
}

/** Rendered units that stand for any of the raw text `start`..`end`; null when none does. */
export function renderedRange(
  map: Alignment,
  start: number,
  end: number,
): { start: number; end: number } | null {
  const first = map.ends.findIndex((one) => one > start);
  const last = map.starts.findLastIndex((one) => one < end);
  return first < 0 || last < first ? null : { start: first, end: last + 1 };
}
