/**
 * Imports that are under way in this process: how far each is, and whether it shall end. Must not know files or stores'
 * content.
 *
 * Invariants: an import that was told to end stores nothing from then on; what was stored before stays. Imports into one
 * store come one after the other: what one makes (an audit, a form, a source), the next one finds.
 */
import type { ImportProgress } from '../../../shared/contract/imports.ts';
import type { WritableStore } from '../../../db/connection.ts';
import { WorkbenchError } from '../errors.ts';

export class RunningImport {
  #progress: ImportProgress = { phase: 'reading', done: 0, total: null };
  readonly #cancelled = Promise.withResolvers<void>();
  #isCancelled = false;
  readonly #ended = Promise.withResolvers<void>();

  get progress(): ImportProgress {
    return this.#progress;
  }

  /** Says how far it is, and gives whatever waits a turn. Throws CONFLICT once it was told to end. */
  async goOn(progress: ImportProgress): Promise<void> {
    this.#progress = progress;
    await new Promise((resolve) => setImmediate(resolve));
    this.requireWanted();
  }

  /** Throws CONFLICT once it was told to end. */
  requireWanted(): void {
    if (!this.#isCancelled) return;
    throw new WorkbenchError('CONFLICT', {
      what: 'The import was cancelled. Nothing was stored.',
      remedy: 'Import again whenever you like.',
    });
  }

  cancel(): void {
    this.#isCancelled = true;
    this.#cancelled.resolve();
  }

  /** Waits until these are over. Throws CONFLICT as soon as it is told to end itself. */
  async comeAfter(earlier: readonly RunningImport[]): Promise<void> {
    await Promise.race([Promise.all(earlier.map((one) => one.ended)), this.#cancelled.promise]);
    this.requireWanted();
  }

  /** When it is over, whatever came of it. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  end(): void {
    this.#ended.resolve();
  }
}

const running = new WeakMap<WritableStore, Map<string, Set<RunningImport>>>();

/** Does `work` when the imports before it are over, while others can see how far it is, and end it. */
export async function whileRunning<T>(
  store: WritableStore,
  importId: string,
  work: (run: RunningImport) => Promise<T>,
): Promise<T> {
  const byId = running.get(store) ?? new Map<string, Set<RunningImport>>();
  running.set(store, byId);
  const earlier = [...byId.values()].flatMap((calls) => [...calls]);
  const calls = byId.get(importId) ?? new Set();
  byId.set(importId, calls);
  const run = new RunningImport();
  calls.add(run);
  try {
    await run.comeAfter(earlier);
    return await work(run);
  } finally {
    calls.delete(run);
    if (calls.size === 0) byId.delete(importId);
    run.end();
  }
}

/** How far the import with this id is; null when none is under way. */
export function findProgress(store: WritableStore, importId: string): ImportProgress | null {
  const [run] = running.get(store)?.get(importId) ?? [];
  return run?.progress ?? null;
}

/** Ends every call that imports under this id; answers when they are over. */
export async function cancelRunning(store: WritableStore, importId: string): Promise<void> {
  const calls = [...(running.get(store)?.get(importId) ?? [])];
  for (const run of calls) run.cancel();
  await Promise.all(calls.map((run) => run.ended));
}
