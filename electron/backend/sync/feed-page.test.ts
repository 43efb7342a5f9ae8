import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FeedEntry } from '../../../shared/contract/hub.ts';
import { readFeedPage } from './feed-page.ts';

const id = '0198c0de-0000-7000-8000-000000000001';
const person = (position: number, name = 'Ada'): FeedEntry =>
  ({ position, op: 'put', kind: 'person', id, payload: { id, name, role: 'reviewer' } }) as FeedEntry;
const write = (entries: object[], end: object = {}): string =>
  [...entries, { end: true, count: entries.length, cursor: 'e:9', hasMore: false, ...end }]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

describe('a page of the feed', () => {
  test('is read when it is whole', () => {
    const read = readFeedPage(write([person(3), person(9, 'line\u2028separator')]));
    expect(read).toMatchObject({ ok: true, page: { end: { cursor: 'e:9', hasMore: false } } });
    if (!read.ok) throw new Error(read.why);
    expect(read.page.rows.map((row) => row.entry?.payload)).toEqual([
      person(3).payload,
      person(9, 'line\u2028separator').payload,
    ]);
  });

  test('may be empty', () => {
    expect(readFeedPage(write([]))).toMatchObject({ ok: true, page: { rows: [] } });
  });

  test('cut off anywhere is discarded', () => {
    const whole = write([person(1), person(2)]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        expect(readFeedPage(whole.slice(0, length)).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['with a wrong count', write([person(1)], { count: 2 })],
    ['out of order', write([person(2), person(1)])],
    ['with a position twice', write([person(1), person(1)])],
    ['with a line that is no entry', write([person(1), { hello: 1 }])],
    ['with a line that is no JSON', `nonsense\n${write([])}`],
    ['with a second end', write([{ end: true, count: 0, cursor: '', hasMore: false }])],
    ['that is a page of a portal', '<!doctype html><p>Welcome to the train\n'],
  ])('%s is discarded', (_name, text) => {
    expect(readFeedPage(text).ok).toBe(false);
  });

  test('keeps an entry of a kind or form that it does not know, and reads the others', () => {
    const ruling = { position: 1, op: 'put', kind: 'ruling', id: 'r1', payload: { value: 1 }, extra: true };
    const newer = { ...person(2), payload: { ...person(2).payload, pronouns: 'they' } };
    const read = readFeedPage(write([ruling, newer, person(3)]));
    if (!read.ok) throw new Error(read.why);
    expect(read.page.rows.map((row) => row.entry === null)).toEqual([true, true, false]);
    expect(read.page.rows[0]).toMatchObject({ kind: 'ruling', id: 'r1', payload: { value: 1 } });
    expect(read.page.rows[1]?.payload).toEqual(newer.payload);
  });
});
