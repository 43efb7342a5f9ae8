import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LedgerId, PersonId } from '../shared/domain/ids.ts';
import type { WireEvent } from '../shared/domain/ledger.ts';
import { GENESIS, openEvent, verifyChain } from '../shared/domain/ledger.ts';
import type { TestDevice } from '../tests/support/test-device.ts';
import { createDevice } from '../tests/support/test-device.ts';
import { closeStore, listRows } from './connection.ts';
import { bindLedger, forkLedger } from './fork.ts';
import { findCursor, applyFeedPage } from './queries/feed.ts';
import { findLedger, getCurrentLedger, getLedgerHead, iterateEvents, listLedgers } from './queries/ledger.ts';
import {
  listRefusals,
  listUnconfirmedRefusals,
  listWaitingEvents,
  markAcknowledged,
  markRefusalsConfirmed,
  recordRefusals,
} from './queries/outbox.ts';
import { compareProjections } from './replay.ts';

let device: TestDevice;
beforeEach(() => {
  device = createDevice();
});
afterEach(() => closeStore(device.store));

const newId = (): LedgerId => device.ids.uuidv7() as LedgerId;
const wires = (id: LedgerId): WireEvent[] =>
  [...iterateEvents(device.store, id)].map(({ envelope, hash, body, salt }) => ({
    envelope,
    hash,
    body,
    salt,
  }));
const eventIds = (id: LedgerId): string[] => [...iterateEvents(device.store, id)].map((one) => one.eventId);
const statesOf = (id: LedgerId): string[] => [...iterateEvents(device.store, id)].map((one) => one.state);
const person = (name: string) => ({ id: device.ids.uuidv7() as PersonId, name, role: 'lead' as const });

describe('a ledger that the hub knows differently', () => {
  test('is kept as it is and goes on in a new one with the same event ids', () => {
    device.draw(2);
    const old = getCurrentLedger(device.store);
    expect(markAcknowledged(device.store, old.id, 2, wires(old.id)[1]!.hash)).toBe(true);
    const before = wires(old.id);
    const next = forkLedger(device.store, old.id, 2, newId(), device.session());
    expect(wires(old.id)).toEqual(before);
    expect(statesOf(old.id)).toEqual(['acknowledged', 'acknowledged', 'local', 'local']);
    expect(getCurrentLedger(device.store).id).toBe(next.id);
    expect(findLedger(device.store, old.id)?.continuedBy).toBe(next.id);
    expect(eventIds(next.id).slice(1)).toEqual(eventIds(old.id).slice(2));
    expect(statesOf(next.id)).toEqual(['waiting', 'waiting', 'waiting']);
    const opened = JSON.parse(wires(next.id)[0]!.body!) as { continues: unknown };
    expect(opened.continues).toEqual({ ledger: old.id, seq: 2, hash: before[1]!.hash });
    for (const id of [old.id, next.id]) {
      expect(verifyChain(id, { seq: 0, hash: GENESIS }, wires(id))).toMatchObject({ ok: true });
    }
    expect(compareProjections(device.store)).toEqual([]);
  });

  test('can fork again, and nothing counts twice', () => {
    device.draw(3);
    const first = getCurrentLedger(device.store).id;
    forkLedger(device.store, first, 0, newId(), device.session());
    const second = getCurrentLedger(device.store).id;
    forkLedger(device.store, second, 1, newId(), device.session());
    expect(listRows(device.store, 'SELECT audit_id FROM audit')).toHaveLength(1);
    expect(listRows(device.store, 'SELECT item_id FROM item')).toHaveLength(3);
    expect(compareProjections(device.store)).toEqual([]);
  });

  test('cannot fork at an event that it does not have', () => {
    const { id } = getCurrentLedger(device.store);
    expect(() => forkLedger(device.store, id, 7, newId(), device.session())).toThrow(RangeError);
    expect(listLedgers(device.store)).toHaveLength(1);
  });
});

describe('signing in at a hub', () => {
  test('binds the ledger that was begun before, by one event', () => {
    const { id } = getCurrentLedger(device.store);
    const hubId = device.ids.uuidv7();
    const ada = person('Ada');
    const bound = bindLedger(device.store, hubId, ada, newId(), device.session());
    expect(bound).toMatchObject({ id, hubId, personId: ada.id, role: 'lead' });
    const last = wires(id).at(-1)!;
    expect(JSON.parse(last.body!)).toMatchObject({ hub: { id: hubId, personId: ada.id } });
    expect(bindLedger(device.store, hubId, ada, newId(), device.session()).id).toBe(id);
    expect(getLedgerHead(device.store, id).seq).toBe(2);
  });

  test('as somebody else begins a ledger of its own and forgets what the other one pulled', () => {
    const hubId = device.ids.uuidv7();
    const [ada, grace] = [person('Ada'), person('Grace')];
    const first = bindLedger(device.store, hubId, ada, newId(), device.session());
    const entry = { position: 1, op: 'put', kind: 'person', id: grace.id, payload: grace } as const;
    applyFeedPage(device.store, { cursor: 'c', entries: [{ ...entry, entry }] });
    const second = bindLedger(device.store, hubId, grace, newId(), device.session());
    expect(second.id).not.toBe(first.id);
    expect(findCursor(device.store)).toBeNull();
    expect(bindLedger(device.store, hubId, ada, newId(), device.session()).id).toBe(first.id);
    expect(compareProjections(device.store)).toEqual([]);
  });
});

describe('the outbox', () => {
  test('marks as acknowledged only what the hub names with the right hash, and never goes back', () => {
    device.draw(1);
    const { id } = getCurrentLedger(device.store);
    const [one, two] = wires(id);
    expect(markAcknowledged(device.store, id, 2, one!.hash)).toBe(false);
    expect(listWaitingEvents(device.store, id, 10)).toHaveLength(4);
    expect(markAcknowledged(device.store, id, 2, two!.hash)).toBe(true);
    expect(markAcknowledged(device.store, id, 1, one!.hash)).toBe(true);
    expect(findLedger(device.store, id)?.acknowledged).toEqual({ seq: 2, hash: two!.hash });
    expect(listWaitingEvents(device.store, id, 10).map((event) => event.seq)).toEqual([3, 4]);
    for (const { wire } of listWaitingEvents(device.store, id, 10)) expect(openEvent(wire).ok).toBe(true);
  });

  test('keeps a refusal until the hub was told that it is kept', () => {
    const { id } = getCurrentLedger(device.store);
    const [event] = listWaitingEvents(device.store, id, 1);
    const refusal = { eventId: event!.eventId, seq: 1, reason: 'NOT_ASSIGNED', detail: 'not yours' };
    recordRefusals(device.store, id, [refusal]);
    recordRefusals(device.store, id, [refusal]);
    expect(listUnconfirmedRefusals(device.store, id)).toEqual([event!.eventId]);
    markRefusalsConfirmed(device.store, [event!.eventId]);
    expect(listUnconfirmedRefusals(device.store, id)).toEqual([]);
    expect(listRefusals(device.store)).toMatchObject([{ ...refusal, kind: 'session.opened' }]);
    expect(statesOf(id)).toEqual(['refused']);
  });
});
