/**
 * Items that their reviewers are asked to judge anew. Only the hub asks, for a lead or an owner; the person's next
 * review that counts ends it.
 */
import type { Relabel } from '../../shared/domain/extra-work.ts';
import { listItems } from '../store/items.ts';
import type { Decision } from '../store/ledgers.ts';
import { putRelabels } from '../store/relabels.ts';
import { listJudged } from '../store/reviews.ts';
import { isByHub } from './by-hub.ts';
import { applied, refuse } from './decision.ts';
import type { RuleInput } from './rule.ts';

export async function projectRelabel({
  context,
  event,
  body,
}: RuleInput<'relabel.requested@1'>): Promise<Decision> {
  if (!(await isByHub(context, event))) return refuse('WRONG_ROLE', 'Only the hub itself asks for relabels.');
  const audit = await context.findAudit(body.auditId);
  if (audit === null) return refuse('UNKNOWN_AUDIT');
  if (audit.state !== 'open') {
    return refuse('AUDIT_STATE', `Items are judged anew in an open audit; this one is ${audit.state}.`);
  }
  const items = new Set((await listItems(context.hub, audit.id)).map((item) => item.id));
  const judged = new Set(
    (await listJudged(context.hub, audit.id)).map((one) => `${one.itemId} ${one.personId}`),
  );
  const relabels: Relabel[] = [];
  for (const { itemId, personIds } of body.items) {
    if (!items.has(itemId)) return refuse('UNKNOWN_ITEM', `Item ${itemId} is not in this audit.`);
    for (const personId of personIds) {
      if (!judged.has(`${itemId} ${personId}`)) {
        return refuse('NOT_ASSIGNED', `Person ${personId} has not judged item ${itemId} yet.`);
      }
      relabels.push({ itemId, personId, reason: body.reason, requestedAt: event.envelope.at });
    }
  }
  await putRelabels(context.hub, audit.id, relabels);
  context.changes.touchAudit(audit.id);
  return applied;
}
