/**
 * What people say about cases, rounds, proposals and versions: who may say it, and where it is filed. What follows from
 * it is folded by whoever reads it.
 *
 * Invariant: what is refused is kept in its ledger, and the device that filed it is told to take it back.
 */
import type { DeliberationEntry, DeliberationKind } from '../../shared/domain/deliberation.ts';
import { deliberationRoles, subjectOf } from '../../shared/domain/deliberation.ts';
import type { Effect } from '../../shared/domain/projection.ts';
import { insertDeliberation } from '../store/deliberation.ts';
import type { Decision } from '../store/ledgers.ts';
import { findRound } from '../store/rounds.ts';
import { isByHub } from './by-hub.ts';
import { decideAppeal, decideCaseComment, decideClaim, decideRuling } from './cases.ts';
import type { PlacedEvent, ProjectionContext } from './context.ts';
import { applied, refuse } from './decision.ts';
import { decideImportBegun, decideImportedRuling } from './imports.ts';
import { decideMove, decideRound, decideRoundComment, decideVote } from './norming.ts';
import { decideProposal, decideProposalEnd, findProposal } from './proposals.ts';
import { decidePublication, decideScorecard } from './published.ts';
import type { RuleInput } from './rule.ts';

type Deliberated = RuleInput<`${DeliberationKind}@1`>;

export async function projectDeliberated({ context, event, body, effects }: Deliberated): Promise<Decision> {
  const entry = entryOf(effects, event.position);
  const decision = await mayAndFits(context, event, entry, body);
  const auditId = await findAuditId(context, entry);
  if (decision.state === 'applied') {
    await insertDeliberation(context.hub, entry, auditId);
    context.changes.touchDeliberation(auditId, entry);
    if (entry.kind === 'taxonomy.published' || entry.kind === 'scorecard.published')
      context.forgetCatalogue();
  }
  if (decision.state === 'refused') {
    context.changes.refused.push({ personId: event.owner, auditId, eventId: entry.eventId });
  }
  return decision;
}

function entryOf(effects: readonly Effect[], position: number): DeliberationEntry {
  const effect = effects.find((one) => one.type === 'deliberated');
  if (effect === undefined) throw new RangeError('an event of the deliberation is an entry of it');
  return { ...effect.entry, position };
}

/** A round that moves on names only itself. */
async function findAuditId(context: ProjectionContext, entry: DeliberationEntry): Promise<string | null> {
  if (entry.kind !== 'norming.moved') return subjectOf(entry).auditId;
  return (await findRound(context.hub, entry.body.roundId))?.auditId ?? null;
}

async function mayAndFits(
  context: ProjectionContext,
  event: PlacedEvent,
  entry: DeliberationEntry,
  body: Deliberated['body'],
): Promise<Decision> {
  const allowed: readonly string[] = deliberationRoles[entry.kind];
  if (!allowed.includes(event.role)) {
    return refuse('WRONG_ROLE', `The role ${event.role} may not do this at the hub.`);
  }
  const by = 'by' in body ? body.by : undefined;
  if (by !== undefined && by !== event.owner && !(await isByHub(context, event))) {
    return refuse('NOT_YOURS', 'Only the hub itself says something on behalf of somebody else.');
  }
  return fits(context, event, entry);
}

function fits(context: ProjectionContext, event: PlacedEvent, entry: DeliberationEntry): Promise<Decision> {
  switch (entry.kind) {
    case 'case.claimed':
      return decideClaim(context, event, entry.body);
    case 'adjudication.decided':
      return decideRuling(context, event, entry.body);
    case 'adjudication.imported':
      return decideImportedRuling(context, event, entry.body);
    case 'adjudication.appealed':
      return decideAppeal(context, event, entry.body);
    case 'comment.added':
      return decideComment(context, event, entry);
    case 'norming.begun':
      return decideRound(context, event, entry.body);
    case 'norming.voted':
      return decideVote(context, event, entry.body);
    case 'norming.moved':
      return decideMove(context, event, entry.body);
    case 'taxonomy.proposed':
      return decideProposal(context, entry.body);
    case 'taxonomy.proposalEnded':
      return decideProposalEnd(context, event, entry.body);
    case 'taxonomy.published':
      return decidePublication(context, event, entry.body);
    case 'scorecard.published':
      return decideScorecard(context, entry.body.scorecard);
    case 'import.begun':
      return decideImportBegun(context, event, entry.body);
  }
}

async function decideComment(
  context: ProjectionContext,
  event: PlacedEvent,
  { body: { about } }: Extract<DeliberationEntry, { kind: 'comment.added' }>,
): Promise<Decision> {
  if (about.kind === 'case') return decideCaseComment(context, event, about.case);
  if (about.kind === 'norming') return decideRoundComment(context, event, about);
  const proposal = await findProposal(context.hub, about.proposalId);
  return proposal === null ? refuse('UNKNOWN_PROPOSAL') : applied;
}
