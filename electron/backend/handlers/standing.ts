/** How far a reviewer agrees with the others, as far as the audit's blinding allows. */
import { base } from './workbench-base.ts';

export const standing = base.reviews.standing.handler(async () => {
  throw new Error('This is being built.');
});
