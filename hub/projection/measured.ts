/** What devices measured of agreement: kept as they said it, and held against the hub's own computation when asked. */
import { insertMeasured } from '../store/measured.ts';
import type { Role } from '../../shared/domain/person.ts';
import type { Decision } from '../store/ledgers.ts';
import type { ProjectionContext } from './context.ts';
import { applied, refuse } from './decision.ts';
import type { RuleInput } from './rule.ts';

const measuring: readonly Role[] = ['reviewer', 'owner', 'lead', 'admin'];

/** Who reviews measures where they take part: the hub computes every measurement anew, and answers for nobody else's. */
export async function projectMeasured(input: RuleInput<'agreement.measured@1'>): Promise<Decision> {
  const { context, event, body } = input;
  if (!measuring.includes(event.role)) {
    return refuse(
      'WRONG_ROLE',
      `The role ${event.role} reads what was measured and measures nothing itself.`,
    );
  }
  // First, so that nobody is told of an audit by measuring of it.
  if (event.role === 'reviewer' && !(await hasPart(context, body.auditId, event.owner))) {
    return refuse('NOT_ASSIGNED', 'No item of this audit was ever given to this person.');
  }
  if ((await context.findAudit(body.auditId)) === null) return refuse('UNKNOWN_AUDIT');
  const { id: eventId, at: measuredAt } = event.envelope;
  await insertMeasured(context.hub, { eventId, personId: event.owner, measuredAt, body });
  return applied;
}

/** Whether a person has or had an item of the audit, first-hand or for a second look. */
async function hasPart(
  { hub }: Pick<ProjectionContext, 'hub'>,
  auditId: string,
  personId: string,
): Promise<boolean> {
  const row = await hub
    .selectFrom('assignment')
    .select('audit_id')
    .where('audit_id', '=', auditId)
    .where('person_id', '=', personId)
    .unionAll(
      hub
        .selectFrom('second_look')
        .select('audit_id')
        .where('audit_id', '=', auditId)
        .where('person_id', '=', personId),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
