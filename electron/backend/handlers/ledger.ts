/** The trail: the ledger as a list, its verification, its export. Reads only. */
import { eventBodies } from '../../../shared/domain/events.ts';
import type { ItemId, LedgerId } from '../../../shared/domain/ids.ts';
import { GENESIS, verifyChain } from '../../../shared/domain/ledger.ts';
import type { WireEvent } from '../../../shared/domain/ledger.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { findAudit } from '../../../db/queries/audits.ts';
import type { EventRecord } from '../../../db/queries/ledger.ts';
import {
  countEvents,
  getCurrentLedger,
  getLedgerHead,
  iterateEvents,
  listEventKinds,
  listEvents,
  listLedgers,
} from '../../../db/queries/ledger.ts';
import { compareProjections } from '../../../db/replay.ts';
import { isoNow } from '../clock.ts';
import { getSelf } from '../self.ts';
import { isHeldBack } from './calibration.ts';
import { base } from './workbench-base.ts';

const list = base.ledger.list.handler(({ context, input }) => {
  const { store } = context;
  const { total, rows } = listEvents(store, input);
  const titles = new Map<string, string | null>();
  const titleOf = (id: string | null): string | null => {
    if (id === null) return null;
    if (!titles.has(id)) titles.set(id, findAudit(store, id as never)?.title ?? null);
    return titles.get(id) ?? null;
  };
  return {
    total,
    kinds: listEventKinds(store),
    rows: rows.map((row) => ({
      ...toRow(row),
      body: shownBody(store, row),
      auditTitle: titleOf(row.auditId),
    })),
  };
});

const verify = base.ledger.verify.handler(({ context }) => {
  const { store, clock } = context;
  const problems = listLedgers(store).flatMap((ledger) => checkLedger(store, ledger.id));
  const differences = compareProjections(store);
  return {
    isIntact: problems.length === 0,
    events: countEvents(store),
    headHash: getLedgerHead(store, getCurrentLedger(store).id).hash,
    problems: [...problems, ...differences],
    projectionsMatch: differences.length === 0,
    checkedAt: isoNow(clock),
  };
});

const exportAll = base.ledger.export.handler(({ context }) => {
  const { store, clock } = context;
  const lines: string[] = [];
  for (const ledger of listLedgers(store)) {
    for (const event of iterateEvents(store, ledger.id)) {
      lines.push(JSON.stringify({ ...toWire(event), body: shownBody(store, event) }));
    }
  }
  const day = isoNow(clock).slice(0, 10);
  return { fileName: `assay-ledger-${day}.ndjson`, ndjson: lines.map((line) => `${line}\n`).join('') };
});

export const ledgerHandlers = { list, verify, export: exportAll };

function checkLedger(store: ReadableStore, id: LedgerId): string[] {
  const verified = verifyChain(id, { seq: 0, hash: GENESIS }, wiresOf(store, id));
  return verified.ok ? [] : [`Ledger ${id}, event ${verified.seq}: ${faultTexts[verified.fault]}.`];
}

const faultTexts: Record<string, string> = {
  NOT_CANONICAL: 'the envelope is not canonical JSON',
  BAD_ENVELOPE: 'the envelope cannot be read',
  WRONG_LEDGER: 'it belongs to another ledger',
  GAP: 'an event before it is missing',
  PREV_MISMATCH: 'it does not follow the event before it',
  HASH_MISMATCH: 'its hash does not fit what it says',
  BODY_MISMATCH: 'its body was changed',
};

function* wiresOf(store: ReadableStore, id: LedgerId): Generator<WireEvent> {
  for (const event of iterateEvents(store, id)) yield toWire(event);
}

function toWire({ envelope, hash, body, salt }: EventRecord): WireEvent {
  return { envelope, hash, body, salt };
}

/** Known answers of a calibration round stay hidden until it is over, in the trail too; the chain verifies without them. */
function shownBody(store: ReadableStore, { kind, body }: EventRecord): string | null {
  if (kind !== 'audit.calibrationSet' || body === null) return body;
  const set = eventBodies['audit.calibrationSet@1'].safeParse(JSON.parse(body));
  if (!set.success) return body;
  return isHeldBack(store, set.data.auditId, getSelf(store).person.id) ? null : body;
}

function toRow(row: EventRecord) {
  const { ledger, seq, eventId, kind, kindVersion, at, hash, state, itemId, body } = row;
  const { prev } = JSON.parse(row.envelope) as { prev: WireEvent['hash'] };
  const order = row.appliedOrder;
  return {
    order,
    ledger,
    seq,
    eventId,
    kind,
    kindVersion,
    at,
    hash,
    prev,
    state,
    itemId: itemId as ItemId | null,
    body,
  };
}
