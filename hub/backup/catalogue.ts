/** What tables and sequences a hub's database has, asked of the database itself, so that no backup forgets a new one. */
import { sql } from 'kysely';
import type { ReadableHub } from '../store/write.ts';

/** Tables of the hub, each after those that it refers to. */
export async function listTables(hub: ReadableHub): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT relname AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY relname`.execute(hub);
  const { rows: references } = await sql<{ from: string; to: string }>`
    SELECT a.relname AS from, b.relname AS to FROM pg_constraint c
    JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid
    WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace`.execute(hub);
  const sorted: string[] = [];
  const visit = (name: string): void => {
    if (sorted.includes(name)) return;
    for (const one of references) if (one.from === name && one.to !== name) visit(one.to);
    sorted.push(name);
  };
  for (const { name } of tables) visit(name);
  return sorted;
}

/** Sequences and the last value that each gave out. */
export async function listSequences(hub: ReadableHub): Promise<Record<string, number | null>> {
  const { rows } = await sql<{ name: string; last: number | null }>`
    SELECT sequencename AS name, last_value AS last FROM pg_sequences
    WHERE schemaname = current_schema() ORDER BY sequencename`.execute(hub);
  return Object.fromEntries(rows.map(({ name, last }) => [name, last === null ? null : Number(last)]));
}
