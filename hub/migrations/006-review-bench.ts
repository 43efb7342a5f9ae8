/** Calibration rounds, which are projections of the ledgers; and where people are in their queues, which no ledger holds. */
export const reviewBench = {
  version: 6,
  name: '006-review-bench',
  statements: [
    `CREATE TABLE calibration_item (
       item_id text PRIMARY KEY,
       audit_id text NOT NULL,
       gold_id text NOT NULL,
       position bigint NOT NULL,
       content_digest text NOT NULL,
       sealed_digest text,
       answers text NOT NULL,
       rationale text NOT NULL
     )`,
    `CREATE INDEX calibration_item_of_audit ON calibration_item (audit_id, position)`,
    `CREATE TABLE queue_place (
       person_id text NOT NULL,
       audit_id text NOT NULL,
       item_id text NOT NULL,
       at text NOT NULL,
       PRIMARY KEY (person_id, audit_id)
     )`,
  ],
} as const;
