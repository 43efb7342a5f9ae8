/** The workbench contract, part sync: where this device stands with the hub, and the ledger of what was done. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { auditId, digest, eventId, isoTime, itemId, ledgerId } from '../domain/ids.ts';
import { person } from '../domain/person.ts';
import { label, safeText } from '../domain/text.ts';
import { errors } from './errors.ts';
import { syncStatus } from './status.ts';

const base = oc.errors(errors);
const nothing = z.strictObject({});

const refusal = z.strictObject({
  eventId,
  kind: label(),
  at: isoTime,
  reason: label(),
  detail: safeText,
});

export const sync = {
  status: base.input(nothing).output(syncStatus),
  connect: base
    .input(z.strictObject({ url: z.url({ protocol: /^https?$/ }), token: z.string().min(20).max(500) }))
    .output(z.strictObject({ person, hubId: z.uuid() })),
  disconnect: base.input(nothing).output(syncStatus),
  /** Runs one round now and answers when it is over. */
  now: base.input(nothing).output(syncStatus),
  waiting: base.input(z.strictObject({ limit: z.int().min(1).max(500) })).output(
    z.strictObject({
      total: z.int(),
      events: z.array(z.strictObject({ eventId, seq: z.int(), kind: label(), at: isoTime })),
    }),
  ),
  refusals: base.input(nothing).output(z.array(refusal)),
  /** Compares every ledger with the hub, seq by seq and hash by hash, and counts reviews: proves nothing is missing. */
  verify: base.input(nothing).output(
    z.strictObject({
      isComplete: z.boolean(),
      localEvents: z.int(),
      hubEvents: z.int(),
      headsMatch: z.boolean(),
      checkedAt: isoTime,
      problems: z.array(safeText),
    }),
  ),
};

const ledgerRow = z.strictObject({
  /** Place among everything that this device recorded, over all of its ledgers; newest is largest. */
  order: z.int().min(1),
  ledger: ledgerId,
  seq: z.int(),
  eventId,
  kind: label(),
  kindVersion: z.int(),
  at: isoTime,
  hash: digest,
  prev: digest,
  state: z.enum(['waiting', 'acknowledged', 'refused', 'local']),
  auditTitle: safeText.nullable(),
  itemId: itemId.nullable(),
  /** Canonical JSON of the body; null once erased. */
  body: z.string().nullable(),
});

export const ledger = {
  list: base
    .input(
      z.strictObject({
        kind: label().nullable(),
        auditId: auditId.nullable(),
        /** The `order` of the last row of the page before this one; null for the newest. */
        before: z.int().nullable(),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(z.strictObject({ total: z.int(), kinds: z.array(label()), rows: z.array(ledgerRow) })),
  /** Recomputes every hash and link, and compares every projection with a replay. */
  verify: base.input(nothing).output(
    z.strictObject({
      isIntact: z.boolean(),
      events: z.int(),
      headHash: z.string(),
      problems: z.array(safeText),
      projectionsMatch: z.boolean(),
      checkedAt: isoTime,
    }),
  ),
  /** Every event as one NDJSON text, for a program to check. */
  export: base.input(nothing).output(z.strictObject({ fileName: label(), ndjson: z.string() })),
};
