/** Names and use of tokens, and what was refused to whom. */
export const access = {
  version: 5,
  name: '005-access',
  statements: [
    `ALTER TABLE token ADD COLUMN name text`,
    `ALTER TABLE token ADD COLUMN last_used_at text`,
    `CREATE TABLE refused_request (
       number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       at text NOT NULL,
       person_id text,
       ip text NOT NULL,
       method text NOT NULL,
       route text NOT NULL,
       status integer NOT NULL,
       code text NOT NULL,
       count integer NOT NULL DEFAULT 1
     )`,
    `CREATE INDEX refused_request_at ON refused_request (at)`,
    `CREATE INDEX ledger_event_waiting ON ledger_event (position) WHERE state IN ('pending', 'unknown')`,
  ],
} as const;
