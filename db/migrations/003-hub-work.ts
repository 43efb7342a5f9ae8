/**
 * Work that a hub gives out besides the sample: items to be judged anew, gold items (told only to those who may know),
 * and texts that were erased because their retention ended.
 *
 * `relabel` and `gold` are projections of the feed; `erased` says of contents why they are not here. Entries that an
 * older version kept without understanding them are read again when the store is opened (`db/reread.ts`).
 */
export const hubWork = {
  version: 3,
  name: '003-hub-work',
  sql: `
CREATE TABLE relabel (
  item_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  audit_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  skipped_at TEXT,
  PRIMARY KEY (item_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX relabel_worklist ON relabel (audit_id, person_id);

CREATE TABLE gold (
  item_id TEXT PRIMARY KEY,
  audit_id TEXT NOT NULL,
  gold_id TEXT NOT NULL,
  answers TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX gold_of_audit ON gold (audit_id);

CREATE TABLE erased (digest TEXT PRIMARY KEY) STRICT;
CREATE INDEX item_content ON item (content_digest);
CREATE INDEX item_sealed ON item (sealed_digest) WHERE sealed_digest IS NOT NULL;
`,
} as const;
