import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeStore, openStore } from '../../../db/connection.ts';
import type { WritableStore } from '../../../db/connection.ts';
import { eraseContent, insertContent } from '../../../db/queries/contents.ts';
import { sha256Hex } from '../../../shared/domain/canonical.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { makeFolder } from '../../../tests/support/test-device.ts';
import { countTold } from './count-told.ts';

let folder: ReturnType<typeof makeFolder>;
let store: WritableStore;

beforeEach(() => {
  folder = makeFolder();
  store = openStore(`${folder.path}/workbench.db`);
});
afterEach(() => {
  closeStore(store);
  folder.remove();
});

const texts = ['{"a":"one"}', '{"b":"two and more"}', '{"c":"three"}'];
const told = texts.map((text, at) => ({
  itemId: `item-${at}` as ItemId,
  contentDigest: sha256Hex(text),
  bytes: text.length,
}));
const come = (at: number) => insertContent(store, { digest: told[at]!.contentDigest, text: texts[at]! });
const bytesOf = (...at: number[]) => at.reduce((sum, one) => sum + told[one]!.bytes, 0);

describe('what the hub named, counted as it comes in', () => {
  test('grows with every text, and keeps what it found', () => {
    const here = new Set<string>();
    expect(countTold(store, told, here)).toEqual({
      done: 0,
      total: 3,
      bytes: 0,
      totalBytes: bytesOf(0, 1, 2),
    });
    come(1);
    expect(countTold(store, told, here)).toMatchObject({ done: 1, total: 3, bytes: bytesOf(1) });
    come(0);
    expect(countTold(store, told, here)).toMatchObject({ done: 2, total: 3, bytes: bytesOf(0, 1) });
    expect([...here]).toEqual([told[1]!.contentDigest, told[0]!.contentDigest]);
  });

  test('leaves out what was erased, here and at the hub', () => {
    eraseContent(store, told[0]!.contentDigest);
    const atHub = told.map((one, at) => (at === 2 ? { ...one, bytes: 0 } : one));
    expect(countTold(store, atHub, new Set())).toEqual({
      done: 0,
      total: 1,
      bytes: 0,
      totalBytes: bytesOf(1),
    });
  });
});
