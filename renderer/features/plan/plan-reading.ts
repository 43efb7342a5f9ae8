/**
 * The whole form as read against what is there: source, people, scorecards. Must not store anything. Invariant: one
 * person alone is the reviewer without being asked; people who are gone are not reviewers.
 */
import { listScorecards } from '../../../shared/domain/catalogue.ts';
import { hallucinationAudit } from '../../../shared/domain/defaults.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { ScorecardRef } from '../../../shared/domain/scorecard.ts';
import type { Source } from '../../../shared/domain/source.ts';
import { useNow } from '../../lib/use-now.ts';
import type { PlanDraft } from './plan-draft.ts';
import { usePeople } from './plan-queries.ts';
import type { DrawRequest, Problems, Reading } from './read-plan.ts';
import { readPlan } from './read-plan.ts';

/** Who would score: those chosen who are still there, or the one person there is. */
export function effectiveReviewers(draft: PlanDraft, people: readonly Pick<Person, 'id'>[]): string[] {
  const there = draft.reviewerIds.filter((id) => people.some((one) => one.id === id));
  const only = people.length === 1 ? people[0] : undefined;
  return there.length === 0 && only !== undefined ? [only.id] : there;
}

function refOf(scorecardId: string): ScorecardRef {
  const { id, version } = listScorecards().find((one) => one.id === scorecardId) ?? hallucinationAudit;
  return { id, version };
}

export function usePlanReading(
  draft: PlanDraft,
  source: Source,
): { reviewers: string[]; reading: Reading<DrawRequest> } {
  const people = usePeople();
  const reviewers = effectiveReviewers(draft, people.data ?? []);
  const now = useNow(60_000);
  return {
    reviewers,
    reading: readPlan(
      { ...draft, reviewerIds: reviewers },
      source,
      refOf(draft.scorecardId),
      new Date(now).toISOString(),
    ),
  };
}

/** Problems worth saying now: what was typed wrongly at once, what is merely missing only after a try to draw. */
export function shownProblems(draft: PlanDraft, reading: Reading<DrawRequest>): Problems {
  if (reading.ok) return {};
  const { problems } = reading;
  if (draft.isTried) return problems;
  const { title: _title, reviewers: _reviewers, ...others } = problems;
  return others;
}
