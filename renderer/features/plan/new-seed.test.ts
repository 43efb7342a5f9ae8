import { expect, it } from 'vitest';
import { seed } from '../../../shared/domain/audit.ts';
import { newSeed } from './new-seed.ts';

it('a new seed is one that a plan accepts, and never the same twice', () => {
  const made = Array.from({ length: 200 }, newSeed);
  for (const one of made) expect(seed.safeParse(one).success).toBe(true);
  expect(new Set(made).size).toBe(made.length);
});
