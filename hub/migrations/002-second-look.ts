/**
 * Second looks: a projection of the ledgers, as assignments are; an item has one at most. And an index for the count of
 * refused reviews, which reports carry.
 */
export const secondLook = {
  version: 2,
  name: '002-second-look',
  statements: [
    `CREATE TABLE second_look (
       item_id text PRIMARY KEY,
       person_id text NOT NULL,
       audit_id text NOT NULL
     )`,
    `CREATE INDEX second_look_of_audit ON second_look (audit_id, person_id)`,
    `CREATE INDEX ledger_event_refused ON ledger_event (audit_id, kind) WHERE state = 'refused'`,
  ],
} as const;
