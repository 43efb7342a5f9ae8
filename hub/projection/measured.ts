/** What devices measured of agreement: kept as they said it, and held against the hub's own computation when asked. */
import { insertMeasured } from '../store/measured.ts';
import type { Decision } from '../store/ledgers.ts';
import { applied, refuse } from './decision.ts';
import type { RuleInput } from './rule.ts';

export async function projectMeasured(input: RuleInput<'agreement.measured@1'>): Promise<Decision> {
  const { context, event, body } = input;
  if ((await context.findAudit(body.auditId)) === null) return refuse('UNKNOWN_AUDIT');
  const { id: eventId, at: measuredAt } = event.envelope;
  await insertMeasured(context.hub, { eventId, personId: event.owner, measuredAt, body });
  return applied;
}
