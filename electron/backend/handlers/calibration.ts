/** Feedback on the calibration round, once all of it is judged. */
import { base } from './workbench-base.ts';

export const calibration = base.reviews.calibration.handler(async () => {
  throw new Error('This is being built.');
});
