/**
 * Tells whoever listens that something changed: a commit, or the state of sync. Carries no data; listeners read what
 * they need.
 */
export interface ChangeHub {
  notify(): void;
  /** Answers a function that ends the subscription. */
  subscribe(listener: () => void): () => void;
}

export function createChangeHub(): ChangeHub {
  const listeners = new Set<() => void>();
  return {
    notify: () => {
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      // One function may subscribe twice; each subscription ends on its own.
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

/**
 * A turn at once, then one per burst of changes: waits until something changed since the last turn, at least `quietMs`
 * apart. Ends when the signal aborts. Whoever looks in each turn misses nothing: listening begins before the first.
 */
export async function* changesOf(hub: ChangeHub, signal: AbortSignal, quietMs: number): AsyncGenerator<void> {
  let isDue = false;
  let wake = nobodyWaits;
  const stir = (): void => {
    isDue = true;
    wake();
  };
  const leave = hub.subscribe(stir);
  signal.addEventListener('abort', stir);
  try {
    if (!signal.aborted) yield;
    for (;;) {
      if (!isDue && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
      if (signal.aborted) return;
      isDue = false;
      yield;
      await new Promise((resolve) => setTimeout(resolve, quietMs));
    }
  } finally {
    leave();
    signal.removeEventListener('abort', stir);
  }
}

function nobodyWaits(): void {}
