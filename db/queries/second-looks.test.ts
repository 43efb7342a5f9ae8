import { expect, test } from 'vitest';
import type { AuditId, ItemId, PersonId, ReviewId } from '../../shared/domain/ids.ts';
import { answersOf, createDevice } from '../../tests/support/test-device.ts';
import type { TestDevice } from '../../tests/support/test-device.ts';
import { closeStore } from '../connection.ts';
import { compareProjections } from '../replay.ts';
import { countAudit, isAssigned, listAssignments } from './audits.ts';
import { countProgress, findNextOpen, findQueueRecord, listQueue } from './items.ts';
import { findCurrentReview } from './reviews.ts';
import { listSecondLooks } from './second-looks.ts';

/** Six items dealt in turn to this person (positions 1, 3, 5) and another, whose second and last go round to this one. */
function begin() {
  const device = createDevice();
  const other = device.ids.uuidv7() as PersonId;
  const me = device.personId();
  const { manifest } = device.draw(6, 0, [me, other]);
  const { auditId } = manifest;
  const itemIds = manifest.items.map((one) => one.id);
  const secondLooks = [itemIds[5]!, itemIds[3]!].map((itemId) => ({ itemId, personId: me }));
  device.append('audit.secondLookAssigned@1', { auditId, question: 'hallucination', secondLooks });
  return { device, me, other, auditId, itemIds, secondLooks };
}

function submit(device: TestDevice, auditId: AuditId, itemId: ItemId): void {
  device.append('review.submitted@1', {
    reviewId: device.ids.uuidv7() as ReviewId,
    auditId,
    itemId,
    scorecard: { id: 'hallucination_audit', version: 1 },
    answers: answersOf(),
    elapsedMs: 1000,
    supersedes: null,
    sawModel: false,
    sawJudge: false,
  });
}

test('second looks stand behind the first in the queue, in order, and go on counting', () => {
  const { device, me, auditId, itemIds } = begin();
  const queue = listQueue(device.store, auditId, me);
  expect(queue.map((one) => one.itemId)).toEqual([0, 2, 4, 3, 5].map((n) => itemIds[n]));
  expect(queue.map((one) => one.position)).toEqual([1, 3, 5, 6, 7]);
  expect(queue.map((one) => findQueueRecord(device.store, one.itemId, me))).toEqual(queue);
  closeStore(device.store);
});

test('the next open item goes through first looks, then second ones, and round again', () => {
  const { device, me, auditId, itemIds } = begin();
  const { store } = device;
  const next = (after: number): number => itemIds.indexOf(findNextOpen(store, auditId, me, after)!);
  expect([0, 1, 3, 5, 6, 7].map(next)).toEqual([0, 2, 4, 3, 5, 0]);
  for (const n of [0, 2, 4]) submit(device, auditId, itemIds[n]!);
  expect([0, 5, 6, 7].map(next)).toEqual([3, 3, 5, 3]);
  device.append('item.skipped@1', { auditId, itemId: itemIds[3]!, reason: 'cannot_judge' });
  expect(next(0)).toBe(5);
  submit(device, auditId, itemIds[5]!);
  expect(findNextOpen(store, auditId, me, 0)).toBeNull();
  closeStore(store);
});

test('the progress of a person counts second looks; what the audit planned does not', () => {
  const { device, me, other, auditId, itemIds } = begin();
  const { store } = device;
  for (const n of [0, 3]) submit(device, auditId, itemIds[n]!);
  device.append('item.skipped@1', { auditId, itemId: itemIds[5]!, reason: 'cannot_judge' });
  expect(countProgress(store, auditId, me)).toMatchObject({ mine: 5, done: 2, skipped: 1 });
  expect(countProgress(store, auditId, other)).toMatchObject({ mine: 3, done: 0, skipped: 0 });
  expect(countAudit(store, auditId)).toEqual({ itemCount: 6, reviewerCount: 2, reviewedCount: 1 });
  closeStore(store);
});

test('a review of a second look is in time, and who has which item first-hand stays', () => {
  const { device, me, other, auditId, itemIds, secondLooks } = begin();
  const { store } = device;
  expect(listSecondLooks(store, auditId)).toEqual(
    secondLooks.toSorted((a, b) => (a.itemId < b.itemId ? -1 : 1)),
  );
  expect(isAssigned(store, itemIds[3]!, me)).toBe(true);
  expect(listAssignments(store, auditId).find((one) => one.itemId === itemIds[3])?.personIds).toEqual([
    other,
  ]);
  submit(device, auditId, itemIds[3]!);
  expect(findCurrentReview(store, itemIds[3]!, me)).toMatchObject({ isLate: false, isCurrent: true });
  expect(compareProjections(store)).toEqual([]);
  closeStore(store);
});

test('an item that its second reviewer is given first-hand is no second look any more', () => {
  const { device, me, auditId, itemIds } = begin();
  const itemId = itemIds[3]!;
  device.append('audit.assigned@1', { auditId, assignments: [{ itemId, personIds: [me] }] });
  expect(listSecondLooks(device.store, auditId).map((one) => one.itemId)).toEqual([itemIds[5]]);
  expect(countProgress(device.store, auditId, me).mine).toBe(5);
  expect(compareProjections(device.store)).toEqual([]);
  closeStore(device.store);
});
