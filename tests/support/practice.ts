/** Gets the calibration round out of the way, for tests and pictures of what comes after it. */
import type { ContractRouterClient } from '@orpc/contract';
import type { Workbench } from '../../shared/contract/workbench.ts';
import type { AuditId } from '../../shared/domain/ids.ts';

/** Skips what is open of the round, as the button does. */
export async function skipRound(client: ContractRouterClient<Workbench>, auditId: AuditId): Promise<void> {
  const { entries } = await client.reviews.queue({ auditId });
  for (const { itemId, isCalibration, state } of entries) {
    if (isCalibration !== true || (state !== 'open' && state !== 'draft')) continue;
    await client.reviews.skip({ auditId, itemId, reason: 'other', note: 'Not for this picture.' });
  }
}
