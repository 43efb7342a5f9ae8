/**
 * Keeps the sources that were opened last, so that counting again costs no reading, and frees the others.
 *
 * Invariant: a source is found again only while its spec and every file (inode, size, time of change) are the same; it
 * is never freed while someone works with it.
 */
import { canonicalJson } from '../../../shared/domain/canonical.ts';
import type { SourceSpec } from '../../../shared/domain/source.ts';
import type { Opened } from './open-source.ts';
import type { SourceFile } from './source-files.ts';

const KEPT = 4;

interface Held {
  readonly opened: Promise<Opened>;
  users: number;
}

export class OpenedSources {
  /** In order of use, the latest last. */
  readonly #held = new Map<string, Held>();

  /** Runs `work` with the source, which `open` reads if it is not held. */
  async use<T>(
    spec: SourceSpec,
    files: readonly SourceFile[],
    open: () => Promise<Opened>,
    work: (opened: Opened) => Promise<T>,
  ): Promise<T> {
    const stamps = files.map((file) => [file.path, file.stamp]);
    const key = canonicalJson({ preset: spec.preset, mapping: spec.mapping ?? {}, stamps });
    const held = this.#held.get(key) ?? { opened: open(), users: 0 };
    this.#held.delete(key);
    this.#held.set(key, held);
    held.users += 1;
    try {
      return await work(await held.opened.catch((error: unknown) => this.#forget(key, held, error)));
    } finally {
      held.users -= 1;
      await this.#freeOldest();
    }
  }

  #forget(key: string, held: Held, error: unknown): never {
    if (this.#held.get(key) === held) this.#held.delete(key);
    throw error;
  }

  async #freeOldest(): Promise<void> {
    for (const [key, held] of this.#held) {
      if (this.#held.size <= KEPT) return;
      if (held.users > 0) continue;
      this.#held.delete(key);
      await (await held.opened).source.drop();
    }
  }
}
