/**
 * Traces as they arrive, in cells: source × ISO week × stratum of the declared dimensions. A draw reads a few keys of
 * each cell in the order of the permanent random number, and a count adds up days of cells, so that both cost by the
 * sample and by the weeks, not by the traces.
 *
 * `prn` is the first 13 hex digits of SHA-256(`seed:sample:id`) under the hub's permanent seed; ties go by `id`.
 */
export const traces = {
  version: 3,
  name: '003-traces',
  statements: [
    `CREATE TABLE source (
       number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       id text NOT NULL UNIQUE,
       name text NOT NULL UNIQUE,
       kind text NOT NULL CHECK (kind IN ('ingested', 'warehouse')),
       declared text NOT NULL,
       warehouse text,
       created_at text NOT NULL,
       created_by text NOT NULL,
       CHECK ((kind = 'warehouse') = (warehouse IS NOT NULL))
     )`,
    `CREATE TABLE batch (
       number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       id text NOT NULL UNIQUE,
       source_number integer NOT NULL REFERENCES source (number),
       importer text NOT NULL,
       received_at text NOT NULL,
       received_by text NOT NULL,
       state text NOT NULL CHECK (state IN ('receiving', 'complete', 'brokenOff')),
       rule_set text NOT NULL,
       received bigint NOT NULL,
       stored bigint NOT NULL,
       repeated bigint NOT NULL,
       waiting bigint NOT NULL,
       rejected bigint NOT NULL,
       rejects text NOT NULL,
       masked text NOT NULL,
       drift text NOT NULL,
       shape text NOT NULL
     )`,
    `CREATE INDEX batch_of_source ON batch (source_number, number)`,
    `CREATE TABLE cell (
       number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       source_number integer NOT NULL REFERENCES source (number),
       week integer NOT NULL,
       stratum text NOT NULL
     )`,
    // By its digest: an index takes no text of any length.
    `CREATE UNIQUE INDEX cell_of_stratum ON cell (source_number, week, md5(stratum))`,
    `CREATE TABLE cell_day (
       cell_number integer NOT NULL REFERENCES cell (number),
       day integer NOT NULL,
       population bigint NOT NULL,
       PRIMARY KEY (cell_number, day)
     )`,
    `CREATE TABLE cell_verdict (
       cell_number integer NOT NULL REFERENCES cell (number),
       day integer NOT NULL,
       judge text NOT NULL,
       verdict text NOT NULL,
       population bigint NOT NULL,
       PRIMARY KEY (cell_number, day, judge, verdict)
     )`,
    `CREATE SEQUENCE trace_position`,
    `CREATE TABLE trace (
       position bigint NOT NULL,
       source_number integer NOT NULL,
       id text COLLATE "C" NOT NULL,
       occurred_ms bigint NOT NULL,
       cell_number integer NOT NULL,
       prn bigint NOT NULL,
       facets jsonb NOT NULL,
       digest text NOT NULL,
       body text,
       batch_number integer NOT NULL,
       line bigint NOT NULL,
       received_ms bigint NOT NULL,
       retain_until_ms bigint,
       erased_at text,
       PRIMARY KEY (source_number, id)
     )`,
    `CREATE INDEX trace_draw ON trace (cell_number, prn, id) INCLUDE (occurred_ms, position)`,
    `CREATE TABLE audited_trace (
       number bigint GENERATED ALWAYS AS IDENTITY,
       source_number integer NOT NULL,
       trace_id text COLLATE "C" NOT NULL,
       audit_id text NOT NULL,
       cell_number integer,
       occurred_ms bigint NOT NULL,
       PRIMARY KEY (source_number, trace_id, audit_id)
     )`,
    `CREATE INDEX audited_trace_of_audit ON audited_trace (audit_id)`,
    `CREATE INDEX audited_trace_cell ON audited_trace (cell_number)`,
    `CREATE TABLE rotation (
       source_number integer NOT NULL,
       dimensions text NOT NULL,
       stratum text NOT NULL,
       prn bigint NOT NULL,
       trace_id text COLLATE "C" NOT NULL,
       key text NOT NULL,
       audit_id text NOT NULL,
       drawn_at text NOT NULL
     )`,
    `CREATE UNIQUE INDEX rotation_of_stratum ON rotation (source_number, md5(dimensions), md5(stratum))`,
    `CREATE TABLE span (
       source_number integer NOT NULL,
       trace_id text COLLATE "C" NOT NULL,
       span_id text COLLATE "C" NOT NULL,
       parent_id text,
       start_ms bigint NOT NULL,
       body text NOT NULL,
       batch_id text NOT NULL,
       received_by text NOT NULL,
       line bigint NOT NULL,
       received_ms bigint NOT NULL,
       claimed_ms bigint,
       PRIMARY KEY (source_number, trace_id, span_id)
     )`,
    `CREATE INDEX span_waiting ON span (received_ms)`,
    `CREATE TABLE setting (key text PRIMARY KEY, value text NOT NULL, changed_at text NOT NULL, changed_by text NOT NULL)`,
    `ALTER TABLE content ADD COLUMN erased_at text`,
    `ALTER TABLE content ALTER COLUMN text DROP NOT NULL`,
  ],
} as const;
