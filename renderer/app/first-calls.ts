/**
 * Asks for what the first screen needs while React still mounts: who works here, the audits, and the item that Continue
 * leads to. Must not draw.
 *
 * Invariant: nothing is shown by this alone. In a group, where a call must say for whom it is, the backend refuses these.
 */
import { prepareReview } from '../features/review/prepare-review.ts';
import { chooseContinued } from '../features/today/today-view.ts';
import { startProfiles } from '../lib/profiles.ts';
import { api, queryClient } from '../lib/query.ts';
import { lastAudit } from '../lib/remembered.ts';

/** Addresses that lead to Today. */
const toToday = new Set(['', '#', '#/', '#/today']);

export function startFirstCalls(): void {
  startProfiles();
  void queryClient.prefetchQuery(api.app.status.queryOptions({ input: {} }));
  void queryClient.prefetchQuery(api.settings.get.queryOptions({ input: {} }));
  if (!toToday.has(window.location.hash)) return;
  void prepareContinued();
}

async function prepareContinued(): Promise<void> {
  const options = api.audits.list.queryOptions({ input: {} });
  await queryClient.prefetchQuery(options);
  const audits = queryClient.getQueryData(options.queryKey);
  const continued = audits === undefined ? null : chooseContinued(audits, lastAudit());
  if (continued !== null) await prepareReview(continued.id);
}
