/**
 * The first schema: ledger, contents, feed, sources, settings; the projections; drafts and places.
 *
 * Envelopes, bodies and salts are kept as the exact text that was hashed. Projections hold no foreign keys, because
 * the feed may deliver an assignment before its item.
 */
export const first = {
  version: 1,
  name: '001-first',
  sql: `
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE ledger (
  ledger_id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL,
  role TEXT NOT NULL,
  hub_id TEXT,
  is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
  acknowledged_seq INTEGER NOT NULL,
  acknowledged_hash TEXT NOT NULL,
  continued_by TEXT
) STRICT;
CREATE UNIQUE INDEX ledger_current ON ledger (is_current) WHERE is_current = 1;

CREATE TABLE ledger_event (
  ledger_id TEXT NOT NULL REFERENCES ledger (ledger_id),
  seq INTEGER NOT NULL CHECK (seq > 0),
  event_id TEXT NOT NULL,
  envelope TEXT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT,
  salt TEXT NOT NULL,
  kind TEXT NOT NULL,
  kind_version INTEGER NOT NULL,
  at TEXT NOT NULL,
  audit_id TEXT,
  item_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'acknowledged', 'refused', 'local')),
  applied_order INTEGER NOT NULL,
  PRIMARY KEY (ledger_id, seq),
  UNIQUE (ledger_id, event_id)
) STRICT;
CREATE UNIQUE INDEX ledger_event_order ON ledger_event (applied_order);
CREATE INDEX ledger_event_id ON ledger_event (event_id);
CREATE INDEX ledger_event_waiting ON ledger_event (ledger_id, seq) WHERE state = 'waiting';
CREATE INDEX ledger_event_state ON ledger_event (state);
CREATE INDEX ledger_event_kind ON ledger_event (kind, applied_order);
CREATE INDEX ledger_event_audit ON ledger_event (audit_id, applied_order) WHERE audit_id IS NOT NULL;

CREATE TABLE refusal (
  event_id TEXT PRIMARY KEY,
  ledger_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  is_confirmed INTEGER NOT NULL CHECK (is_confirmed IN (0, 1))
) STRICT;

CREATE TABLE content (digest TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;

CREATE TABLE feed_entry (
  position INTEGER PRIMARY KEY,
  op TEXT NOT NULL CHECK (op IN ('put', 'remove')),
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  payload TEXT,
  is_known INTEGER NOT NULL CHECK (is_known IN (0, 1)),
  applied_order INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX feed_entry_order ON feed_entry (applied_order);
CREATE INDEX feed_entry_thing ON feed_entry (kind, id);

CREATE TABLE feed_cursor (one INTEGER PRIMARY KEY CHECK (one = 1), cursor TEXT NOT NULL) STRICT;

CREATE TABLE source (
  source_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  spec TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  trace_count INTEGER NOT NULL,
  rejected_count INTEGER NOT NULL,
  added_at TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
  audit_id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'drawn', 'open', 'closed')),
  plan TEXT NOT NULL,
  lead_id TEXT NOT NULL,
  manifest_digest TEXT,
  planned_at TEXT NOT NULL,
  drawn_at TEXT,
  closed_at TEXT,
  is_demo INTEGER NOT NULL CHECK (is_demo IN (0, 1))
) STRICT;

CREATE TABLE item (
  item_id TEXT PRIMARY KEY,
  audit_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  content_digest TEXT NOT NULL,
  sealed_digest TEXT,
  title TEXT NOT NULL,
  facets TEXT NOT NULL
) STRICT;
CREATE INDEX item_queue ON item (audit_id, position);

CREATE TABLE assignment (
  item_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  audit_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (item_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_worklist ON assignment (audit_id, person_id);

CREATE TABLE review (
  review_id TEXT PRIMARY KEY,
  audit_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  scorecard_id TEXT NOT NULL,
  scorecard_version INTEGER NOT NULL,
  answers TEXT NOT NULL,
  submitted_at TEXT NOT NULL,
  elapsed_ms INTEGER NOT NULL,
  supersedes TEXT,
  is_late INTEGER NOT NULL CHECK (is_late IN (0, 1)),
  is_current INTEGER NOT NULL CHECK (is_current IN (0, 1))
) STRICT;
CREATE INDEX review_of_item ON review (item_id, person_id);
CREATE INDEX review_current ON review (audit_id, person_id, item_id) WHERE is_current = 1;
CREATE INDEX review_of_audit ON review (audit_id);

CREATE TABLE skip (
  item_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  audit_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT,
  at TEXT NOT NULL,
  PRIMARY KEY (item_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX skip_of_audit ON skip (audit_id, person_id);

CREATE TABLE flag (
  flag_id TEXT PRIMARY KEY,
  audit_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX flag_of_item ON flag (item_id, person_id);
CREATE INDEX flag_of_audit ON flag (audit_id, person_id, item_id);

CREATE TABLE person (person_id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL) STRICT;

CREATE TABLE draft (
  item_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  audit_id TEXT NOT NULL,
  draft TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (item_id, person_id)
) STRICT;
CREATE INDEX draft_of_audit ON draft (audit_id, person_id);

CREATE TABLE queue_place (
  audit_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  PRIMARY KEY (audit_id, person_id)
) STRICT;
`,
} as const;
