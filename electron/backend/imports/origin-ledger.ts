/**
 * The ledger of an import: one of its own, whose events say on whose behalf they are. It is pushed like the person's own
 * ledger, and never becomes the current one.
 */
import type { EventBody, EventKey } from '../../../shared/domain/events.ts';
import { kindOf } from '../../../shared/domain/events.ts';
import type { EventId, LedgerId } from '../../../shared/domain/ids.ts';
import type { EventSubject } from '../../../shared/domain/ledger.ts';
import {
  appendAfter,
  getCurrentLedger,
  getLedgerEnd,
  insertLedger,
  selectLedger,
} from '../../../db/queries/ledger.ts';
import { isoNow } from '../clock.ts';
import type { BackendContext } from '../context.ts';

type Making = Pick<BackendContext, 'store' | 'clock' | 'ids'>;

export interface OriginLedger {
  readonly id: LedgerId;
  append<K extends EventKey>(key: K, subject: EventSubject, body: EventBody<K>): EventId;
}

/** Begins the ledger of an import, of the person who imports. Part of the caller's transaction, in which nothing else is appended. */
export function beginOriginLedger({ store, clock, ids }: Making): OriginLedger {
  const current = getCurrentLedger(store);
  const { personId, role, hubId } = current;
  const id = ids.uuidv7() as LedgerId;
  insertLedger(store, { id, personId, role, hubId });
  selectLedger(store, current.id);
  let end = getLedgerEnd(store, id);
  return {
    id,
    append: (key, subject, body) => {
      const eventId = ids.uuidv7() as EventId;
      const made = { id: eventId, at: isoNow(clock), actor: personId, subject, body, salt: ids.saltHex() };
      end = appendAfter(store, id, end, { ...kindOf(key), ...made });
      return eventId;
    },
  };
}
