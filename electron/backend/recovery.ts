/** Recovery of a data folder whose store is damaged, for the command line and the desktop's start. No backend may run. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerId } from '../../shared/domain/ids.ts';
import type { Recovery } from '../../db/recover.ts';
import { recoverStore } from '../../db/recover.ts';
import type { Clock } from './clock.ts';
import { isoNow, systemClock } from './clock.ts';
import { WorkbenchError } from './errors.ts';
import { createIds } from './ids.ts';
import { sessionFacts } from './self.ts';

/** Builds a new store from what can be read. Throws `StorageError` when another instance holds it, NOT_FOUND without a store. */
export function recoverData(dataDir: string, version: string, clock: Clock = systemClock): Recovery {
  const path = join(dataDir, 'workbench.db');
  if (!existsSync(path)) {
    throw new WorkbenchError('NOT_FOUND', {
      what: 'There is no store in this folder.',
      where: dataDir,
      remedy: 'Name the folder that holds workbench.db with --data.',
    });
  }
  const ids = createIds(clock);
  return recoverStore(path, {
    newLedgerId: () => ids.uuidv7() as LedgerId,
    session: () => sessionFacts({ clock, ids, version }, 'Me'),
    stamp: isoNow(clock).replaceAll(':', '-'),
  });
}
