/**
 * Gathers what a reviewer's page is composed from, audit by audit. The only place that decides what of it may be told.
 *
 * Invariant: before the close nothing that rests on rulings, on others or on silent gold is gathered at all, whoever asks;
 * after it others only where the plan tells reviewers of each other, or no blinding stands before whoever asks.
 */
import type { Audit } from '../../../shared/domain/audit.ts';
import type { ItemId, PersonId } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { Answers, Review } from '../../../shared/domain/review.ts';
import { foldCases } from '../../../shared/adjudication/fold-case.ts';
import { gatherEvidence } from '../../../shared/report/evidence-base.ts';
import type { PageAudit, Told } from '../../../shared/reviewer-page/page-input.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { findRoundState, listCalibration } from '../../../db/queries/calibration.ts';
import { catalogueOf, listOfAudit } from '../../../db/queries/deliberation.ts';
import { listReviewsOfAudit } from '../../../db/queries/reviews.ts';
import { listGoldOf } from '../../../db/queries/reviewers.ts';
import { findManifest, gatherReportInput } from '../report-input.ts';
import { getScorecardOf } from '../get-audit.ts';
import { isTrusted } from '../handlers/reports.ts';

/** What one audit says of a person, as `me` may be told at `now` (ISO time). */
export function gatherPageAudit(
  store: ReadableStore,
  audit: Audit,
  personId: PersonId,
  me: Person,
  now: string,
): PageAudit {
  const reviews = listReviewsOfAudit(store, audit.id);
  const practice = new Set(listCalibration(store, audit.id).map((one) => one.itemId));
  const own = reviews.filter((of) => of.isCurrent && !of.isLate && of.personId === personId);
  const gold = goldOf(store, audit, personId, own);
  return {
    auditId: audit.id,
    title: audit.title,
    closedAt: audit.closedAt,
    alpha: audit.plan.alpha,
    scorecard: getScorecardOf(audit, catalogueOf(store)),
    own: own.filter((of) => !practice.has(of.itemId)),
    others: othersOf(store, audit, me, now),
    rulings: rulingsOf(store, audit, reviews),
    gold,
  };
}

function othersOf(store: ReadableStore, audit: Audit, me: Person, now: string): PageAudit['others'] {
  if (audit.state !== 'closed') return hidden('AUDIT_OPEN');
  if (audit.plan.blinding.revealsOthers === 'never' && !isTrusted(audit, me)) return hidden('NEVER_TOLD');
  const manifest = findManifest(store, audit);
  if (manifest === null) return hidden('NOT_HERE');
  return { isTold: true, of: gatherEvidence(gatherReportInput(store, audit, manifest, now)) };
}

function rulingsOf(store: ReadableStore, audit: Audit, reviews: readonly Review[]): PageAudit['rulings'] {
  if (audit.state !== 'closed') return hidden('AUDIT_OPEN');
  const current = new Set(reviews.filter((of) => of.isCurrent).map((of) => of.id as string));
  const rulings = new Map<string, string>();
  for (const [key, { standing }] of foldCases(listOfAudit(store, audit.id), current)) {
    if (standing !== null) rulings.set(key, standing.entry.body.option);
  }
  return { isTold: true, of: rulings };
}

/**
 * Items whose answers are known: of the calibration round once this person is through with it, of silent gold after the close.
 * Not here: this device was told of none, and a reviewer's is told of none before the close.
 */
function goldOf(
  store: ReadableStore,
  audit: Audit,
  personId: PersonId,
  own: readonly Review[],
): PageAudit['gold'] {
  const given = new Map(own.map((of) => [of.itemId, of.answers]));
  const isOver = findRoundState(store, audit.id, personId)?.isOver === true;
  const practice = isOver ? listCalibration(store, audit.id) : [];
  const silent = audit.state === 'closed' ? listGoldOf(store, audit.id) : [];
  const known = [...practice, ...silent].flatMap(({ itemId, answers }) => answered(itemId, answers, given));
  if (known.length > 0) return { isTold: true, of: known };
  return hidden(audit.state === 'closed' ? 'NOT_HERE' : 'AUDIT_OPEN');
}

function answered(itemId: ItemId, known: Answers, given: ReadonlyMap<ItemId, Answers>) {
  const said = given.get(itemId);
  return said === undefined ? [] : [{ itemId, known, given: said }];
}

function hidden<T>(reason: (Told<T> & { isTold: false })['reason']): Told<T> {
  return { isTold: false, reason };
}
