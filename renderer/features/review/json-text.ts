/**
 * Reads JSON where it stands: which part of a text is which value, so that a tree can show the text's own characters
 * (a number keeps its digits, a selection its offsets). Pure; UTF-16 offsets of the whole text.
 *
 * Invariant: members are found without recursion and only of what is opened, so that neither depth nor size of what
 * a model wrote can hold up the page.
 */
export type JsonKind = 'object' | 'array' | 'string' | 'literal';

/** A value from `start` up to `end`, brackets and quotes included. */
export interface JsonPart {
  kind: JsonKind;
  start: number;
  end: number;
}

export interface JsonMember {
  /** The key with its quotes; null in an array. */
  key: { start: number; end: number } | null;
  value: JsonPart;
}

/** Beyond this many characters a text is not tried. */
const LARGEST = 4_000_000;
const BLANK = /\s/;

function kindAt(text: string, at: number): JsonKind {
  const first = text.charAt(at);
  return first === '{' ? 'object' : first === '[' ? 'array' : first === '"' ? 'string' : 'literal';
}

/** The object or array that the whole text is, or null when it is something else. */
export function findJson(text: string): JsonPart | null {
  if (text.length > LARGEST) return null;
  const lead = text.search(/\S/);
  const end = text.trimEnd().length;
  const pair = lead < 0 ? '' : text.charAt(lead) + text.charAt(end - 1);
  if (pair !== '{}' && pair !== '[]') return null;
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  return { kind: kindAt(text, lead), start: lead, end };
}

/** Offset after the string that begins at `at`. */
function afterString(text: string, at: number): number {
  let place = at + 1;
  while (place < text.length && text.charAt(place) !== '"') place += text.charAt(place) === '\\' ? 2 : 1;
  return place + 1;
}

/** Offset after the value that begins at `at`. */
function afterValue(text: string, at: number): number {
  const kind = kindAt(text, at);
  if (kind === 'string') return afterString(text, at);
  let place = at;
  if (kind === 'literal') {
    while (place < text.length && !/[\s,\]}]/.test(text.charAt(place))) place += 1;
    return place;
  }
  let depth = 0;
  while (place < text.length) {
    const here = text.charAt(place);
    if (here === '"') {
      place = afterString(text, place);
      continue;
    }
    if (here === '{' || here === '[') depth += 1;
    if (here === '}' || here === ']') depth -= 1;
    place += 1;
    if (depth === 0) break;
  }
  return place;
}

function skipBlank(text: string, at: number): number {
  let place = at;
  while (BLANK.test(text.charAt(place))) place += 1;
  return place;
}

/** The first `most` members of an object or array of valid JSON, and how many there are in all. */
export function listMembers(
  text: string,
  of: JsonPart,
  most: number,
): { members: JsonMember[]; count: number } {
  const members: JsonMember[] = [];
  let count = 0;
  let place = skipBlank(text, of.start + 1);
  while (place < of.end - 1) {
    let key: JsonMember['key'] = null;
    if (of.kind === 'object') {
      key = { start: place, end: afterString(text, place) };
      place = skipBlank(text, skipBlank(text, key.end) + 1);
    }
    const end = afterValue(text, place);
    if (members.length < most) members.push({ key, value: { kind: kindAt(text, place), start: place, end } });
    count += 1;
    place = skipBlank(text, end);
    if (text.charAt(place) === ',') place = skipBlank(text, place + 1);
  }
  return { members, count };
}

/** What a string of valid JSON says. */
export function readString(text: string, part: { start: number; end: number }): string {
  return JSON.parse(text.slice(part.start, part.end)) as string;
}
