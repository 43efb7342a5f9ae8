/** Deliberation and people who are known by imported reviews alone: both projections of the ledgers. */
export const adjudication = {
  version: 7,
  name: '007-adjudication',
  statements: [
    `CREATE TABLE deliberation (
       event_id text PRIMARY KEY,
       kind text NOT NULL,
       audit_id text,
       item_id text,
       question text,
       thing_id text,
       person_id text NOT NULL,
       at text NOT NULL,
       position bigint NOT NULL,
       body text NOT NULL
     )`,
    `CREATE INDEX deliberation_of_case ON deliberation (item_id, question) WHERE item_id IS NOT NULL`,
    `CREATE INDEX deliberation_of_audit ON deliberation (audit_id, kind) WHERE audit_id IS NOT NULL`,
    `CREATE INDEX deliberation_of_thing ON deliberation (thing_id, kind) WHERE thing_id IS NOT NULL`,
    `CREATE INDEX deliberation_kind ON deliberation (kind, position)`,
    `ALTER TABLE person ADD COLUMN is_imported boolean NOT NULL DEFAULT false`,
  ],
} as const;
