/** Tables of the hub: audits and what people did in them: what the events of the ledgers say, as rows. */
import type { Audit } from '../../../shared/domain/audit.ts';

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

export interface QueuePlaceTable {
  person_id: string;
  audit_id: string;
  item_id: string;
  at: string;
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

export interface ReviewTables {
  audit: AuditTable;
  item: ItemTable;
  assignment: AssignmentTable;
  second_look: SecondLookTable;
  review: ReviewTable;
  skip: SkipTable;
  flag: FlagTable;
  queue_place: QueuePlaceTable;
  measured: MeasuredTable;
  deliberation: DeliberationTable;
}
