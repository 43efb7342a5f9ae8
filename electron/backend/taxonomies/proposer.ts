/**
 * Proposals: made, and ended. Each act is authorise → one transaction → answer. Invariant: an act that is repeated says
 * nothing twice, and a proposal has one outcome.
 */
import { canonicalJson } from '../../../shared/domain/canonical.ts';
import { findTaxonomy } from '../../../shared/domain/catalogue.ts';
import type { DeliberationKind } from '../../../shared/domain/deliberation.ts';
import { deliberationRoles } from '../../../shared/domain/deliberation.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { Proposal, ProposalOutcome } from '../../../shared/domain/taxonomy-change.ts';
import { problemsOf } from '../../../shared/taxonomy/check-draft.ts';
import type { FoldedProposal } from '../../../shared/taxonomy/fold-proposals.ts';
import { inTransaction } from '../../../db/connection.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { catalogueOf } from '../../../db/queries/deliberation.ts';
import type { BackendContext } from '../context.ts';
import { notFound, WorkbenchError } from '../errors.ts';
import { announce, appendOwn, getSelf } from '../self.ts';
import type { ProposalView } from './proposal-views.ts';
import { listProposals, viewProposal } from './proposal-views.ts';

/** Throws FORBIDDEN, NOT_FOUND, INVALID_INPUT, or CONFLICT where another proposal has this id. */
export function propose(context: BackendContext, proposal: Proposal): ProposalView {
  const { store } = context;
  inTransaction(store, () => {
    requireRole(
      'taxonomy.proposed',
      getSelf(store).person,
      'An auditor reads everything and changes nothing.',
    );
    const known = findProposal(store, proposal.proposalId);
    if (known !== null) return requireSame(known, proposal);
    requireSound(store, proposal);
    appendOwn(context, 'taxonomy.proposed@1', {}, proposal);
  });
  announce(context);
  return view(store, proposal.proposalId);
}

/** Throws FORBIDDEN, NOT_FOUND, or CONFLICT where it ended otherwise. */
export function endProposal(context: BackendContext, outcome: ProposalOutcome): ProposalView {
  const { store } = context;
  inTransaction(store, () => {
    const known = findProposal(store, outcome.proposalId);
    if (known === null) throw notFound('This proposal');
    requireMayEnd(known, outcome, getSelf(store).person);
    if (known.end === null) appendOwn(context, 'taxonomy.proposalEnded@1', {}, outcome);
    else if (known.end.outcome !== outcome.outcome) throw endedOtherwise(known.end.outcome);
  });
  announce(context);
  return view(store, outcome.proposalId);
}

function view(store: ReadableStore, proposalId: string): ProposalView {
  const found = findProposal(store, proposalId);
  if (found === null) throw notFound('This proposal');
  return viewProposal(store, catalogueOf(store), found);
}

function findProposal(store: ReadableStore, proposalId: string): FoldedProposal | null {
  return listProposals(store).find((one) => one.proposal.proposalId === proposalId) ?? null;
}

function requireSame(known: FoldedProposal, proposal: Proposal): void {
  if (canonicalJson(known.proposal) === canonicalJson(proposal)) return;
  throw new WorkbenchError('CONFLICT', {
    what: 'Another proposal has this id.',
    where: 'proposalId',
    remedy: 'Propose it again; it gets an id of its own.',
  });
}

/** A proposal could be published as it is, if the owner wanted to. */
function requireSound(store: ReadableStore, { taxonomy: ref, operation, classes }: Proposal): void {
  const catalogue = catalogueOf(store);
  const base = findTaxonomy(ref, catalogue);
  if (base === null) throw notFound(`Version ${ref.version} of the taxonomy "${ref.id}"`);
  const { title, cleanClass } = base;
  const operations = [operation];
  const draft = { taxonomy: ref, title, cleanClass, classes, operations, mapping: [], summary: '' };
  const [problem] = problemsOf(catalogue, base, draft);
  if (problem === undefined) return;
  throw new WorkbenchError('INVALID_INPUT', {
    what: problem,
    where: 'operation',
    remedy: 'Change the proposal, then send it. Nothing was proposed.',
  });
}

function requireMayEnd({ by }: FoldedProposal, { outcome }: ProposalOutcome, person: Person): void {
  if (outcome !== 'withdrawn') {
    return requireRole(
      'taxonomy.published',
      person,
      'Only a taxonomy owner or a lead takes proposals up or declines them.',
    );
  }
  if (by === person.id) return;
  throw new WorkbenchError('FORBIDDEN', {
    what: 'Only who made a proposal can withdraw it.',
    remedy: 'An owner can decline it, with a reason.',
  });
}

function requireRole(kind: DeliberationKind, { role }: Person, what: string): void {
  const roles: readonly string[] = deliberationRoles[kind];
  if (roles.includes(role)) return;
  throw new WorkbenchError('FORBIDDEN', { what, remedy: 'Ask the lead of your hub, or for the role.' });
}

const endings: Record<ProposalOutcome['outcome'], string> = {
  taken_up: 'was taken up',
  declined: 'was declined',
  withdrawn: 'was withdrawn',
};

function endedOtherwise(outcome: ProposalOutcome['outcome']): WorkbenchError {
  return new WorkbenchError('CONFLICT', {
    what: `This proposal ${endings[outcome]} already.`,
    remedy: 'Look at it again; a new proposal can be made at any time.',
  });
}
