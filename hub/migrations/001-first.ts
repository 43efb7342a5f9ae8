/**
 * The first schema: people and tokens, contents, ledgers in one global order, their projections, the change feed.
 *
 * Ids and times are text as received. Projections hold no foreign keys to each other: they are rebuilt from the events,
 * and only the events are the truth.
 */
export const first = {
  version: 1,
  name: '001-first',
  statements: [
    `CREATE TABLE counter (
       one integer PRIMARY KEY CHECK (one = 1),
       event bigint NOT NULL,
       feed bigint NOT NULL
     )`,
    `INSERT INTO counter (one, event, feed) VALUES (1, 0, 0)`,

    `CREATE TABLE person (
       id text PRIMARY KEY,
       name text NOT NULL,
       role text NOT NULL CHECK (role IN ('ingest', 'reviewer', 'owner', 'lead', 'admin', 'auditor')),
       created_at text NOT NULL
     )`,
    `CREATE TABLE token (
       id text PRIMARY KEY,
       hash text NOT NULL UNIQUE CHECK (length(hash) = 64),
       person_id text NOT NULL REFERENCES person (id),
       created_at text NOT NULL,
       expires_at text,
       revoked_at text
     )`,
    `CREATE INDEX token_of_person ON token (person_id)`,

    `CREATE TABLE content (
       digest text PRIMARY KEY CHECK (length(digest) = 64),
       text text NOT NULL
     )`,

    `CREATE TABLE ledger (
       id text PRIMARY KEY,
       person_id text NOT NULL REFERENCES person (id),
       first_actor text NOT NULL,
       first_position bigint NOT NULL,
       seq bigint NOT NULL CHECK (seq >= 0),
       hash text NOT NULL
     )`,
    `CREATE INDEX ledger_of_person ON ledger (person_id)`,
    `CREATE TABLE ledger_event (
       position bigint PRIMARY KEY,
       ledger_id text NOT NULL REFERENCES ledger (id),
       seq bigint NOT NULL CHECK (seq > 0),
       event_id text NOT NULL,
       hash text NOT NULL,
       envelope text NOT NULL,
       body text,
       salt text NOT NULL,
       kind text NOT NULL,
       kind_version bigint NOT NULL,
       audit_id text,
       person_id text NOT NULL REFERENCES person (id),
       role text NOT NULL,
       received_at text NOT NULL,
       state text NOT NULL CHECK (state IN ('applied', 'refused', 'pending', 'unknown')),
       reason text,
       detail text,
       is_late boolean NOT NULL,
       is_confirmed boolean NOT NULL,
       UNIQUE (ledger_id, seq)
     )`,
    `CREATE INDEX ledger_event_id ON ledger_event (event_id)`,
    `CREATE INDEX ledger_event_pending ON ledger_event (audit_id, position) WHERE state = 'pending'`,
    `CREATE INDEX ledger_event_told ON ledger_event (ledger_id, seq)
       WHERE NOT is_confirmed AND (reason IS NOT NULL OR is_late)`,

    `CREATE TABLE audit (
       id text PRIMARY KEY,
       title text NOT NULL,
       state text NOT NULL CHECK (state IN ('planned', 'drawn', 'open', 'closed')),
       plan text NOT NULL,
       lead_id text NOT NULL,
       manifest_digest text,
       planned_at text NOT NULL,
       drawn_at text,
       closed_at text,
       is_demo boolean NOT NULL
     )`,
    `CREATE TABLE item (
       id text PRIMARY KEY,
       audit_id text NOT NULL,
       position bigint NOT NULL,
       content_digest text NOT NULL,
       sealed_digest text
     )`,
    `CREATE INDEX item_queue ON item (audit_id, position)`,
    `CREATE TABLE assignment (
       item_id text NOT NULL,
       person_id text NOT NULL,
       audit_id text NOT NULL,
       place integer NOT NULL,
       is_current boolean NOT NULL,
       PRIMARY KEY (item_id, person_id)
     )`,
    `CREATE INDEX assignment_worklist ON assignment (audit_id, person_id)`,
    `CREATE TABLE review (
       id text PRIMARY KEY,
       audit_id text NOT NULL,
       item_id text NOT NULL,
       person_id text NOT NULL,
       event_id text NOT NULL,
       scorecard_id text NOT NULL,
       scorecard_version bigint NOT NULL,
       answers text NOT NULL,
       submitted_at text NOT NULL,
       elapsed_ms bigint NOT NULL,
       supersedes text,
       is_late boolean NOT NULL,
       is_current boolean NOT NULL
     )`,
    `CREATE UNIQUE INDEX review_current ON review (item_id, person_id) WHERE is_current`,
    `CREATE INDEX review_of_audit ON review (audit_id, person_id)`,
    `CREATE TABLE skip (
       item_id text NOT NULL,
       person_id text NOT NULL,
       audit_id text NOT NULL,
       reason text NOT NULL,
       note text,
       at text NOT NULL,
       PRIMARY KEY (item_id, person_id)
     )`,
    `CREATE INDEX skip_of_audit ON skip (audit_id, person_id)`,
    `CREATE TABLE flag (
       id text PRIMARY KEY,
       audit_id text NOT NULL,
       item_id text NOT NULL,
       person_id text NOT NULL,
       reason text NOT NULL,
       note text,
       at text NOT NULL
     )`,

    `CREATE TABLE feed_entry (
       position bigint PRIMARY KEY,
       audience text NOT NULL,
       op text NOT NULL CHECK (op IN ('put', 'remove')),
       kind text NOT NULL,
       id text NOT NULL,
       audit_id text,
       payload text,
       CHECK ((op = 'put') = (payload IS NOT NULL))
     )`,
    `CREATE INDEX feed_entry_page ON feed_entry (audience, position)`,
    `CREATE INDEX feed_entry_thing ON feed_entry (audience, audit_id, kind, id, position)`,
    `CREATE TABLE viewer (
       audit_id text NOT NULL,
       person_id text NOT NULL,
       level text NOT NULL,
       PRIMARY KEY (audit_id, person_id)
     )`,
    `CREATE INDEX viewer_sees ON viewer (person_id)`,
  ],
} as const;
