/**
 * How far proposals are, folded from what people said about them.
 *
 * Invariant: the first outcome that the hub accepted stands. Only who proposed can withdraw; a publication that takes a
 * proposal up ends it, whatever version its taxonomy had meanwhile.
 */
import type { DeliberationEntry, EntryOf } from '../domain/deliberation.ts';
import { inHubOrder } from '../domain/deliberation.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Proposal, ProposalOutcome } from '../domain/taxonomy-change.ts';

export interface FoldedProposal {
  proposal: Proposal;
  by: PersonId;
  at: string;
  end: { outcome: ProposalOutcome['outcome']; reason: string; by: PersonId; at: string } | null;
  comments: EntryOf<'comment.added'>[];
}

/** Every proposal with its outcome and its comments, the first one made first. */
export function foldProposals(entries: readonly DeliberationEntry[]): FoldedProposal[] {
  const proposals = new Map<string, FoldedProposal>();
  const ordered = inHubOrder(entries);
  // What came of a proposal may have its place before the proposal has: who proposed it made both on different devices.
  for (const one of ordered) {
    if (one.kind !== 'taxonomy.proposed' || proposals.has(one.body.proposalId)) continue;
    const { personId: by, at, body: proposal } = one;
    proposals.set(proposal.proposalId, { proposal, by, at, end: null, comments: [] });
  }
  for (const one of ordered) {
    if (one.kind === 'comment.added' && one.body.about.kind === 'proposal') {
      proposals.get(one.body.about.proposalId)?.comments.push(one);
    } else if (one.kind === 'taxonomy.proposalEnded') {
      const { proposalId, outcome, reason } = one.body;
      endOnce(proposals.get(proposalId), { outcome, reason, by: one.personId, at: one.at });
    } else if (one.kind === 'taxonomy.published') {
      const { proposalIds, summary: reason } = one.body;
      const end = { outcome: 'taken_up', reason, by: one.personId, at: one.at } as const;
      for (const id of proposalIds) endOnce(proposals.get(id), end);
    }
  }
  return [...proposals.values()];
}

function endOnce(of: FoldedProposal | undefined, end: NonNullable<FoldedProposal['end']>): void {
  if (of === undefined || of.end !== null) return;
  if (end.outcome === 'withdrawn' && end.by !== of.by) return;
  of.end = end;
}
