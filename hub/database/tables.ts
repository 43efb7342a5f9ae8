/**
 * The hub's tables as Kysely sees them; `migrations/` makes them. Times are ISO texts, structured values are JSON texts,
 * so that what is stored is exactly what was received.
 */
import type { Insertable, Selectable } from 'kysely';
import type { Audit } from '../../shared/domain/audit.ts';
import type { Role } from '../../shared/domain/person.ts';

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

export interface PersonTable {
  id: string;
  name: string;
  role: Role;
  created_at: string;
}

export interface TokenTable {
  id: string;
  /** SHA-256 of the token, which itself is not kept. */
  hash: string;
  person_id: string;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
}

export interface ContentTable {
  digest: string;
  text: string;
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

export const eventStates = ['applied', 'refused', 'pending', 'unknown'] as const;
export type EventState = (typeof eventStates)[number];

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

export interface AuditTable {
  id: string;
  title: string;
  state: Audit['state'];
  plan: string;
  lead_id: string;
  manifest_digest: string | null;
  planned_at: string;
  drawn_at: string | null;
  closed_at: string | null;
  is_demo: boolean;
}

export interface ItemTable {
  id: string;
  audit_id: string;
  position: number;
  content_digest: string;
  sealed_digest: string | null;
}

export interface AssignmentTable {
  item_id: string;
  person_id: string;
  audit_id: string;
  place: number;
  /** False once the item was given to somebody else: work for it is late, not refused. */
  is_current: boolean;
}

export interface SecondLookTable {
  item_id: string;
  person_id: string;
  audit_id: string;
}

export interface ReviewTable {
  id: string;
  audit_id: string;
  item_id: string;
  person_id: string;
  event_id: string;
  scorecard_id: string;
  scorecard_version: number;
  answers: string;
  submitted_at: string;
  elapsed_ms: number;
  supersedes: string | null;
  is_late: boolean;
  is_current: boolean;
}

export interface SkipTable {
  item_id: string;
  person_id: string;
  audit_id: string;
  reason: string;
  note: string | null;
  at: string;
}

export interface FlagTable {
  id: string;
  audit_id: string;
  item_id: string;
  person_id: string;
  reason: string;
  note: string | null;
  at: string;
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

export interface HubTables {
  hub_meta: HubMetaTable;
  counter: CounterTable;
  person: PersonTable;
  token: TokenTable;
  content: ContentTable;
  ledger: LedgerTable;
  ledger_event: LedgerEventTable;
  audit: AuditTable;
  item: ItemTable;
  assignment: AssignmentTable;
  second_look: SecondLookTable;
  review: ReviewTable;
  skip: SkipTable;
  flag: FlagTable;
  feed_entry: FeedEntryTable;
  viewer: ViewerTable;
}

export type LedgerEventRow = Selectable<LedgerEventTable>;
export type NewLedgerEvent = Insertable<LedgerEventTable>;
