/**
 * Asks for what the Review screen of an audit needs first, before anybody goes there: the queue, and the item that it
 * would begin with. Invariant: what is held already is not asked for again, and a failure is the screen's to tell.
 */
import type { AuditId } from '../../../shared/domain/ids.ts';
import { queryClient } from '../../lib/query.ts';
import { findStart } from './find-start.ts';
import { itemOptions, queueOptions } from './queue-cache.ts';

export async function prepareReview(auditId: AuditId): Promise<void> {
  await queryClient.prefetchQuery(queueOptions(auditId));
  const queue = queryClient.getQueryData(queueOptions(auditId).queryKey);
  const startId = queue === undefined ? null : findStart(queue, undefined);
  if (startId !== null) await queryClient.prefetchQuery(itemOptions(auditId, startId));
}
