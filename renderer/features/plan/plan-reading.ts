/**
 * The whole form as read against what is there: source, people, scorecards. Must not store anything. Invariant: before
 * any choice the person at the keyboard reviews; people who are gone are not reviewers.
 */
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { findScorecard, listNewestScorecards, listScorecards } from '../../../shared/domain/catalogue.ts';
import { hallucinationAudit } from '../../../shared/domain/defaults.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { useCatalogue } from '../../lib/catalogue.ts';
import { useNow } from '../../lib/use-now.ts';
import type { PlanDraft } from './plan-draft.ts';
import { usePeople } from './plan-queries.ts';
import type { PlanSource } from './plan-source.ts';
import type { AnyDrawRequest, Problems, Reading } from './read-plan.ts';
import { readHubPlan, readPlan } from './read-plan.ts';

/** Who would score: those chosen who are still there; before any choice, the person at the keyboard. */
export function effectiveReviewers(
  draft: PlanDraft,
  people: readonly Pick<Person, 'id'>[],
  me: string | null,
): string[] {
  const chosen = draft.reviewerIds ?? (me === null ? [] : [me]);
  return chosen.filter((id) => people.some((one) => one.id === id));
}

/** The scorecard that the form names, in the version that it names, or in its newest. */
export function scorecardOf(
  { scorecardId, scorecardVersion }: Pick<PlanDraft, 'scorecardId' | 'scorecardVersion'>,
  catalogue: Catalogue,
): Scorecard {
  const named =
    scorecardVersion === null
      ? null
      : findScorecard({ id: scorecardId, version: scorecardVersion }, catalogue);
  const newest = listNewestScorecards(catalogue).find((one) => one.id === scorecardId);
  return named ?? newest ?? hallucinationAudit;
}

/** A scorecard that can be chosen. An older version is chosen by its number; the newest follows what is published. */
export interface ScorecardChoice extends Pick<PlanDraft, 'scorecardId' | 'scorecardVersion'> {
  value: string;
  title: string;
}

/** Every version of every scorecard, the newest of each first. */
export function scorecardChoices(catalogue: Catalogue): ScorecardChoice[] {
  return listNewestScorecards(catalogue).flatMap((newest) =>
    listScorecards(catalogue)
      .filter((one) => one.id === newest.id)
      .toSorted((a, b) => b.version - a.version)
      .map(({ id, version, title }) => {
        const isNewest = version === newest.version;
        return {
          value: `${id}@${version}`,
          title: `${title}, version ${version}${isNewest ? '' : ' (older)'}`,
          scorecardId: id,
          scorecardVersion: isNewest ? null : version,
        };
      }),
  );
}

function readFor(
  draft: PlanDraft & { reviewerIds: string[] },
  source: PlanSource,
  card: Scorecard,
  now: string,
): Reading<AnyDrawRequest> {
  if (source.origin === 'hub') {
    const read = readHubPlan(draft, source.of.id, card, now);
    return read.ok ? { ok: true, value: { origin: 'hub', request: read.value } } : read;
  }
  const read = readPlan(draft, source.of, card, now);
  return read.ok ? { ok: true, value: { origin: 'files', request: read.value } } : read;
}

export function usePlanReading(
  draft: PlanDraft,
  source: PlanSource,
): { reviewers: string[]; reading: Reading<AnyDrawRequest> } {
  const people = usePeople();
  const card = scorecardOf(draft, useCatalogue());
  const { status } = useAppStatus();
  const reviewers = effectiveReviewers(draft, people.data ?? [], status?.person.id ?? null);
  const now = useNow(60_000);
  return {
    reviewers,
    reading: readFor({ ...draft, reviewerIds: reviewers }, source, card, new Date(now).toISOString()),
  };
}

/** Problems worth saying now: what was typed wrongly at once, what is merely missing only after a try to draw. */
export function shownProblems(draft: PlanDraft, reading: Reading<unknown>): Problems {
  if (reading.ok) return {};
  const { problems } = reading;
  if (draft.isTried) return problems;
  const { title: _title, reviewers: _reviewers, hypotheses: _hypotheses, ...others } = problems;
  return others;
}
