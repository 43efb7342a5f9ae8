/**
 * The ledger: an append-only, hash-chained log of every event a person produced on a device. It is also the sync queue
 * and the audit trail.
 *
 * Invariant: what is hashed is the canonical text that was received or made here, never what a schema made of it. So
 * events travel as text (`WireEvent`), and the parsed envelope is only a reading of it.
 */
import { z } from 'zod';
import { canonicalJson, saltedSha256Hex, sha256Hex } from './canonical.ts';
import type { Digest } from './ids.ts';
import { auditId, digest, eventId, isoTime, itemId, ledgerId, personId, slug } from './ids.ts';

/** `prev` of the first event of a ledger. */
export const GENESIS = '0'.repeat(64) as Digest;

const eventSubject = z.strictObject({
  auditId: auditId.optional(),
  itemId: itemId.optional(),
  questionId: slug.optional(),
});
export type EventSubject = z.infer<typeof eventSubject>;

/** Fields that the hash covers. */
export const envelope = z.strictObject({
  v: z.literal(1),
  ledger: ledgerId,
  seq: z.int().min(1),
  id: eventId,
  /** Known kinds are in `events.ts`; an unknown one is kept and projected after an upgrade. */
  kind: z.string().regex(/^[a-z]+\.[a-zA-Z]+$/),
  kindVersion: z.int().min(1),
  at: isoTime,
  actor: personId,
  subject: eventSubject,
  bodyHash: digest,
  prev: digest,
});
export type Envelope = z.infer<typeof envelope>;

/** One way to write a salt: upper case would mean the same bytes, and a changed letter would go unnoticed. */
const saltPattern = /^[0-9a-f]{32}$/;

/** An event as it is stored and sent: texts, never re-serialised. */
export const wireEvent = z.strictObject({
  /** Canonical JSON of the envelope. */
  envelope: z.string().max(20_000),
  /** SHA-256 over `envelope`. */
  hash: digest,
  /** Canonical JSON of the body; null once erased when retention ended (the chain still verifies). */
  body: z.string().nullable(),
  /** 32 hex characters. */
  salt: z.string().regex(saltPattern),
});
export type WireEvent = z.infer<typeof wireEvent>;

export interface EventInput {
  id: Envelope['id'];
  kind: string;
  kindVersion: number;
  at: string;
  actor: Envelope['actor'];
  subject: EventSubject;
  body: unknown;
  salt: string;
}

export interface ChainHead {
  seq: number;
  hash: Digest;
}

/** Makes the event that follows `head` in `ledger`. */
export function sealEvent(ledger: Envelope['ledger'], head: ChainHead, input: EventInput): WireEvent {
  const body = canonicalJson(input.body);
  const text = canonicalJson({
    v: 1,
    ledger,
    seq: head.seq + 1,
    id: input.id,
    kind: input.kind,
    kindVersion: input.kindVersion,
    at: input.at,
    actor: input.actor,
    subject: input.subject,
    bodyHash: saltedSha256Hex(input.salt, body),
    prev: head.hash,
  } satisfies Envelope);
  return { envelope: text, hash: sha256Hex(text), body, salt: input.salt };
}

export type ChainFault =
  | 'NOT_CANONICAL'
  | 'BAD_ENVELOPE'
  | 'WRONG_LEDGER'
  | 'GAP'
  | 'PREV_MISMATCH'
  | 'HASH_MISMATCH'
  | 'BODY_MISMATCH';

export type Opened = { ok: true; envelope: Envelope } | { ok: false; fault: ChainFault };

function hasHash(body: string, salt: string, expected: Digest): boolean {
  return saltPattern.test(salt) && body.isWellFormed() && saltedSha256Hex(salt, body) === expected;
}

/** Reads an event and checks its own hashes, without looking at its neighbours. */
export function openEvent(wire: WireEvent): Opened {
  if (!wire.envelope.isWellFormed() || sha256Hex(wire.envelope) !== wire.hash) {
    return { ok: false, fault: 'HASH_MISMATCH' };
  }
  let raw: unknown;
  try {
    raw = JSON.parse(wire.envelope);
  } catch {
    return { ok: false, fault: 'BAD_ENVELOPE' };
  }
  const parsed = envelope.safeParse(raw);
  if (!parsed.success) return { ok: false, fault: 'BAD_ENVELOPE' };
  if (canonicalJson(raw) !== wire.envelope) return { ok: false, fault: 'NOT_CANONICAL' };
  if (wire.body !== null && !hasHash(wire.body, wire.salt, parsed.data.bodyHash)) {
    return { ok: false, fault: 'BODY_MISMATCH' };
  }
  return { ok: true, envelope: parsed.data };
}

export type Verified =
  { ok: true; head: ChainHead; count: number } | { ok: false; fault: ChainFault; seq: number };

/** Checks a run of events that follows `from` in `ledger`: no gap, every link and every hash fits. */
export function verifyChain(
  ledger: Envelope['ledger'],
  from: ChainHead,
  events: Iterable<WireEvent>,
): Verified {
  let head = from;
  let count = 0;
  for (const wire of events) {
    const seq = head.seq + 1;
    const opened = openEvent(wire);
    if (!opened.ok) return { ok: false, fault: opened.fault, seq };
    if (opened.envelope.ledger !== ledger) return { ok: false, fault: 'WRONG_LEDGER', seq };
    if (opened.envelope.seq !== seq) return { ok: false, fault: 'GAP', seq };
    if (opened.envelope.prev !== head.hash) return { ok: false, fault: 'PREV_MISMATCH', seq };
    head = { seq, hash: wire.hash };
    count += 1;
  }
  return { ok: true, head, count };
}
