/**
 * The review bench: calibration rounds, places in the queue that follow a person to another device, audits taken along,
 * and when a text's retention ends.
 *
 * `calibration` is a projection of the feed, and of the demo's own events. `taken` (what was proved to be here, and what
 * the hub told last is mine) and `text_deadline` (until when a text may be kept, as it says itself or the hub told) are of
 * this device: not part of a replay.
 */
export const reviewBench = {
  version: 4,
  name: '004-review-bench',
  sql: `
CREATE TABLE calibration (
  item_id TEXT PRIMARY KEY,
  audit_id TEXT NOT NULL,
  gold_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  answers TEXT NOT NULL,
  rationale TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX calibration_of_audit ON calibration (audit_id, position);

ALTER TABLE queue_place ADD COLUMN visited_at TEXT;
ALTER TABLE queue_place ADD COLUMN is_sent INTEGER NOT NULL DEFAULT 1 CHECK (is_sent IN (0, 1));

CREATE TABLE taken (
  audit_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  taken_at TEXT,
  items INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  item_ids TEXT NOT NULL,
  told TEXT,
  told_at TEXT,
  PRIMARY KEY (audit_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE text_deadline (
  content_digest TEXT PRIMARY KEY,
  kept_until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX text_deadline_next ON text_deadline (kept_until);
INSERT INTO text_deadline (content_digest, kept_until)
  SELECT i.content_digest, json_extract(c.text, '$.retainUntil')
  FROM item i JOIN content c ON c.digest = i.content_digest
  WHERE instr(c.text, '"retainUntil":"') > 0 AND json_type(c.text, '$.retainUntil') = 'text'
  GROUP BY i.content_digest;
`,
} as const;
