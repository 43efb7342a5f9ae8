import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FinderInput, FoundEvidence } from '../../../shared/evidence/found-evidence.ts';
import type { FinderAnswer, FinderQuestion } from './finder-line.ts';
import { createFinderLine, NotWanted } from './finder-line.ts';

const input = (output: string): FinderInput => ({ output, prompt: [], passages: [] });
const evidence = (version: string): FoundEvidence => ({ version, claims: [], unfound: [] });

/** A worker that answers when the test says so. */
function makeWorkers() {
  const asked: FinderQuestion[] = [];
  const started: { answer: (answer: FinderAnswer) => void; die: (problem: string) => void }[] = [];
  let ended = 0;
  return {
    asked,
    started,
    ended: () => ended,
    answer: (version: string) => started.at(-1)!.answer({ id: asked.at(-1)!.id, found: evidence(version) }),
    start: (told: { onAnswer: (answer: FinderAnswer) => void; onEnd: (problem: string) => void }) => {
      started.push({ answer: told.onAnswer, die: told.onEnd });
      return {
        ask: (question: FinderQuestion) => void asked.push(question),
        end: () => {
          ended += 1;
        },
      };
    },
  };
}

let workers: ReturnType<typeof makeWorkers>;
let line: ReturnType<typeof createFinderLine>;
beforeEach(() => {
  vi.useFakeTimers();
  workers = makeWorkers();
  line = createFinderLine({ start: workers.start, kept: 2, limitMs: 1_000 });
});
afterEach(() => {
  line.close();
  vi.useRealTimers();
});

/** What a promise came to. */
const outcome = (promise: Promise<FoundEvidence>): Promise<string> =>
  promise.then(
    (found) => found.version,
    (error: Error) => (error instanceof NotWanted ? 'not wanted' : error.message),
  );

describe('the line of items before the evidence finder', () => {
  test('starts no worker before there is a question', () => {
    expect(workers.started).toHaveLength(0);
    void outcome(line.find('a', input('A')));
    expect(workers.started).toHaveLength(1);
  });

  test('hands over one item at a time, in the order in which they were asked for', async () => {
    const [a, b] = [outcome(line.find('a', input('A'))), outcome(line.find('b', input('B')))];
    expect(workers.asked.map((one) => one.input.output)).toEqual(['A']);
    workers.answer('of a');
    expect(workers.asked.map((one) => one.input.output)).toEqual(['A', 'B']);
    workers.answer('of b');
    expect(await Promise.all([a, b])).toEqual(['of a', 'of b']);
  });

  test('asks once for an item however often it is wanted, and knows it afterwards', async () => {
    const both = [outcome(line.find('a', input('A'))), outcome(line.find('a', input('A')))];
    workers.answer('of a');
    expect(await Promise.all(both)).toEqual(['of a', 'of a']);
    expect(line.read('a')?.version).toBe('of a');
    expect(await outcome(line.find('a', input('A')))).toBe('of a');
    expect(workers.asked).toHaveLength(1);
  });

  test('keeps the evidence of a few items, those used last', async () => {
    for (const key of ['a', 'b']) {
      void outcome(line.find(key, input(key)));
      workers.answer(key);
    }
    await line.find('a', input('a'));
    void outcome(line.find('c', input('c')));
    workers.answer('c');
    expect(['a', 'b', 'c'].map((key) => line.read(key)?.version)).toEqual(['a', undefined, 'c']);
  });

  test('drops what nobody wants any more, and goes on with what is wanted', async () => {
    const all = ['a', 'b', 'c'].map((key) => outcome(line.find(key, input(key))));
    line.keepOnly(new Set(['c']));
    workers.answer('of a');
    workers.answer('of c');
    expect(await Promise.all(all)).toEqual(['of a', 'not wanted', 'of c']);
    expect(workers.asked.map((one) => one.input.output)).toEqual(['a', 'c']);
  });

  test('says what failed on one item and goes on with the next', async () => {
    const [a, b] = [outcome(line.find('a', input('A'))), outcome(line.find('b', input('B')))];
    workers.started[0]!.answer({ id: workers.asked[0]!.id, problem: 'no such language' });
    workers.answer('of b');
    expect(await Promise.all([a, b])).toEqual(['no such language', 'of b']);
  });

  test('starts another worker after one died, and asks it the rest', async () => {
    const [a, b] = [outcome(line.find('a', input('A'))), outcome(line.find('b', input('B')))];
    workers.started[0]!.die('out of memory');
    expect(await a).toBe('out of memory');
    await Promise.resolve();
    expect(workers.started).toHaveLength(2);
    // What the dead one had still to say concerns nobody.
    workers.started[0]!.answer({ id: workers.asked.at(-1)!.id, found: evidence('late') });
    workers.answer('of b');
    expect(await b).toBe('of b');
  });

  test('gives up on workers that die one after the other, and says why to everyone', async () => {
    const all = ['a', 'b', 'c', 'd'].map((key) => outcome(line.find(key, input(key))));
    for (let death = 0; death < 3; death += 1) {
      workers.started.at(-1)!.die('refused');
      await Promise.resolve();
    }
    expect(await Promise.all(all)).toEqual(['refused', 'refused', 'refused', 'refused']);
    expect(await outcome(line.find('e', input('E')))).toBe('refused');
    expect(workers.started).toHaveLength(3);
  });

  test('ends a worker that takes too long over an item', async () => {
    const [a, b] = [outcome(line.find('a', input('A'))), outcome(line.find('b', input('B')))];
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await a).toBe('it took too long over this item');
    expect(workers.ended()).toBe(1);
    workers.answer('of b');
    expect(await b).toBe('of b');
  });

  test('closed, it ends the worker and answers everyone', async () => {
    const all = ['a', 'b'].map((key) => outcome(line.find(key, input(key))));
    line.close();
    expect(await Promise.all(all)).toEqual(['not wanted', 'not wanted']);
    expect(await outcome(line.find('a', input('A')))).toBe('not wanted');
    expect(workers.ended()).toBe(1);
  });

  test('says it where a worker cannot be started at all', async () => {
    const broken = createFinderLine({
      start: () => {
        throw new Error('not allowed here');
      },
      kept: 2,
      limitMs: 1_000,
    });
    expect(await outcome(broken.find('a', input('A')))).toBe('not allowed here');
  });
});
