/**
 * Keeps a stream of the backend open for as long as the page lives: asks again after each end, with growing pauses, and at
 * once when the backend or the network is back.
 */
import { BACKEND_BACK } from './client.ts';

export interface Watched<T> {
  open(): Promise<AsyncIterable<T>>;
  onValue(value: T): void;
  /** The stream ended, or could not be opened: `error` says why, if anything did. */
  onLost(error: unknown): void;
  firstWaitMs: number;
  longestWaitMs: number;
}

/** Never returns. */
export async function keepWatching<T>(of: Watched<T>): Promise<never> {
  let waitMs = of.firstWaitMs;
  for (;;) {
    try {
      for await (const value of await of.open()) {
        waitMs = of.firstWaitMs;
        of.onValue(value);
      }
      of.onLost(new TypeError('stream ended'));
    } catch (error) {
      of.onLost(error);
    }
    await pause(waitMs);
    waitMs = Math.min(of.longestWaitMs, waitMs * 2);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      window.removeEventListener(BACKEND_BACK, done);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener(BACKEND_BACK, done);
    window.addEventListener('online', done);
  });
}
