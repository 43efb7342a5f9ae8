import { array, assert, jsonValue, nat, property } from 'fast-check';
import { expect, it } from 'vitest';
import { findJson, listMembers, readString } from './json-text.ts';
import type { JsonPart } from './json-text.ts';
import { alignJson, rawRange } from '../../ui/reading/source-align.ts';

/** The value again, read the way the tree reads it. */
function readBack(text: string, part: JsonPart): unknown {
  if (part.kind === 'string') return readString(text, part);
  if (part.kind === 'literal') return JSON.parse(text.slice(part.start, part.end)) as unknown;
  const { members, count } = listMembers(text, part, Infinity);
  expect(members).toHaveLength(count);
  if (part.kind === 'array') return members.map((one) => readBack(text, one.value));
  return Object.fromEntries(
    members.map((one) => [one.key === null ? '' : readString(text, one.key), readBack(text, one.value)]),
  );
}

it('reads whatever JSON there is, blanks and all, as it was written', () => {
  assert(
    property(array(jsonValue()), nat(4), (value, indent) => {
      const text = ` \n${JSON.stringify(value, null, indent)}\t`;
      const part = findJson(text);
      expect(part).not.toBeNull();
      if (part !== null) expect(JSON.stringify(readBack(text, part))).toBe(JSON.stringify(value));
    }),
  );
});

it('takes nothing for JSON that is not an object or a list as a whole', () => {
  for (const text of [
    '',
    '5',
    '"text"',
    '{',
    '[1] See the policy',
    '[link](https://example.com)',
    '{a: 1}',
    '[1] and [2]',
  ]) {
    expect(findJson(text), text).toBeNull();
  }
});

it('keeps the digits of a number that no computer number could hold', () => {
  const text = '{"id": 12345678901234567890.10, "small": 1E-400}';
  const part = findJson(text);
  const { members } = listMembers(text, part ?? { kind: 'object', start: 0, end: 0 }, 10);
  expect(members.map((one) => text.slice(one.value.start, one.value.end))).toEqual([
    '12345678901234567890.10',
    '1E-400',
  ]);
});

it('counts what it does not list, and survives any depth', () => {
  const text = `[${Array.from({ length: 250 }, (_, at) => at).join(',')}]`;
  const whole = { kind: 'array', start: 0, end: text.length } as const;
  expect(listMembers(text, whole, 100).members).toHaveLength(100);
  expect(listMembers(text, whole, 100).count).toBe(250);
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  expect(listMembers(deep, { kind: 'array', start: 0, end: deep.length }, 5).count).toBe(1);
});

it('carries a selection in a string of JSON back to how it is written', () => {
  const text = '{"a": "Zeile\\n\\u00e4 \\"x\\" \\ud83d\\ude00 😀 \\/ end"}';
  const part = listMembers(text, { kind: 'object', start: 0, end: text.length }, 1).members[0]?.value;
  if (part === undefined) throw new Error('nothing was listed');
  const said = readString(text, part);
  const map = alignJson(said, text, part.start + 1, part.end - 1);
  if (map === null) throw new Error('not aligned');
  const taken = (words: string): string => {
    const at = said.indexOf(words);
    const range = rawRange(map, at, at + words.length);
    return range === null ? '' : text.slice(range.start, range.end);
  };
  expect(taken('ä "x"')).toBe('\\u00e4 \\"x\\"');
  expect(taken('Zeile\n')).toBe('Zeile\\n');
  expect(taken('/ end')).toBe('\\/ end');
  expect(map.ends.at(-1)).toBe(part.end - 1);
});

it('places every string of JSON, character by character', () => {
  assert(
    property(jsonValue(), (value) => {
      const text = JSON.stringify([JSON.stringify(value)]);
      const part = { kind: 'string', start: 1, end: text.length - 1 } as const;
      const said = readString(text, part);
      const map = alignJson(said, text, part.start + 1, part.end - 1);
      expect(map?.starts).toHaveLength(said.length);
      for (let at = 0; at < said.length; at += 1) {
        const raw = text.slice(map?.starts[at], map?.ends[at]);
        expect(JSON.parse(`"${raw}"`)).toBe(said.charAt(at));
      }
    }),
  );
});
