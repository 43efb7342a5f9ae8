/** Tables of the hub: who may speak to the hub, what its administrators set, and which requests it turned down. */
import type { Generated } from 'kysely';
import type { Role } from '../../../shared/domain/person.ts';

export interface PersonTable {
  id: string;
  name: string;
  role: Role;
  created_at: string;
  /** The hub itself, as the person of its own ledger; nobody signs in as it. */
  is_hub: Generated<boolean>;
  /** Known by imported reviews alone; nobody signs in as them. */
  is_imported: Generated<boolean>;
}

export interface TokenTable {
  id: string;
  /** SHA-256 of the token, which itself is not kept. */
  hash: string;
  person_id: string;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
  name: string | null;
  last_used_at: string | null;
}

export interface SettingTable {
  key: string;
  value: string;
  changed_at: string;
  changed_by: string;
}

export interface RefusedRequestTable {
  number: Generated<number>;
  at: string;
  person_id: string | null;
  ip: string;
  method: string;
  route: string;
  status: number;
  code: string;
  /** Alike requests within seconds are one row. */
  count: number;
}

export interface AccessTables {
  person: PersonTable;
  token: TokenTable;
  setting: SettingTable;
  refused_request: RefusedRequestTable;
}
