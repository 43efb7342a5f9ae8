/**
 * Decides about one event and, if it counts, turns what it does into rows. What an event does is the shared rule
 * (`shared/domain/projection.ts`); who may do it is decided here.
 *
 * Invariant: a decision depends on the events before it in the global order, their contents and the people of this hub,
 * never on the clock or on when it is made. So a replay from position 0 gives the same tables.
 */
import { z } from 'zod';
import type { EventKey } from '../../shared/domain/events.ts';
import { findEventKey } from '../../shared/domain/events.ts';
import { auditId } from '../../shared/domain/ids.ts';
import type { Envelope } from '../../shared/domain/ledger.ts';
import { effectsOf } from '../../shared/domain/projection.ts';
import type { Decision } from '../store/ledgers.ts';
import { listWaitingFor, WAITS_FOR_AUDIT } from '../store/ledgers.ts';
import { projectAssigned, projectClosed, projectDrawn, projectPlanned } from './audits.ts';
import type { PlacedEvent, ProjectionContext } from './context.ts';
import { standingKey, toPlaced } from './context.ts';
import { applied, pending, refuse, unknown, waiting } from './decision.ts';
import { projectCalibrationSet } from './calibration.ts';
import { projectDeliberated } from './deliberation.ts';
import { projectErased } from './erased.ts';
import { projectPerson, projectToken } from './people.ts';
import { projectGoldAdded, projectGoldMixed, projectGoldRetired } from './gold.ts';
import { projectImported } from './imports.ts';
import { projectRelabel } from './relabel.ts';
import type { RuleInput } from './rule.ts';
import { projectMeasured } from './measured.ts';
import { projectFlag, projectReopened, projectReview, projectSkip } from './reviews.ts';
import { projectSecondLook } from './second-look.ts';
import { projectTemplateSaved, projectTemplateStopped } from './templates.ts';

/** Decides about `event` and applies it. The caller stores the decision beside the event. */
export async function project(context: ProjectionContext, event: PlacedEvent): Promise<Decision> {
  const decision = await decide(context, event);
  const { envelope, owner, body } = event;
  if (decision.state === 'applied' || decision.state === 'pending') {
    const key = standingKey(owner, envelope.id);
    const { id: eventId, kind } = envelope;
    const { state, reason } = decision;
    if (!context.standing.has(key)) context.standing.set(key, { eventId, kind, body, state, reason });
  }
  const about = decision.state === 'applied' ? null : auditIdOf(body, envelope);
  if (about !== null && decision.reason === WAITS_FOR_AUDIT) keepWaiting(context, about, event);
  else if (about !== null && decision.state === 'pending') context.blocked.add(about);
  if (envelope.kind === 'audit.assigned' && decision.state === 'applied') await decideWaiting(context, event);
  return decision;
}

function keepWaiting(context: ProjectionContext, about: string, event: PlacedEvent): void {
  const held = context.waiting.get(about) ?? [];
  held.push(event);
  context.waiting.set(about, held);
}

/** Decides, in global order, about what waited for the audit that `given` has given out. */
async function decideWaiting(context: ProjectionContext, given: PlacedEvent): Promise<void> {
  const about = auditIdOf(given.body);
  if (about === null) return;
  const stored = (await listWaitingFor(context.hub, about)).map(toPlaced);
  const events = new Map(
    [...stored, ...(context.waiting.get(about) ?? [])].map((one) => [one.position, one]),
  );
  context.waiting.delete(about);
  const seen = new Set<string>();
  for (const event of [...events.values()].toSorted((a, b) => a.position - b.position)) {
    const key = standingKey(event.owner, event.envelope.id);
    // What stands under its id is itself, or a repetition of it that waited as well.
    if (!seen.has(key)) context.standing.delete(key);
    seen.add(key);
    context.redecided.set(event.position, await project(context, event));
  }
}

async function decide(context: ProjectionContext, event: PlacedEvent): Promise<Decision> {
  const { envelope, owner } = event;
  const key = findEventKey(envelope.kind, envelope.kindVersion);
  if (key === null) return unknown;
  if (!(await context.isOwnActor(event))) return refuse('ACTOR_MISMATCH');
  if (event.body === null) return refuse('BAD_BODY', 'Its body was erased before the hub had seen it.');
  const twin = context.standing.get(standingKey(owner, envelope.id));
  if (twin !== undefined) {
    // A ledger that continues after a fork repeats event ids: the same event counts once.
    const isSame = twin.kind === envelope.kind && twin.body === event.body;
    if (!isSame) return refuse('DUPLICATE_ID');
    if (twin.state !== 'pending') return applied;
    return twin.reason === WAITS_FOR_AUDIT ? waiting : pending;
  }
  const body = parse(event.body);
  const result = effectsOf(envelope, body, owner);
  if (!result.ok) return result.reason === 'BAD_BODY' ? refuse('BAD_BODY', result.detail) : unknown;
  const about = auditIdOf(event.body, envelope);
  if (about !== null && context.blocked.has(about)) return pending;
  const { effects } = result;
  return rules[key]({ context, event, body: body as never, effect: effects[0] as never, effects });
}

const rules: { [K in EventKey]: (input: RuleInput<K>) => Promise<Decision> } = {
  'session.opened@1': projectSession,
  'audit.planned@1': projectPlanned,
  'audit.planned@2': projectPlanned,
  'audit.drawn@1': projectDrawn,
  'audit.assigned@1': projectAssigned,
  'audit.secondLookAssigned@1': projectSecondLook,
  'audit.closed@1': projectClosed,
  'review.submitted@1': projectReview,
  'review.submitted@2': projectReview,
  'review.reopened@1': projectReopened,
  'item.skipped@1': projectSkip,
  'item.flagged@1': projectFlag,
  'agreement.measured@1': projectMeasured,
  'audit.goldMixed@1': projectGoldMixed,
  'audit.calibrationSet@1': projectCalibrationSet,
  'relabel.requested@1': projectRelabel,
  'case.claimed@1': projectDeliberated,
  'adjudication.decided@1': projectDeliberated,
  'adjudication.imported@1': projectDeliberated,
  'adjudication.appealed@1': projectDeliberated,
  'comment.added@1': projectDeliberated,
  'norming.begun@1': projectDeliberated,
  'norming.voted@1': projectDeliberated,
  'norming.moved@1': projectDeliberated,
  'taxonomy.proposed@1': projectDeliberated,
  'taxonomy.proposalEnded@1': projectDeliberated,
  'taxonomy.published@1': projectDeliberated,
  'scorecard.published@1': projectDeliberated,
  'import.begun@1': projectDeliberated,
  'review.imported@1': projectImported,
  'gold.added@1': projectGoldAdded,
  'gold.retired@1': projectGoldRetired,
  'person.added@1': projectPerson,
  'person.changed@1': projectPerson,
  'token.issued@1': projectToken,
  'token.revoked@1': projectToken,
  'template.saved@1': projectTemplateSaved,
  'template.stopped@1': projectTemplateStopped,
  'content.erased@1': projectErased,
};

/** People come with their tokens, not with what their devices call them; only the binding is checked. */
async function projectSession({ context, event, body }: RuleInput<'session.opened@1'>): Promise<Decision> {
  if (body.hub === undefined) return applied;
  if (body.hub.id !== context.hubId) return refuse('WRONG_HUB');
  return body.hub.personId === event.owner ? applied : refuse('ACTOR_MISMATCH');
}

/**
 * The audit that an event is about, for ordering; null when it is about none. A round that moves on names only itself, so
 * there the word of its envelope is taken.
 */
export function auditIdOf(body: string | null, envelope?: Pick<Envelope, 'kind' | 'subject'>): string | null {
  if (envelope?.kind === 'norming.moved') return envelope.subject.auditId ?? null;
  const about = aboutAudit.safeParse(body === null ? null : parse(body));
  if (!about.success) return null;
  const { data } = about;
  if ('auditId' in data) return data.auditId;
  return 'case' in data ? data.case.auditId : data.about.case.auditId;
}

const named = z.object({ auditId });
/** Votes and comments name it with their case. */
const aboutAudit = z.union([
  named,
  z.object({ case: named }),
  z.object({ about: z.object({ case: named }) }),
]);

/** Undefined for what is not JSON: no schema accepts it. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
