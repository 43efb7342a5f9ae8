// What the foot says of a form after its screen was left.
import { afterEach, expect, test } from 'vitest';
import { getDraftStatus, leaveDraft, setDraftStatus, whenDraftSaved } from './draft-status.ts';

afterEach(() => setDraftStatus('none'));

/** What the foot says once nothing waits, or `saving` while something does. */
async function told(): Promise<'saved or none' | 'saving'> {
  return Promise.race([
    whenDraftSaved(60_000).then(() => 'saved or none' as const),
    new Promise<'saving'>((resolve) => setImmediate(() => resolve('saving'))),
  ]);
}

test('a form that is left while it is saved is on its way until it is stored, and then forgotten', async () => {
  setDraftStatus('saving');
  const store = Promise.withResolvers<void>();
  const left = leaveDraft(store.promise);
  expect(await told()).toBe('saving');
  setDraftStatus('saved');
  store.resolve();
  await left;
  expect(getDraftStatus()).toBe('none');
});

test('a draft that could not be stored is still told of after its screen was left', async () => {
  setDraftStatus('failed');
  await leaveDraft(Promise.resolve());
  expect(getDraftStatus()).toBe('failed');
});

test('a form that is opened before the one before it is stored keeps what is said of it', async () => {
  setDraftStatus('saving');
  const left = leaveDraft(Promise.resolve());
  setDraftStatus('saving');
  await left;
  expect(getDraftStatus()).toBe('saving');
});
