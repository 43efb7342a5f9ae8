/** Sources: what audits at this hub can be drawn from, and which of their dimensions are indexed. */
import type { Selectable } from 'kysely';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import type { WarehouseView } from '../../shared/contract/hub-traces.ts';
import type { SourceId } from '../../shared/domain/ids.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import type { SourceTable } from '../database/tables/traces.ts';
import type { ReadableHub } from './write.ts';

export interface SourceRecord {
  /** Of the hub's own, in rows. */
  number: number;
  id: SourceId;
  name: string;
  kind: 'ingested' | 'warehouse';
  declared: Dimension[];
  warehouse: WarehouseView | null;
  createdAt: string;
}

const recordOf = (row: Selectable<SourceTable>): SourceRecord => ({
  number: row.number,
  id: row.id as SourceId,
  name: row.name,
  kind: row.kind,
  declared: JSON.parse(row.declared) as Dimension[],
  warehouse: row.warehouse === null ? null : (JSON.parse(row.warehouse) as WarehouseView),
  createdAt: row.created_at,
});

export async function listSources(hub: ReadableHub): Promise<SourceRecord[]> {
  return (await hub.selectFrom('source').selectAll().orderBy('number').execute()).map(recordOf);
}

export async function findSource(hub: ReadableHub, id: string): Promise<SourceRecord | null> {
  const row = await hub.selectFrom('source').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : recordOf(row);
}

/** Null when the name is taken. */
export async function insertSource(
  hub: ReadableHub,
  source: Omit<SourceRecord, 'number'>,
  createdBy: string,
): Promise<SourceRecord | null> {
  const row = await hub
    .insertInto('source')
    .values({
      id: source.id,
      name: source.name,
      kind: source.kind,
      declared: canonicalJson(source.declared),
      warehouse: source.warehouse === null ? null : canonicalJson(source.warehouse),
      created_at: source.createdAt,
      created_by: createdBy,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : recordOf(row);
}

export async function updateDeclared(
  hub: ReadableHub,
  sourceNumber: number,
  declared: readonly Dimension[],
): Promise<void> {
  await hub
    .updateTable('source')
    .set({ declared: canonicalJson(declared) })
    .where('number', '=', sourceNumber)
    .execute();
}
