/** Audits taken along to where there is no network. */
import { base } from './workbench-base.ts';

export const offlineHandlers = {
  list: base.offline.list.handler(async () => {
    throw new Error('This is being built.');
  }),
  take: base.offline.take.handler(async function* () {
    throw new Error('This is being built.');
  }),
  prove: base.offline.prove.handler(async () => {
    throw new Error('This is being built.');
  }),
};
