/** Gathers what a report rests on from the store; the figures are `shared/report`'s. */
import type { Audit, Manifest } from '../../shared/domain/audit.ts';
import type { ReportInput } from '../../shared/report/evidence-base.ts';
import { onlySampled, sampledBy } from '../../shared/report/sample-only.ts';
import type { ReadableStore } from '../../db/connection.ts';
import { deliberatedOf } from '../../shared/report/deliberated.ts';
import { listAssignments } from '../../db/queries/audits.ts';
import { findContent } from '../../db/queries/contents.ts';
import { catalogueOf, listReported } from '../../db/queries/deliberation.ts';
import { listPeople } from '../../db/queries/people.ts';
import { countRefusedReviews } from '../../db/queries/report-evidence.ts';
import { listReviewsOfAudit, listSkipsOfAudit } from '../../db/queries/reviews.ts';
import { listSecondLooks } from '../../db/queries/second-looks.ts';
import { getScorecardOf } from './get-audit.ts';

/** The manifest of an audit, or null while it is not on this device: before the draw, or before the close for reviewers. */
export function findManifest(store: ReadableStore, audit: Audit): Manifest | null {
  const text = audit.manifestDigest === null ? null : findContent(store, audit.manifestDigest);
  return text === null ? null : (JSON.parse(text) as Manifest);
}

/** Everything this device knows of the audit's sample. */
export function gatherReportInput(
  store: ReadableStore,
  audit: Audit,
  manifest: Manifest,
  computedAt: string,
): ReportInput {
  const rows = {
    assignments: listAssignments(store, audit.id),
    reviews: listReviewsOfAudit(store, audit.id),
    skips: listSkipsOfAudit(store, audit.id),
    secondLooks: listSecondLooks(store, audit.id),
  };
  return {
    audit,
    manifest,
    ...onlySampled(rows, sampledBy(manifest)),
    ...deliberatedOf(listReported(store, audit.id)),
    scorecard: getScorecardOf(audit, catalogueOf(store)),
    refusedCount: countRefusedReviews(store, audit.id),
    names: new Map(listPeople(store).map((one) => [one.id, one.name])),
    computedAt,
  };
}
