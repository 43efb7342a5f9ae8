/** How far each reviewer of an audit is. Counts work, not answers: gold items are work like any other. */
import type { Workload } from '../../shared/contract/hub-work.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import { listCalibrationIds } from '../store/calibration.ts';
import { listAssignmentRows } from '../store/items.ts';
import { listOpenRelabels } from '../store/relabels.ts';
import { listReviews, listSkips } from '../store/reviews.ts';
import { listSecondLooks } from '../store/second-looks.ts';
import type { ReadableHub } from '../store/write.ts';

/** Everybody who has items of the audit, first-hand or for a second look, or reviewed one; in the order of their ids. */
export async function listLoad(hub: ReadableHub, auditId: string): Promise<Workload[]> {
  const loads = new Map<string, Workload>();
  const of = (id: string): Workload => {
    const personId = id as PersonId;
    const empty = { personId, assigned: 0, reviewed: 0, skipped: 0, extraWaiting: 0, lastAt: null };
    const held = loads.get(id) ?? empty;
    loads.set(id, held);
    return held;
  };
  // Practice is nobody's work.
  const practised = await listCalibrationIds(hub, auditId);
  const reviews = (await listReviews(hub, auditId)).filter(
    (one) => one.isCurrent && !practised.has(one.itemId),
  );
  const judged = new Set(reviews.map((one) => `${one.itemId} ${one.personId}`));
  const skips = await listSkips(hub, auditId);
  const skipped = new Set(skips.map((one) => `${one.itemId} ${one.personId}`));
  for (const row of await listAssignmentRows(hub, auditId)) {
    if (!row.is_current) continue;
    const load = of(row.person_id);
    const pair = `${row.item_id} ${row.person_id}`;
    load.assigned += 1;
    if (judged.has(pair)) load.reviewed += 1;
    else if (skipped.has(pair)) load.skipped += 1;
  }
  for (const look of await listSecondLooks(hub, auditId)) {
    const pair = `${look.itemId} ${look.personId}`;
    const load = of(look.personId);
    if (!judged.has(pair) && !skipped.has(pair)) load.extraWaiting += 1;
  }
  for (const one of await listOpenRelabels(hub, auditId)) of(one.personId).extraWaiting += 1;
  for (const { personId, submittedAt } of reviews) {
    const load = of(personId);
    if (load.lastAt === null || submittedAt > load.lastAt) load.lastAt = submittedAt;
  }
  return [...loads.values()].toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
}
