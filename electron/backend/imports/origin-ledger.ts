/**
 * The ledger of an import: one of its own, whose events say on whose behalf they are. It is pushed like the person's own
 * ledger, and never becomes the current one.
 *
 * Invariant: a drafted ledger is nowhere but in memory; it is stored whole, in one transaction, or not at all.
 */
import type { EventBody, EventKey } from '../../../shared/domain/events.ts';
import { eventBodies, kindOf } from '../../../shared/domain/events.ts';
import type { EventId, LedgerId } from '../../../shared/domain/ids.ts';
import type { ChainHead, EventSubject, WireEvent } from '../../../shared/domain/ledger.ts';
import { GENESIS, sealEvent } from '../../../shared/domain/ledger.ts';
import type { LedgerRecord } from '../../../db/queries/ledger.ts';
import {
  appendAfter,
  getCurrentLedger,
  getLedgerEnd,
  insertEvent,
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

/** Whose ledger it is. */
export type OriginActor = Pick<LedgerRecord, 'personId' | 'role' | 'hubId'>;

/** Events that are sealed one after another and not stored yet, because many take longer than others should wait. */
export interface DraftedLedger extends OriginLedger {
  readonly actor: OriginActor;
  readonly events: readonly WireEvent[];
}

/** Begins the ledger of an import, of the person who imports. Part of the caller's transaction, in which nothing else is appended. */
export function beginOriginLedger(making: Making): OriginLedger {
  const ledger = draftOriginLedger(making, getCurrentLedger(making.store));
  return storeOriginLedger(making, ledger);
}

/** A ledger in memory. */
export function draftOriginLedger({ clock, ids }: Omit<Making, 'store'>, actor: OriginActor): DraftedLedger {
  const id = ids.uuidv7() as LedgerId;
  const events: WireEvent[] = [];
  let head: ChainHead = { seq: 0, hash: GENESIS };
  return {
    id,
    actor,
    events,
    append: (key, subject, body) => {
      const eventId = ids.uuidv7() as EventId;
      const wire = sealEvent(id, head, {
        ...kindOf(key),
        id: eventId,
        at: isoNow(clock),
        actor: actor.personId,
        subject,
        body: eventBodies[key].parse(body),
        salt: ids.saltHex(),
      });
      head = { seq: head.seq + 1, hash: wire.hash };
      events.push(wire);
      return eventId;
    },
  };
}

/** Stores a drafted ledger and applies it; more can be appended. Part of the caller's transaction, in which nothing else is appended. */
export function storeOriginLedger({ store, clock, ids }: Making, ledger: DraftedLedger): OriginLedger {
  const current = getCurrentLedger(store);
  const { id, actor } = ledger;
  const { personId, role, hubId } = actor;
  insertLedger(store, { id, personId, role, hubId });
  selectLedger(store, current.id);
  let end = getLedgerEnd(store, id);
  for (const wire of ledger.events) {
    const appliedOrder = end.appliedOrder + 1;
    end = { ...insertEvent(store, wire, 'waiting', appliedOrder), appliedOrder };
  }
  return {
    id,
    append: (key, subject, body) => {
      const eventId = ids.uuidv7() as EventId;
      const made = {
        id: eventId,
        at: isoNow(clock),
        actor: actor.personId,
        subject,
        body,
        salt: ids.saltHex(),
      };
      end = appendAfter(store, id, end, { ...kindOf(key), ...made });
      return eventId;
    },
  };
}
