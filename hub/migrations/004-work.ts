/**
 * The hub's own ledger, and what it decides there: gold items, relabels, templates; and its check of what devices
 * measured. All but `template_run` are projections of the ledgers.
 */
export const work = {
  version: 4,
  name: '004-work',
  statements: [
    `ALTER TABLE person ADD COLUMN is_hub boolean NOT NULL DEFAULT false`,
    `CREATE UNIQUE INDEX person_hub ON person (is_hub) WHERE is_hub`,
    `CREATE TABLE gold (
       id text PRIMARY KEY,
       trace_id text NOT NULL,
       content_digest text NOT NULL,
       sealed_digest text,
       scorecard_id text NOT NULL,
       scorecard_version bigint NOT NULL,
       answers text NOT NULL,
       rationale text NOT NULL,
       added_at text NOT NULL,
       added_by text,
       retired_at text
     )`,
    `CREATE TABLE gold_item (
       item_id text PRIMARY KEY,
       audit_id text NOT NULL,
       gold_id text NOT NULL
     )`,
    `CREATE INDEX gold_item_of_audit ON gold_item (audit_id)`,
    `CREATE TABLE relabel (
       item_id text NOT NULL,
       person_id text NOT NULL,
       audit_id text NOT NULL,
       reason text NOT NULL,
       requested_at text NOT NULL,
       is_done boolean NOT NULL,
       PRIMARY KEY (item_id, person_id)
     )`,
    `CREATE INDEX relabel_of_audit ON relabel (audit_id, person_id)`,
    `CREATE TABLE template (
       id text PRIMARY KEY,
       body text NOT NULL,
       is_active boolean NOT NULL,
       saved_at text NOT NULL
     )`,
    `CREATE TABLE template_run (
       template_id text NOT NULL,
       week text NOT NULL,
       at text NOT NULL,
       audit_id text,
       problem text,
       PRIMARY KEY (template_id, week)
     )`,
    `CREATE TABLE measured (
       event_id text PRIMARY KEY,
       audit_id text NOT NULL,
       person_id text NOT NULL,
       question text NOT NULL,
       statistic text NOT NULL,
       measured_at text NOT NULL,
       body text NOT NULL
     )`,
    `CREATE INDEX measured_of_audit ON measured (audit_id)`,
  ],
} as const;
