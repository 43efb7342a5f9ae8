/** Tables of the hub: ledgers in one global order, the texts that they name, and the feed that devices read. */
import type { Insertable, Selectable } from 'kysely';
import type { Role } from '../../../shared/domain/person.ts';

export interface HubMetaTable {
  key: string;
  value: string;
}

/** One row: the last position given out in each order. Locking it makes its holder the only writer. */
export interface CounterTable {
  one: number;
  event: number;
  feed: number;
}

export interface ContentTable {
  digest: string;
  /** Null once its retention ended. */
  text: string | null;
  erased_at: string | null;
}

export interface LedgerTable {
  id: string;
  person_id: string;
  /** Actor of its first event: a ledger begun before sign-in names a person that only its device knew. */
  first_actor: string;
  /** Position of its first event. */
  first_position: number;
  seq: number;
  hash: string;
}

/** What became of an event: `pending` waits for what it rests on, `unknown` for a hub that knows its kind. */
export type EventState = 'applied' | 'refused' | 'pending' | 'unknown';

export interface LedgerEventTable {
  /** Place in the hub's one global order. */
  position: number;
  ledger_id: string;
  seq: number;
  event_id: string;
  hash: string;
  envelope: string;
  body: string | null;
  salt: string;
  kind: string;
  kind_version: number;
  audit_id: string | null;
  person_id: string;
  /** Role of the person when the event arrived: a later change of role does not change what was decided. */
  role: Role;
  received_at: string;
  state: EventState;
  reason: string | null;
  detail: string | null;
  is_late: boolean;
  /** The device has stored what was said about this event. */
  is_confirmed: boolean;
}

export interface FeedEntryTable {
  position: number;
  /** A person id, or `*` for everybody. */
  audience: string;
  op: 'put' | 'remove';
  kind: string;
  id: string;
  audit_id: string | null;
  /** JSON; items and manifests name the digests of their texts, which are put in when the entry is read. */
  payload: string | null;
}

export interface ViewerTable {
  audit_id: string;
  person_id: string;
  level: string;
}

export interface LedgerTables {
  hub_meta: HubMetaTable;
  counter: CounterTable;
  content: ContentTable;
  ledger: LedgerTable;
  ledger_event: LedgerEventTable;
  feed_entry: FeedEntryTable;
  viewer: ViewerTable;
}

export type LedgerEventRow = Selectable<LedgerEventTable>;
export type NewLedgerEvent = Insertable<LedgerEventTable>;
