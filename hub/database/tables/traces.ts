/** Tables of the hub: sources, the traces they sent, how many there are in each cell, and what was drawn. */
import type { Generated, JSONColumnType } from 'kysely';

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

export interface TraceTables {
  source: SourceTable;
  batch: BatchTable;
  cell: CellTable;
  cell_day: CellDayTable;
  cell_verdict: CellVerdictTable;
  trace: TraceTable;
  audited_trace: AuditedTraceTable;
  rotation: RotationTable;
  span: SpanTable;
}
