import { expect, test } from 'vitest';
import { initialsOf, secondsUntil, waitingWords, waitWords } from './person-words.ts';

test.each([
  ['Anna', 'A'],
  ['Anna Maria Berg', 'AB'],
  ['ümit özil', 'ÜÖ'],
  ['  李 雷 ', '李雷'],
  ['👩‍👩‍👧‍👦 family', '👩‍👩‍👧‍👦F'],
  ['d.trump-jr', 'DJ'],
])('%s is drawn as %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('a tile says how much waits, and that somebody was never here', () => {
  const profile = {
    id: '11111111-1111-4111-8111-111111111111',
    name: 'Anna',
    hasPin: true,
    lastOpenedAt: '2026-01-07T08:00:00.000Z',
    waiting: 1,
    nextTryAt: null,
  };
  expect(waitingWords(profile)).toBe('1\u00a0event waits to be sent');
  expect(waitingWords({ ...profile, waiting: 12 })).toBe('12\u00a0events wait to be sent');
  expect(waitingWords({ ...profile, waiting: 0 })).toBe('everything is sent');
  expect(waitingWords({ ...profile, lastOpenedAt: null })).toBe('not opened yet');
});

test('a wait is counted down in whole seconds and never told shorter than it is', () => {
  const now = Date.parse('2026-01-07T08:00:00.000Z');
  expect(secondsUntil('2026-01-07T08:00:04.001Z', now)).toBe(5);
  expect(secondsUntil('2026-01-07T07:59:59.000Z', now)).toBe(0);
  expect(secondsUntil(null, now)).toBe(0);
  expect([waitWords(1), waitWords(59), waitWords(61)]).toEqual(['1 second', '59 seconds', '1:01 minutes']);
});
