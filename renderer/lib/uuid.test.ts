import { expect, it } from 'vitest';
import { z } from 'zod';
import { uuidv7From } from './uuid.ts';

it('makes UUIDs of version 7 that sort by time', () => {
  const random = new Uint8Array(10).fill(0xff);
  const early = uuidv7From(1_700_000_000_000, random);
  const late = uuidv7From(1_700_000_000_001, new Uint8Array(10));
  expect(z.uuidv7().safeParse(early).success).toBe(true);
  expect(z.uuidv7().safeParse(late).success).toBe(true);
  expect(early < late).toBe(true);
  expect(Number.parseInt(early.replaceAll('-', '').slice(0, 12), 16)).toBe(1_700_000_000_000);
});
