import { expect, test } from 'vitest';
import { isPin, keepPin, keptPin } from './pin.ts';

test('a kept PIN knows its own digits and no others, and holds none of them', async () => {
  const kept = await keepPin('2468');
  expect(await isPin('2468', kept)).toBe(true);
  for (const other of ['2469', '24680', '246', '']) expect(await isPin(other, kept)).toBe(false);
  expect(JSON.stringify({ salt: kept.salt, hash: kept.hash })).not.toContain('2468');
});

test('the same PIN is kept differently by two people', async () => {
  const [one, two] = await Promise.all([keepPin('2468'), keepPin('2468')]);
  expect(one.salt).not.toBe(two.salt);
  expect(one.hash).not.toBe(two.hash);
});

test('a file that asks for hours of work is not believed', async () => {
  const kept = await keepPin('2468');
  expect(keptPin.safeParse(kept).success).toBe(true);
  for (const change of [{ N: 2 ** 24 }, { N: 3000 }, { r: 1000 }, { p: 99 }, { hash: 'ab' }]) {
    expect(keptPin.safeParse({ ...kept, ...change }).success).toBe(false);
  }
});
