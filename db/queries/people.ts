/** People that this device knows: whoever owns a ledger here, and whom the hub told of. A projection. */
import type { PersonId } from '../../shared/domain/ids.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { ReadableStore, WritableStore } from '../connection.ts';
import { findRow, listRows, runSql } from '../connection.ts';
import { renameInRounds } from './deliberation.ts';

interface PersonRow {
  person_id: string;
  name: string;
  role: string;
  is_imported: number;
}

export function putPerson(store: WritableStore, person: Person): void {
  runSql(
    store,
    `INSERT INTO person (person_id, name, role) VALUES (?, ?, ?)
     ON CONFLICT (person_id) DO UPDATE SET name = excluded.name, role = excluded.role`,
    [person.id, person.name, person.role],
  );
  // Nobody who was imported becomes somebody who signs in, so that it is only ever set.
  if (person.isImported !== true) return;
  runSql(store, 'UPDATE person SET is_imported = 1 WHERE person_id = ?', [person.id]);
}

/** Who is known already stays as they are. */
export function insertPersonOnce(store: WritableStore, person: Person): void {
  if (findPerson(store, person.id) === null) putPerson(store, person);
}

export function deletePerson(store: WritableStore, id: string): void {
  runSql(store, 'DELETE FROM person WHERE person_id = ?', [id]);
}

export function findPerson(store: ReadableStore, id: PersonId): Person | null {
  const row = findRow<PersonRow>(store, 'SELECT * FROM person WHERE person_id = ?', [id]);
  return row === null ? null : toPerson(row);
}

/** Everyone known, by name. */
export function listPeople(store: ReadableStore): Person[] {
  return listRows<PersonRow>(store, 'SELECT * FROM person ORDER BY name, person_id').map(toPerson);
}

/** Tables that name a person, with what makes a row of theirs unique besides the person. */
const namingTables = [
  ['assignment', 'person_id'],
  ['second_look', 'person_id'],
  ['relabel', 'person_id'],
  ['review', 'person_id'],
  ['skip', 'person_id'],
  ['flag', 'person_id'],
  ['deliberation', 'person_id'],
  ['audit', 'lead_id'],
] as const;

/** Everything that `from` did is `to`'s: a person that only this device knew has got an identity at a hub. */
export function renamePerson(store: WritableStore, from: PersonId, to: PersonId): void {
  if (from === to) return;
  for (const [table, column] of namingTables) {
    runSql(store, `UPDATE OR IGNORE ${table} SET ${column} = ? WHERE ${column} = ?`, [to, from]);
    // What could not be renamed stands there under the new name already.
    runSql(store, `DELETE FROM ${table} WHERE ${column} = ?`, [from]);
  }
  renameInRounds(store, from, to);
  deletePerson(store, from);
}

function toPerson(row: PersonRow): Person {
  return {
    id: row.person_id as PersonId,
    name: row.name,
    role: row.role as Person['role'],
    ...(row.is_imported === 1 ? { isImported: true } : {}),
  };
}
