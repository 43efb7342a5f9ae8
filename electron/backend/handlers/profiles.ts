/** Several people take turns on one computer, each behind a PIN. */
import { base } from './workbench-base.ts';

export const profilesHandlers = {
  state: base.profiles.state.handler(async () => {
    throw new Error('This is being built.');
  }),
  beginGroup: base.profiles.beginGroup.handler(async () => {
    throw new Error('This is being built.');
  }),
  add: base.profiles.add.handler(async () => {
    throw new Error('This is being built.');
  }),
  unlock: base.profiles.unlock.handler(async () => {
    throw new Error('This is being built.');
  }),
  lock: base.profiles.lock.handler(async () => {
    throw new Error('This is being built.');
  }),
  changePin: base.profiles.changePin.handler(async () => {
    throw new Error('This is being built.');
  }),
  rename: base.profiles.rename.handler(async () => {
    throw new Error('This is being built.');
  }),
  remove: base.profiles.remove.handler(async () => {
    throw new Error('This is being built.');
  }),
  endGroup: base.profiles.endGroup.handler(async () => {
    throw new Error('This is being built.');
  }),
  setLock: base.profiles.setLock.handler(async () => {
    throw new Error('This is being built.');
  }),
  watch: base.profiles.watch.handler(async function* () {
    throw new Error('This is being built.');
  }),
};
