/**
 * Feedback on the calibration round: the only way in which known answers reach a screen.
 *
 * Invariant: nothing of them is answered before this person has judged or skipped every item of the round, and once it
 * may have been, no item of the round is judged any more.
 */
import { compareWithKnown, countRight } from '../../../shared/domain/calibration.ts';
import type { AuditId, PersonId } from '../../../shared/domain/ids.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import {
  findRoundState,
  isCalibration,
  listCalibration,
  listRound,
} from '../../../db/queries/calibration.ts';
import { catalogueOf } from '../../../db/queries/deliberation.ts';
import { findCurrentReview } from '../../../db/queries/reviews.ts';
import { notFound, WorkbenchError } from '../errors.ts';
import { getSelf } from '../self.ts';
import type { OnItem } from './on-item.ts';
import { getAudit, getScorecardOf } from '../get-audit.ts';
import { base } from './workbench-base.ts';

export const calibration = base.reviews.calibration.handler(({ context: { store }, input }) => {
  const audit = getAudit(store, input.auditId);
  const { person } = getSelf(store);
  requireOver(store, audit.id, person.id);
  const card = getScorecardOf(audit, catalogueOf(store));
  const titles = new Map(listRound(store, audit.id, person.id).map((one) => [one.itemId, one.title]));
  const items = listCalibration(store, audit.id)
    .filter((one) => titles.has(one.itemId))
    .map(({ itemId, position, rationale, answers: known }) => {
      const review = findCurrentReview(store, itemId, person.id);
      return {
        itemId,
        position,
        title: titles.get(itemId) ?? '',
        rationale,
        isSkipped: review === null,
        answers: compareWithKnown(card, known, review?.answers ?? null),
      };
    });
  return { ...countRight(items), items };
});

/** Whether known answers of an audit must not be shown to this person yet. */
export function isHeldBack(store: ReadableStore, auditId: AuditId, personId: PersonId): boolean {
  return findRoundState(store, auditId, personId)?.isOver === false;
}

/** Whether the known answers of this item may have been seen. */
export function isToldItem(
  store: ReadableStore,
  { item, personId }: Pick<OnItem, 'item' | 'personId'>,
): boolean {
  if (!isCalibration(store, item.itemId)) return false;
  return findRoundState(store, item.auditId, personId)?.isOver === true;
}

/** An item of a round that is over is not judged any more: its answers may have been seen. Throws CONFLICT. */
export function requireUntold(store: ReadableStore, on: OnItem): void {
  if (!isToldItem(store, on)) return;
  throw new WorkbenchError('CONFLICT', {
    what: 'The calibration round is over and its answers are known, so this item cannot be judged again.',
    remedy: 'Look at the feedback instead, then go on with the audit. Practice is never counted.',
  });
}

function requireOver(store: ReadableStore, auditId: AuditId, personId: PersonId): void {
  const state = findRoundState(store, auditId, personId);
  if (state === null) throw notFound('A calibration round of yours in this audit');
  if (state.isOver) return;
  throw new WorkbenchError('CONFLICT', {
    what: `You have judged ${state.done} of ${state.total} items of the calibration round.`,
    remedy: 'Judge or skip the others first: feedback comes for all of them together.',
  });
}
