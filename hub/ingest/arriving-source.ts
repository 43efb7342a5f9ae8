/** The source that traces arrive for: made on first use, with the dimensions that audits are most often stratified by. */
import type { SourceId, PersonId } from '../../shared/domain/ids.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import { fail } from '../routes/fail.ts';
import type { ReadableHub } from '../store/write.ts';

/** Declared of a source that was made on first use; a lead can choose others. */
const usuallyDeclared: readonly Dimension[] = ['riskClass', 'intent', 'model'];

export interface ArrivingSource {
  number: number;
  id: SourceId;
  name: string;
}

/** The source of this name. Throws CONFLICT where its rows are in a warehouse, which takes none. */
export async function getArrivingSource(
  hub: ReadableHub,
  name: string,
  made: { id: string; at: string; by: PersonId },
): Promise<ArrivingSource> {
  let row = await find(hub, name);
  if (row === undefined) {
    await hub
      .insertInto('source')
      .values({
        id: made.id,
        name,
        kind: 'ingested',
        declared: JSON.stringify(usuallyDeclared),
        warehouse: null,
        created_at: made.at,
        created_by: made.by,
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    row = await find(hub, name);
  }
  if (row === undefined) throw new RangeError('the source was taken away while traces arrived for it');
  if (row.kind === 'warehouse') {
    throw fail('CONFLICT', {
      what: `The source "${name}" is a view of a warehouse: its rows stay there.`,
      where: 'source',
      remedy: 'Send the traces under another name.',
    });
  }
  return { number: row.number, id: row.id as SourceId, name };
}

function find(hub: ReadableHub, name: string) {
  return hub
    .selectFrom('source')
    .select(['number', 'id', 'kind'])
    .where('name', '=', name)
    .executeTakeFirst();
}
