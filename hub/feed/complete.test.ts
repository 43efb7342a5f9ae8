import { describe, expect, it } from 'vitest';
import { listComplete } from './complete.ts';

const pairs = (...keys: string[]) =>
  keys.map((key) => {
    const [itemId = '', personId = ''] = key.split(' ');
    return { itemId, personId };
  });

describe('an item', () => {
  it('is complete when everybody who has it has submitted, and not before', () => {
    const given = pairs('a ann', 'a ben', 'b ann');
    expect(listComplete(given, [])).toEqual(new Set());
    expect(listComplete(given, pairs('a ann', 'b ann'))).toEqual(new Set(['b']));
    expect(listComplete(given, pairs('a ann', 'a ben'))).toEqual(new Set(['a']));
  });

  it('is not complete by what others submitted, nor when nobody has it', () => {
    expect(listComplete(pairs('a ann'), pairs('a ben', 'c ann'))).toEqual(new Set());
  });
});
