/**
 * Whether an audit lets the evidence finder be used, applied to what a client sends: a draft of an audit that hides the
 * finder holds no record of it, whatever the client claims. Knows nothing of what the finder finds.
 */
import type { Audit } from '../../shared/domain/audit.ts';
import type { Draft } from '../../shared/domain/review.ts';

/** The draft as its audit's policy lets it be. */
export function underFinderPolicy(audit: Pick<Audit, 'plan'>, draft: Draft): Draft {
  if (audit.plan.blinding.hidesFinder !== true || draft.finder === undefined) return draft;
  const { finder: _, ...kept } = draft;
  return kept;
}
