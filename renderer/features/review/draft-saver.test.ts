import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ItemId } from '../../../shared/domain/ids.ts';
import type { Draft } from '../../../shared/domain/review.ts';
import { createDraftSaver } from './draft-saver.ts';
import type { SaveState } from './draft-saver.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const item = 'item' as ItemId;
const draft = (text: string): Draft => ({
  answers: { note: { type: 'text', text } },
  elapsedMs: 0,
  focusedQuestion: null,
  supersedes: null,
});
const textOf = (of: Draft): string => (of.answers['note']?.type === 'text' ? of.answers['note'].text : '');

function setUp(answer: (text: string) => Promise<unknown> = async () => undefined) {
  const saved: string[] = [];
  const states: SaveState[] = [];
  const saver = createDraftSaver({
    delayMs: 150,
    retryMs: 2_000,
    canRetry: (error) => !(error instanceof RangeError),
    onState: (state) => states.push(state),
    save: async (_, of) => {
      await answer(textOf(of));
      saved.push(textOf(of));
    },
  });
  return { saver, saved, states };
}

it('saves within the delay although typing goes on', async () => {
  const { saver, saved } = setUp();
  for (let at = 0; at < 10; at += 1) {
    saver.change(item, draft('x'.repeat(at + 1)));
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(saved.length).toBeGreaterThanOrEqual(3);
  await vi.advanceTimersByTimeAsync(150);
  expect(saved.at(-1)).toBe('x'.repeat(10));
});

it('saves at once when the item leaves the screen', async () => {
  const { saver, saved, states } = setUp();
  saver.change(item, draft('a'));
  await saver.flush();
  expect(saved).toEqual(['a']);
  expect(states).toEqual(['saving', 'saved']);
});

it('sends once more what has no answer yet when the page goes away', async () => {
  let release: () => void = () => undefined;
  const asked: string[] = [];
  const { saver } = setUp((text) => {
    asked.push(text);
    return new Promise<void>((resolve) => {
      release = resolve;
    });
  });
  saver.change(item, draft('a'));
  void saver.flush();
  await vi.advanceTimersByTimeAsync(0);
  void saver.flush(true);
  expect(asked).toEqual(['a', 'a']);
  saver.change(item, draft('ab'));
  void saver.flush(true);
  expect(asked.at(-1)).toBe('ab');
  release();
});

it('tries again what failed, and says so meanwhile', async () => {
  let isBroken = true;
  const { saver, saved, states } = setUp(async () => {
    if (isBroken) throw new Error('no');
  });
  saver.change(item, draft('a'));
  await vi.advanceTimersByTimeAsync(150);
  expect(states.at(-1)).toBe('failed');
  isBroken = false;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(saved).toEqual(['a']);
  expect(states.at(-1)).toBe('saved');
});

it('does not ask again for what was declined', async () => {
  const { saver, saved, states } = setUp(async (text) => {
    if (text === 'declined') throw new RangeError('no');
  });
  saver.change(item, draft('declined'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(states).toEqual(['saving', 'failed']);
  saver.change(item, draft('fine'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(saved).toEqual(['fine']);
});

it('never lets an older draft overwrite a newer one that failed in between', async () => {
  let isBroken = true;
  const { saver, saved } = setUp(async (text) => {
    if (isBroken && text === 'old') throw new Error('no');
  });
  saver.change(item, draft('old'));
  const first = saver.flush();
  saver.change(item, draft('new'));
  await first;
  isBroken = false;
  await saver.flush();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(saved).toEqual(['new']);
});

it('saves nothing of an item after it settled for its submit', async () => {
  let release: () => void = () => {};
  const { saver, saved } = setUp(
    () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
  );
  saver.change(item, draft('one'));
  void saver.flush();
  await vi.advanceTimersByTimeAsync(0);
  saver.change(item, draft('two'));
  const settled = saver.settle(item);
  release();
  await settled;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(saved).toEqual(['one']);
});
