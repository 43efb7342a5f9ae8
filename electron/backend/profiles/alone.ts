/** Profiles where a backend runs by itself (command line, tests): one person, and nothing to change about that. */
import { countEventStates } from '../../../db/queries/outbox.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import type { ProfileState } from '../../../shared/contract/profiles.ts';
import type { ChangeHub } from '../changes.ts';
import { WorkbenchError } from '../errors.ts';
import { getSelf } from '../self.ts';
import type { ProfileDesk } from './profile-desk.ts';
import { firstId } from './profile-folder.ts';

export function createAlone(store: ReadableStore, events: ChangeHub): ProfileDesk {
  return {
    events,
    state: async () => stateAlone(firstId, store),
    beginGroup: refuse,
    add: refuse,
    unlock: refuse,
    lock: refuse,
    changePin: refuse,
    rename: refuse,
    remove: refuse,
    endGroup: refuse,
    setLock: refuse,
  };
}

async function refuse(): Promise<never> {
  throw new WorkbenchError('CONFLICT', {
    what: 'Who uses this computer cannot be changed from here.',
    remedy: 'Open the window of Assay and go to Settings.',
  });
}

/** One person without a PIN, by the name that their store knows. */
export function stateAlone(id: string, store: ReadableStore): ProfileState {
  const { waiting } = countEventStates(store);
  const { name } = getSelf(store).person;
  return {
    mode: 'single',
    openId: id,
    lockAfterMinutes: 0,
    profiles: [{ id, name, hasPin: false, lastOpenedAt: null, waiting, nextTryAt: null }],
  };
}
