/** Where people are in their queues, so that another device of theirs goes on there. */
import { os } from './context.ts';

const put = os.places.put.handler(async () => {
  throw new Error('This is being built.');
});

export const places = { put };
