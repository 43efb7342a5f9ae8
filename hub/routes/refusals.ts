/** What was refused to whom, for those who look after the hub. */
import { readPageOf } from '../http/page-cursor.ts';
import { listRefusals } from '../store/refusals.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import { os } from './context.ts';

const list = os.refusals.list.handler(async ({ context, input }) => {
  const { db } = context.database;
  await context.refusals.flush();
  const { rows, next } = await readPageOf(
    input,
    (before, limit) => listRefusals(db, before, limit),
    (row) => row.number,
  );
  return {
    rows: rows.map(({ at, person_id, ip, method, route, status, code, count }) => {
      const personId = person_id as PersonId | null;
      return { at, personId, ip, method, route, status, code, count };
    }),
    next,
  };
});

export const refusals = { list };
