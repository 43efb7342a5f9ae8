/** Proposals as the editor shows them: who made them, what they would change, how they ended. */
import type { z } from 'zod';
import type { taxonomies } from '../../../shared/contract/taxonomies.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { findTaxonomy } from '../../../shared/domain/catalogue.ts';
import type { DeliberationEntry } from '../../../shared/domain/deliberation.ts';
import type { PersonId } from '../../../shared/domain/ids.ts';
import { diffClasses } from '../../../shared/taxonomy/class-diff.ts';
import type { FoldedProposal } from '../../../shared/taxonomy/fold-proposals.ts';
import { foldProposals } from '../../../shared/taxonomy/fold-proposals.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { listOfKinds } from '../../../db/queries/deliberation.ts';
import { findPerson } from '../../../db/queries/people.ts';
import { getSelf } from '../self.ts';

export type ProposalView = z.infer<NonNullable<(typeof taxonomies)['propose']['~orpc']['outputSchema']>>;

/** Every proposal that this device knows, the first one made first. */
export function listProposals(store: ReadableStore): FoldedProposal[] {
  const entries: DeliberationEntry[] = listOfKinds(store, [
    'taxonomy.proposed',
    'taxonomy.proposalEnded',
    'taxonomy.published',
    'comment.added',
  ]);
  return foldProposals(entries);
}

/** What a proposal would change is told against the version that it was made for. */
export function viewProposal(
  store: ReadableStore,
  catalogue: Catalogue,
  { proposal, by, at, end, comments }: FoldedProposal,
): ProposalView {
  const self = getSelf(store).person.id;
  const base = findTaxonomy(proposal.taxonomy, catalogue);
  return {
    ...proposal,
    by: nameOf(store, by),
    isMine: by === self,
    at,
    outcome: end?.outcome ?? null,
    reason: end?.reason ?? null,
    comments: comments.map((one) => ({
      ...one.body,
      at: one.at,
      by: nameOf(store, one.personId),
      isMine: one.personId === self,
    })),
    diff: diffClasses(base, proposal, [proposal.operation]),
  };
}

/** The name of a person; who is not known here has none yet. */
export function nameOf(store: ReadableStore, id: PersonId): string {
  return findPerson(store, id)?.name ?? 'Somebody';
}
