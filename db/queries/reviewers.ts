/** Who reviewed what, for reviewers' own pages. */
import type { AuditId, ItemId, PersonId } from '../../shared/domain/ids.ts';
import type { Answers } from '../../shared/domain/review.ts';
import type { ReadableStore } from '../connection.ts';
import { listRows } from '../connection.ts';

/** Everybody with a current review in an audit, by id. */
export function listReviewersOf(store: ReadableStore, auditId: AuditId): PersonId[] {
  return listRows<{ person_id: string }>(
    store,
    'SELECT DISTINCT person_id FROM review WHERE audit_id = ? AND is_current = 1 ORDER BY person_id',
    [auditId],
  ).map((row) => row.person_id as PersonId);
}

/** Gold items of an audit that this device knows, with their known answers, by item. */
export function listGoldOf(store: ReadableStore, auditId: AuditId): { itemId: ItemId; answers: Answers }[] {
  return listRows<{ item_id: string; answers: string }>(
    store,
    'SELECT item_id, answers FROM gold WHERE audit_id = ? ORDER BY item_id',
    [auditId],
  ).map((row) => ({ itemId: row.item_id as ItemId, answers: JSON.parse(row.answers) as Answers }));
}
