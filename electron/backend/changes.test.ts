import { expect, test } from 'vitest';
import { changesOf, createChangeHub } from './changes.ts';

test('the first turn comes at once, a burst of changes is one turn, a change during a turn is another', async () => {
  const hub = createChangeHub();
  const abort = new AbortController();
  const changes = changesOf(hub, abort.signal, 1);
  expect((await changes.next()).done).toBe(false);
  const burst = changes.next();
  for (let n = 0; n < 5; n += 1) hub.notify();
  expect((await burst).done).toBe(false);
  // While the turn is looked at, nobody waits: it is told all the same.
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
