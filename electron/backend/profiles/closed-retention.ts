/**
 * Ends copies of texts in profiles that nobody has opened for a while: what must go by a date goes, whoever works that day.
 * Opens a store for a moment, reads and shows nothing of it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { closeStore, openStore } from '../../../db/connection.ts';
import { createChangeHub } from '../changes.ts';
import type { Clock } from '../clock.ts';
import { createRetentionKeeper } from '../offline/retention-keeper.ts';
import type { DeskOptions } from './desk-options.ts';
import { folderOf } from './profile-folder.ts';

/** What cannot be opened now (another window has it, it is damaged) is left for the next time, and said in the log. */
export function endCopiesOfClosed(
  ids: readonly string[],
  { dataDir, log }: Pick<DeskOptions, 'dataDir' | 'log'>,
  clock: Clock,
): void {
  for (const id of ids) {
    const path = join(folderOf(dataDir, id), 'workbench.db');
    if (!existsSync(path)) continue;
    try {
      const store = openStore(path);
      try {
        createRetentionKeeper({ store, clock, log, events: createChangeHub() }).close();
      } finally {
        closeStore(store);
      }
    } catch (error) {
      log.warn({ code: (error as { code?: unknown }).code }, 'a closed profile could not be looked after');
    }
  }
}
