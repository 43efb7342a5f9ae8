import { expect, test } from 'vitest';
import { createBoundedCache } from './bounded-cache.ts';

test('a bounded cache forgets what was not asked for longest', () => {
  const cache = createBoundedCache<string, number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  expect(cache.get('a')).toBe(1);
  cache.set('c', 3);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
});

test('a bounded cache counts sizes, and those of replaced values no more', () => {
  const cache = createBoundedCache<string, string>(5, (text) => text.length);
  cache.set('a', 'four');
  cache.set('a', 'x');
  cache.set('b', 'four');
  expect([cache.get('a'), cache.get('b')]).toEqual(['x', 'four']);
  cache.set('c', 'two');
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, undefined, 'two']);
});

test('a value that is larger than the bound stays alone', () => {
  const cache = createBoundedCache<string, string>(3, (text) => text.length);
  cache.set('a', 'x');
  cache.set('b', 'larger');
  expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 'larger']);
});
