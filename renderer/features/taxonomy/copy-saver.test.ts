/** The working copy is stored in time, in order, and never lost on the way. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hallucinationTaxonomy } from '../../../shared/domain/defaults.ts';
import type { TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import { CopySaver } from './copy-saver.ts';
import { beginDraft } from './draft-edits.ts';

const named = (summary: string): TaxonomyDraft => ({ ...beginDraft(hallucinationTaxonomy), summary });

function setUp() {
  const saved: string[] = [];
  const states: string[] = [];
  const world = { isDown: false, canRetry: true };
  const saver = new CopySaver<TaxonomyDraft>({
    save: async ({ summary }) => {
      if (world.isDown) throw new Error('down');
      saved.push(summary);
    },
    onState: (state) => states.push(state),
    canRetry: () => world.canRetry,
    delayMs: 250,
    retryMs: 2_000,
  });
  return { saver, saved, states, world };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the saver of the working copy', () => {
  test('stores 250 ms after the first change, however long the typing goes on', async () => {
    const { saver, saved } = setUp();
    saver.change(named('a'));
    await vi.advanceTimersByTimeAsync(200);
    saver.change(named('ab'));
    await vi.advanceTimersByTimeAsync(50);
    expect(saved).toEqual(['ab']);
  });

  test('tries again what failed, and then the newest', async () => {
    const { saver, saved, states, world } = setUp();
    world.isDown = true;
    saver.change(named('a'));
    await vi.advanceTimersByTimeAsync(300);
    expect(states.at(-1)).toBe('failed');
    saver.change(named('b'));
    world.isDown = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(saved).toEqual(['b']);
    expect(states.at(-1)).toBe('saved');
  });

  test('does not repeat what was refused', async () => {
    const { saver, saved, world } = setUp();
    Object.assign(world, { isDown: true, canRetry: false });
    saver.change(named('a'));
    await vi.advanceTimersByTimeAsync(300);
    world.isDown = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saved).toEqual([]);
  });

  test('sends what waits at once when the page goes away', async () => {
    const { saver, saved } = setUp();
    saver.change(named('a'));
    await saver.flush(true);
    expect(saved).toEqual(['a']);
  });

  test('stores nothing after it has settled', async () => {
    const { saver, saved, states } = setUp();
    saver.change(named('a'));
    await saver.settle();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saved).toEqual([]);
    expect(states.at(-1)).toBe('none');
  });
});
