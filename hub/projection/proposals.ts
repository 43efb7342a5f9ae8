/** Proposals to change a taxonomy: anybody may make one; its author withdraws it, owners, leads and admins decide. */
import { findTaxonomy } from '../../shared/domain/catalogue.ts';
import type { Proposal, ProposalOutcome } from '../../shared/domain/taxonomy-change.ts';
import type { EntryOf } from '../../shared/domain/deliberation.ts';
import { listOfThing } from '../store/deliberation.ts';
import type { Decision } from '../store/ledgers.ts';
import type { ReadableHub } from '../store/write.ts';
import type { PlacedEvent, ProjectionContext } from './context.ts';
import { applied, refuse } from './decision.ts';

export async function findProposal(
  hub: ReadableHub,
  proposalId: string,
): Promise<EntryOf<'taxonomy.proposed'> | null> {
  const [found = null] = await listOfThing(hub, proposalId, ['taxonomy.proposed']);
  return found;
}

export async function decideProposal(context: ProjectionContext, proposal: Proposal): Promise<Decision> {
  if (findTaxonomy(proposal.taxonomy, await context.getCatalogue()) === null)
    return refuse('UNKNOWN_TAXONOMY');
  return (await findProposal(context.hub, proposal.proposalId)) === null ? applied : refuse('DUPLICATE_ID');
}

/** The first end stands. */
export async function decideProposalEnd(
  context: ProjectionContext,
  event: PlacedEvent,
  { proposalId, outcome }: ProposalOutcome,
): Promise<Decision> {
  const proposal = await findProposal(context.hub, proposalId);
  if (proposal === null) return refuse('UNKNOWN_PROPOSAL');
  const isAuthor = proposal.personId === event.owner;
  if (outcome === 'withdrawn' && !isAuthor) {
    return refuse('NOT_YOURS', 'Only who made a proposal withdraws it.');
  }
  if (outcome !== 'withdrawn' && event.role === 'reviewer') {
    return refuse('WRONG_ROLE', 'Taking up or declining a proposal needs the role owner, lead or admin.');
  }
  const ended = await listOfThing(context.hub, proposalId, ['taxonomy.proposalEnded']);
  return ended.length === 0 ? applied : refuse('PROPOSAL_ENDED');
}
