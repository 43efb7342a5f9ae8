/**
 * Deliberation (rulings, claims, comments, norming, proposals, published versions), which is a projection of events and of
 * the feed; and what is of this device alone: the taxonomy editor's working copies, and rows that an import turned down.
 */
export const adjudication = {
  version: 5,
  name: '005-adjudication',
  sql: `
CREATE TABLE deliberation (
  event_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  audit_id TEXT,
  item_id TEXT,
  question TEXT,
  thing_id TEXT,
  person_id TEXT NOT NULL,
  at TEXT NOT NULL,
  position INTEGER,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX deliberation_of_case ON deliberation (item_id, question) WHERE item_id IS NOT NULL;
CREATE INDEX deliberation_of_audit ON deliberation (audit_id, kind) WHERE audit_id IS NOT NULL;
CREATE INDEX deliberation_of_thing ON deliberation (thing_id, kind) WHERE thing_id IS NOT NULL;
CREATE INDEX deliberation_kind ON deliberation (kind);

ALTER TABLE person ADD COLUMN is_imported INTEGER NOT NULL DEFAULT 0 CHECK (is_imported IN (0, 1));

CREATE TABLE taxonomy_draft (
  taxonomy_id TEXT PRIMARY KEY,
  draft TEXT NOT NULL,
  saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE import_rejected (
  import_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  row TEXT NOT NULL,
  PRIMARY KEY (import_id, number)
) STRICT, WITHOUT ROWID;
`,
} as const;
