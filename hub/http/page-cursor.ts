/** Pages of long lists by a number that only grows (or only falls) along them: the cursor is the last number shown. */
import type { PageQuery } from '../../shared/contract/page.ts';
import { usualPage } from '../../shared/contract/page.ts';
import { fail } from '../routes/fail.ts';

/**
 * One page. `read` gets the number after which to go on (null: from the start) and how many rows to answer at most; it
 * is asked for one more than the page holds, to know whether there is a next one.
 *
 * @throws INVALID_INPUT for a cursor that no page gave out
 */
export async function readPageOf<Row>(
  query: PageQuery,
  read: (after: number | null, limit: number) => Promise<readonly Row[]>,
  numberOf: (row: Row) => number,
): Promise<{ rows: Row[]; next: string | null }> {
  const limit = query.limit ?? usualPage;
  const found = await read(readCursor(query.after), limit + 1);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  return { rows, next: hasMore ? `n${numberOf(last)}` : null };
}

function readCursor(after: string | undefined): number | null {
  if (after === undefined || after === '') return null;
  const number = Number(/^n(\d{1,15})$/.exec(after)?.[1] ?? Number.NaN);
  if (Number.isSafeInteger(number)) return number;
  throw fail('INVALID_INPUT', {
    what: 'after: it is no cursor of this list',
    where: 'after',
    remedy: 'Give `next` of the page before as it is, or nothing for the first page.',
  });
}
