import { expect, it } from 'vitest';
import { keptWords } from './kept-until.ts';

const at = new Date(2026, 10, 27, 18, 0).toISOString();
const before = (ms: number): number => new Date(at).getTime() - ms;
const hour = 3_600_000;

it('says until when texts are kept, and how long that still is', () => {
  expect(keptWords(at, before(5 * 24 * hour + hour))).toEqual({
    words: 'texts are kept until Fri 27 Nov, 18:00 (5 days)',
    short: 'kept until Fri 27 Nov (5 days)',
    left: '5 days left',
    tone: 'quiet',
    isSoon: false,
  });
});

it('counts hours in the last two days, minutes in the last hour, and grows louder', () => {
  expect(keptWords(at, before(47 * hour))).toMatchObject({
    short: 'kept until Fri 27 Nov (47 hours)',
    tone: 'warn',
  });
  expect(keptWords(at, before(hour))).toMatchObject({ short: 'kept until Fri 27 Nov (1 hour)', tone: 'bad' });
  expect(keptWords(at, before(90_000)).short).toContain('(1 minute)');
  expect(keptWords(at, before(10_000)).short).toContain('(1 minute)');
  expect(keptWords(at, before(-1))).toMatchObject({ short: 'kept until Fri 27 Nov (over)', isSoon: true });
});
