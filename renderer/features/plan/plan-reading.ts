/**
 * The whole form as read against what is there: source, people, scorecards. Must not store anything. Invariant: before
 * any choice the person at the keyboard reviews; people who are gone are not reviewers.
 */
import { listScorecards } from '../../../shared/domain/catalogue.ts';
import { hallucinationAudit } from '../../../shared/domain/defaults.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { ScorecardRef } from '../../../shared/domain/scorecard.ts';
import type { Source } from '../../../shared/domain/source.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { useNow } from '../../lib/use-now.ts';
import type { PlanDraft } from './plan-draft.ts';
import { usePeople } from './plan-queries.ts';
import type { DrawRequest, Problems, Reading } from './read-plan.ts';
import { readPlan } from './read-plan.ts';

/** Who would score: those chosen who are still there; before any choice, the person at the keyboard. */
export function effectiveReviewers(
  draft: PlanDraft,
  people: readonly Pick<Person, 'id'>[],
  me: string | null,
): string[] {
  const chosen = draft.reviewerIds ?? (me === null ? [] : [me]);
  return chosen.filter((id) => people.some((one) => one.id === id));
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
  const { status } = useAppStatus();
  const reviewers = effectiveReviewers(draft, people.data ?? [], status?.person.id ?? null);
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
  const { title: _title, reviewers: _reviewers, hypotheses: _hypotheses, ...others } = problems;
  return others;
}
