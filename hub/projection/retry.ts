/** Decides again about events that wait, once what they wait for may have come. */
import { listPending, listStanding, updateDecision } from '../store/ledgers.ts';
import type { WritableHub } from '../store/write.ts';
import { ProjectionContext, standingKey, toPlaced } from './context.ts';
import { project } from './project.ts';

/** Projects in global order whatever no longer has to wait; answers what that changed. */
export async function retryPending(hub: WritableHub, hubId: string): Promise<ProjectionContext> {
  const context = new ProjectionContext(hub, hubId);
  for (const row of await listPending(hub)) {
    const key = standingKey(row.person_id, row.event_id);
    const [earlier] = await listStanding(hub, row.person_id, [row.event_id], row.position);
    if (earlier === undefined) context.standing.delete(key);
    else context.standing.set(key, earlier);
    const decision = await project(context, toPlaced(row));
    if (decision.state !== 'pending') await updateDecision(hub, row.position, decision);
  }
  for (const [position, decision] of context.redecided) {
    if (decision.state !== 'pending') await updateDecision(hub, position, decision);
  }
  return context;
}
