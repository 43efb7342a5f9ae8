/** Several people take turns on one computer, each behind a PIN: passes on to the desk, also while nothing is open. */
import { implement } from '@orpc/server';
import { workbench } from '../../../shared/contract/workbench.ts';
import { changesOf } from '../changes.ts';
import type { ProfileDesk } from '../profiles/profile-desk.ts';

const of = implement(workbench).$context<{ profiles: ProfileDesk }>().profiles;

/** Changes that come closer together than this are told of once, milliseconds: a lock must be seen at once. */
const quietMs = 20;

export const profilesHandlers = {
  state: of.state.handler(({ context }) => context.profiles.state()),
  watch: of.watch.handler(async function* ({ context: { profiles }, signal }) {
    const changes = changesOf(profiles.events, signal ?? new AbortController().signal, quietMs);
    for await (const _ of changes) yield await profiles.state();
  }),
  beginGroup: of.beginGroup.handler(({ context, input }) => context.profiles.beginGroup(input)),
  add: of.add.handler(({ context, input }) => context.profiles.add(input)),
  unlock: of.unlock.handler(({ context, input }) => context.profiles.unlock(input)),
  lock: of.lock.handler(({ context }) => context.profiles.lock()),
  changePin: of.changePin.handler(({ context, input }) => context.profiles.changePin(input)),
  rename: of.rename.handler(({ context, input }) => context.profiles.rename(input)),
  remove: of.remove.handler(({ context, input }) => context.profiles.remove(input)),
  endGroup: of.endGroup.handler(({ context, input }) => context.profiles.endGroup(input)),
  setLock: of.setLock.handler(({ context, input }) => context.profiles.setLock(input)),
};
