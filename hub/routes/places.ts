/**
 * Where people are in their queues, so that another device of theirs goes on there. One's own only: who asks is whose
 * places are kept and answered.
 *
 * Invariant: no visit is later than the hub's own clock, so that a device whose clock runs ahead cannot hold a place
 * against the others.
 */
import type { QueuePlace } from '../../shared/contract/hub.ts';
import { isoNow } from '../outside.ts';
import { listOwnPlaces, listPlaces, putPlace } from '../store/places.ts';
import { inWrite } from '../store/write.ts';
import { os } from './context.ts';

/** As many as one request may carry. */
const mostPlaces = 500;

const put = os.places.put.handler(async ({ context, input }) => {
  const { db } = context.database;
  const { id } = context.person;
  const now = isoNow(context.clock);
  const known = new Map((await listPlaces(db, id, mostPlaces)).map((one) => [one.auditId, one]));
  const bounded = input.places.map((one): QueuePlace => (one.at > now ? { ...one, at: now } : one));
  const news = bounded.filter((one) => (known.get(one.auditId)?.at ?? '') < one.at);
  const own = await listOwnPlaces(db, id, news);
  // Most requests only ask: those must not wait for the lock that writers share.
  if (own.length > 0) {
    await inWrite(db, async (hub) => {
      for (const place of own) await putPlace(hub, id, place);
    });
  }
  return { places: await listPlaces(db, id, mostPlaces) };
});

export const places = { put };
