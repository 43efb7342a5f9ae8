/**
 * Second looks: items that one person more judges again. A projection of the ledger and the feed, as assignments are;
 * an item has one at most. What the feed told of them to version 1, which kept it without understanding it, counts now.
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

UPDATE feed_entry SET is_known = 1 WHERE kind = 'secondLook' AND (op = 'remove' OR
  (json_type(payload, '$.itemId') = 'text' AND json_type(payload, '$.personId') = 'text'
   AND json_type(payload, '$.auditId') = 'text'));
INSERT INTO second_look (item_id, person_id, audit_id)
  SELECT id, json_extract(payload, '$.personId'), json_extract(payload, '$.auditId') FROM feed_entry one
  WHERE kind = 'secondLook' AND op = 'put' AND is_known = 1
    AND NOT EXISTS (SELECT 1 FROM feed_entry later WHERE later.kind = 'secondLook' AND later.id = one.id
      AND later.applied_order > one.applied_order);
`,
} as const;
