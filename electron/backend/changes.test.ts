import { expect, test } from 'vitest';
import { changesOf, createChangeHub } from './changes.ts';

test('a burst of changes is one turn, and a change during a turn is another', async () => {
  const hub = createChangeHub();
  const abort = new AbortController();
  const changes = changesOf(hub, abort.signal, 1);
  const first = changes.next();
  for (let n = 0; n < 5; n += 1) hub.notify();
  expect((await first).done).toBe(false);
  hub.notify();
  expect((await changes.next()).done).toBe(false);
  const waiting = changes.next();
  abort.abort();
  expect((await waiting).done).toBe(true);
});

test('nobody is told after the watching ended', async () => {
  const hub = createChangeHub();
  let told = 0;
  const leave = hub.subscribe(() => (told += 1));
  hub.notify();
  leave();
  hub.notify();
  expect(told).toBe(1);
  const ended = changesOf(hub, AbortSignal.abort(), 1);
  expect((await ended.next()).done).toBe(true);
});
