/** Begins the second look of an audit at the hub, by the same rules as on a device. */
import { findScorecard } from '../../shared/domain/catalogue.ts';
import type { AuditId, PersonId } from '../../shared/domain/ids.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { ReportInput } from '../../shared/report/evidence-base.ts';
import { onlySampled, sampledBy } from '../../shared/report/sample-only.ts';
import { planSecondLook, requireSecondLookTime } from '../../shared/report/second-look-deal.ts';
import { isoNow } from '../outside.ts';
import { appendOwn } from '../own-ledger.ts';
import { fail } from '../routes/fail.ts';
import { catalogueOf } from '../store/deliberation.ts';
import { listAssignmentRows, toAssignments } from '../store/items.ts';
import { countRefused } from '../store/ledgers.ts';
import { listPeople } from '../store/people.ts';
import { listReviews, listSkips } from '../store/reviews.ts';
import { listSecondLooks } from '../store/second-looks.ts';
import type { ReadableHub } from '../store/write.ts';
import { inWrite } from '../store/write.ts';
import { getLedAudit, getManifest } from './audits.ts';
import type { WorkWorld } from './world.ts';
import { ownFacts, tellingFaults } from './world.ts';

export interface BegunSecondLook {
  clean: number;
  flagged: number;
  /** First verdicts that nobody else could judge. */
  leftOut: number;
}

/** Draws, deals and appends. Throws FORBIDDEN and CONFLICT, each with the way out; nothing is stored then. */
export async function beginSecondLook(
  world: WorkWorld,
  person: Person,
  auditId: AuditId,
): Promise<BegunSecondLook> {
  return tellingFaults(() =>
    inWrite(world.database.db, async (hub) => {
      const audit = await getLedAudit(hub, person, auditId);
      requireSecondLookTime(audit, await listSecondLooks(hub, auditId));
      const input = await gather(hub, audit, isoNow(world.clock));
      const { question, looks, clean, flagged, leftOut } = planSecondLook(input, await listPeople(hub));
      const subject = { auditId, questionId: question.id };
      const body = { auditId, question: question.id, secondLooks: looks, by: person.id };
      await appendOwn(hub, [{ key: 'audit.secondLookAssigned@1', subject, body }], ownFacts(world));
      return { clean, flagged, leftOut };
    }),
  );
}

/** Everything that the hub knows of a drawn audit. */
export async function gather(
  hub: ReadableHub,
  audit: ReportInput['audit'],
  computedAt: string,
): Promise<ReportInput> {
  const scorecard = findScorecard(audit.plan.scorecard, await catalogueOf(hub));
  if (scorecard === null) {
    throw fail('CONFLICT', {
      what: 'This hub does not know the scorecard of the audit.',
      remedy: 'Update the hub, then begin again.',
    });
  }
  const names = (await listPeople(hub)).map((one): [PersonId, string] => [one.id, one.name]);
  const manifest = await getManifest(hub, audit);
  const rows = {
    assignments: toAssignments(await listAssignmentRows(hub, audit.id)),
    reviews: await listReviews(hub, audit.id),
    skips: await listSkips(hub, audit.id),
    secondLooks: await listSecondLooks(hub, audit.id),
  };
  return {
    audit,
    manifest,
    ...onlySampled(rows, sampledBy(manifest)),
    scorecard,
    refusedCount: await countRefused(hub, audit.id, 'review.submitted'),
    names: new Map(names),
    computedAt,
  };
}
