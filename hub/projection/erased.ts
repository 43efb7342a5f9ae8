/**
 * Texts whose retention ended. Only the hub itself erases, and never what an open audit or active gold still needs.
 *
 * Invariant: a replay decides the same and erases nothing again: a text may have been given back since, for an audit that
 * was drawn later.
 */
import { listAuditsWith, eraseContents, findHeld } from '../store/erased.ts';
import type { Decision } from '../store/ledgers.ts';
import { isByHub } from './by-hub.ts';
import { applied, refuse } from './decision.ts';
import type { RuleInput } from './rule.ts';

export async function projectErased({
  context,
  event,
  body,
}: RuleInput<'content.erased@1'>): Promise<Decision> {
  if (!(await isByHub(context, event))) return refuse('WRONG_ROLE', 'Only the hub itself erases texts.');
  const held = await findHeld(context.hub, body.digests);
  if (held !== null) return refuse('AUDIT_STATE', `Text ${held} is still needed.`);
  if (event.decided === undefined) await eraseContents(context.hub, body.digests, event.envelope.at);
  for (const auditId of await listAuditsWith(context.hub, body.digests)) context.changes.touchAudit(auditId);
  return applied;
}
