/** Publishes versions of taxonomies, one after another. */
import { os } from './context.ts';

export const taxonomies = {
  publish: os.taxonomies.publish.handler(() => {
    throw new Error('This is being built.');
  }),
};
