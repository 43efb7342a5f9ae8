/**
 * What a lead gives out for a second look. Refused as a whole when it is not planned, not independent, or too late: part
 * of a random sample is none.
 */
import type { Audit, SecondLook } from '../../shared/domain/audit.ts';
import { findScorecard } from '../../shared/domain/catalogue.ts';
import { isChoice } from '../../shared/domain/scorecard.ts';
import type { Decision } from '../store/ledgers.ts';
import { listAssignmentRows, listItems } from '../store/items.ts';
import { insertSecondLooks, listSecondLooks } from '../store/second-looks.ts';
import { findOwn } from './audits.ts';
import type { ProjectionContext } from './context.ts';
import { applied, refuse, unknown } from './decision.ts';
import type { RuleInput } from './rule.ts';

type Input = RuleInput<'audit.secondLookAssigned@1'>;

/** A refused second look is told to whoever gave it out: their device has set it on its own. */
export async function projectSecondLook(input: Input): Promise<Decision> {
  const { context, effect, event } = input;
  const decision = await decide(input);
  if (decision.state === 'refused' && (await context.findAudit(effect.auditId)) !== null) {
    const { auditId, secondLooks } = effect;
    for (const { itemId } of secondLooks) context.changes.retellSecondLook(auditId, itemId, event.owner);
  }
  return decision;
}

async function decide({ context, event, body, effect }: Input): Promise<Decision> {
  const own = await findOwn(context, event, effect.auditId);
  if ('refusal' in own) return own.refusal;
  const { audit } = own;
  if (audit.plan.secondLook === undefined) return refuse('NOT_PLANNED');
  if (audit.state !== 'open') {
    return refuse('AUDIT_STATE', `A second look needs an open audit; this one is ${audit.state}.`);
  }
  if ((await listSecondLooks(context.hub, audit.id)).length > 0) return refuse('ALREADY_BEGUN');
  const card = findScorecard(audit.plan.scorecard, await context.getCatalogue());
  if (card === null) return unknown;
  if (!card.questions.some((one) => one.id === body.question && isChoice(one))) {
    return refuse('BAD_BODY', `The scorecard has no question "${body.question}" with a rate.`);
  }
  const fault = await findFault(context, audit, effect.secondLooks);
  if (fault !== null) return fault;
  await insertSecondLooks(context.hub, audit.id, effect.secondLooks);
  context.changes.touchAudit(audit.id);
  return applied;
}

/** Why these people cannot have these items; null when they can. */
async function findFault(
  context: ProjectionContext,
  audit: Audit,
  looks: readonly SecondLook[],
): Promise<Decision | null> {
  const items = new Set((await listItems(context.hub, audit.id)).map((item) => item.id));
  const held = new Set<string>();
  // Who had it before may have seen it too.
  for (const row of await listAssignmentRows(context.hub, audit.id))
    held.add(`${row.item_id} ${row.person_id}`);
  const given = new Set<string>();
  for (const { itemId, personId } of looks) {
    if (!items.has(itemId)) return refuse('UNKNOWN_ITEM', `Item ${itemId} is not in this audit.`);
    if (given.has(itemId)) return refuse('BAD_BODY', `Item ${itemId} is given out twice.`);
    if (!(await context.canJudge(personId))) {
      return refuse('UNKNOWN_PERSON', `Person ${personId} is not at this hub, or never signs in.`);
    }
    if (held.has(`${itemId} ${personId}`)) {
      return refuse('NOT_INDEPENDENT', `Person ${personId} has or had item ${itemId} first-hand.`);
    }
    given.add(itemId);
  }
  return null;
}
