/**
 * Second looks: items that one person more judges again. A projection of the ledger and the feed, as assignments are;
 * an item has one at most.
 */
export const secondLook = {
  version: 2,
  name: '002-second-look',
  sql: `
CREATE TABLE second_look (
  item_id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL,
  audit_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX second_look_worklist ON second_look (audit_id, person_id);
`,
} as const;
