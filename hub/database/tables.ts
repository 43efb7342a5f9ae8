/**
 * The hub's tables as Kysely sees them; `migrations/` makes them. Times are ISO texts, structured values are JSON texts,
 * so that what is stored is exactly what was received.
 */
import type { Generated, Insertable, JSONColumnType, Selectable } from 'kysely';
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
  /** The hub itself, as the person of its own ledger; nobody signs in as it. */
  is_hub: Generated<boolean>;
  /** Known by imported reviews alone; nobody signs in as them. */
  is_imported: Generated<boolean>;
}

export interface TokenTable {
  id: string;
  /** SHA-256 of the token, which itself is not kept. */
  hash: string;
  person_id: string;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
  name: string | null;
  last_used_at: string | null;
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

export interface SourceTable {
  number: Generated<number>;
  id: string;
  name: string;
  kind: 'ingested' | 'warehouse';
  /** JSON list of dimensions. */
  declared: string;
  /** JSON of its view; null for what is ingested. */
  warehouse: string | null;
  created_at: string;
  created_by: string;
}

export interface BatchTable {
  number: Generated<number>;
  id: string;
  source_number: number;
  importer: string;
  received_at: string;
  received_by: string;
  /** `receiving` also where a hub was killed on the way. */
  state: 'receiving' | 'complete' | 'brokenOff';
  rule_set: string;
  received: number;
  stored: number;
  repeated: number;
  waiting: number;
  rejected: number;
  rejects: string;
  masked: string;
  drift: string;
  /** JSON: how often each field was there, from which the drift of the next batch is seen. */
  shape: string;
}

/** Traces of one source, ISO week and stratum of the declared dimensions. */
export interface CellTable {
  number: Generated<number>;
  source_number: number;
  /** Whole weeks since Monday 1969-12-29 UTC. */
  week: number;
  /** Canonical JSON of the values in the order in which the dimensions are declared. */
  stratum: string;
}

export interface CellDayTable {
  cell_number: number;
  /** Whole days since 1970-01-01 UTC. */
  day: number;
  population: number;
}

export interface CellVerdictTable extends CellDayTable {
  judge: string;
  verdict: string;
}

export interface TraceTable {
  /** Order of arrival: within a source, positions are given out in the order of commits. */
  position: number;
  source_number: number;
  id: string;
  occurred_ms: number;
  cell_number: number;
  /** First 13 hex digits of SHA-256(`seed:sample:id`) under the hub's permanent seed. */
  prn: number;
  facets: JSONColumnType<Record<string, string>>;
  /** Of the canonical masked trace. */
  digest: string;
  /** Canonical JSON of the masked trace; null once erased. */
  body: string | null;
  batch_number: number;
  line: number;
  received_ms: number;
  /** The trace's own wish, if it has one. */
  retain_until_ms: number | null;
  erased_at: string | null;
}

export interface AuditedTraceTable {
  /** In the order of draws. */
  number: Generated<number>;
  source_number: number;
  trace_id: string;
  audit_id: string;
  /** Null for a warehouse, which has no cells. */
  cell_number: number | null;
  occurred_ms: number;
}

/** Where the last rotating selection ended, by source, dimensions of the plan and stratum. */
export interface RotationTable {
  source_number: number;
  dimensions: string;
  stratum: string;
  prn: number;
  trace_id: string;
  key: string;
  audit_id: string;
  drawn_at: string;
}

/** Spans that wait for the rest of their trace. */
export interface SpanTable {
  source_number: number;
  trace_id: string;
  span_id: string;
  parent_id: string | null;
  start_ms: number;
  /** JSON of its masked facts, from which the trace is made. */
  body: string;
  batch_id: string;
  received_by: string;
  line: number;
  received_ms: number;
  /** When somebody began to make the trace of it; null while it waits. */
  claimed_ms: number | null;
}

export interface SettingTable {
  key: string;
  value: string;
  changed_at: string;
  changed_by: string;
}

export interface GoldTable {
  id: string;
  trace_id: string;
  content_digest: string;
  sealed_digest: string | null;
  scorecard_id: string;
  scorecard_version: number;
  answers: string;
  rationale: string;
  added_at: string;
  /** Knows the answers, so it is never dealt to them. */
  added_by: string | null;
  retired_at: string | null;
}

export interface GoldItemTable {
  item_id: string;
  audit_id: string;
  gold_id: string;
}

export interface RelabelTable {
  item_id: string;
  person_id: string;
  audit_id: string;
  reason: string;
  requested_at: string;
  is_done: boolean;
}

export interface TemplateTable {
  id: string;
  body: string;
  is_active: boolean;
  saved_at: string;
}

export interface TemplateRunTable {
  template_id: string;
  week: string;
  at: string;
  audit_id: string | null;
  problem: string | null;
}

/** What devices measured of agreement. */
export interface MeasuredTable {
  event_id: string;
  audit_id: string;
  person_id: string;
  question: string;
  statistic: string;
  measured_at: string;
  body: string;
}

export interface CalibrationItemTable {
  item_id: string;
  audit_id: string;
  gold_id: string;
  position: number;
  content_digest: string;
  sealed_digest: string | null;
  answers: string;
  rationale: string;
}

/** What people say about cases, rounds, proposals and versions: events as they are, at their place. */
export interface DeliberationTable {
  event_id: string;
  kind: string;
  audit_id: string | null;
  item_id: string | null;
  question: string | null;
  thing_id: string | null;
  person_id: string;
  at: string;
  position: number;
  body: string;
}

export interface QueuePlaceTable {
  person_id: string;
  audit_id: string;
  item_id: string;
  at: string;
}

export interface RefusedRequestTable {
  number: Generated<number>;
  at: string;
  person_id: string | null;
  ip: string;
  method: string;
  route: string;
  status: number;
  code: string;
  /** Alike requests within seconds are one row. */
  count: number;
}

export interface HubTables {
  source: SourceTable;
  batch: BatchTable;
  cell: CellTable;
  cell_day: CellDayTable;
  cell_verdict: CellVerdictTable;
  trace: TraceTable;
  audited_trace: AuditedTraceTable;
  rotation: RotationTable;
  span: SpanTable;
  setting: SettingTable;
  gold: GoldTable;
  gold_item: GoldItemTable;
  calibration_item: CalibrationItemTable;
  queue_place: QueuePlaceTable;
  deliberation: DeliberationTable;
  relabel: RelabelTable;
  template: TemplateTable;
  template_run: TemplateRunTable;
  measured: MeasuredTable;
  refused_request: RefusedRequestTable;
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
