/** What became of the batches that arrived. Whoever only sends traces sees their own. */
import type { Person, Role } from '../../shared/domain/person.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import { readPageOf } from '../http/page-cursor.ts';
import { findBatch, listBatches } from '../store/batches.ts';
import { os } from './context.ts';
import { notFound } from './fail.ts';

const seesOnlyOwn: Role = 'ingest';

const senderSeenBy = (person: Person): PersonId | undefined =>
  person.role === seesOnlyOwn ? person.id : undefined;

export const batches = {
  list: os.traces.batches.list.handler(async ({ input, context: { database, person } }) => {
    const { sourceId, ...query } = input;
    const receivedBy = senderSeenBy(person);
    const page = await readPageOf(
      query,
      (before, limit) => listBatches(database.db, { before, limit, sourceId, receivedBy }),
      (one) => one.number,
    );
    return { rows: page.rows.map((one) => one.report), next: page.next };
  }),

  get: os.traces.batches.get.handler(async ({ input, context: { database, person } }) => {
    const found = await findBatch(database.db, input.batchId);
    const sender = senderSeenBy(person);
    if (found === null || (sender !== undefined && found.report.receivedBy !== sender)) {
      throw notFound('There is no such batch.');
    }
    return found.report;
  }),
};
