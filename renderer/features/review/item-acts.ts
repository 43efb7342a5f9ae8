/**
 * The acts that end or mark an item: submit, skip, flag, reopen. Each shows its effect at once and takes it back,
 * with the reason, when the backend says no.
 *
 * Invariant: a submission keeps its id until it succeeded, so that sending it twice changes nothing; the next item
 * is on screen before the answer is there, and a failed submit brings the person back to a form that lost nothing.
 */
import type { AuditId, ItemId, ReviewId } from '../../../shared/domain/ids.ts';
import type { QueueEntry } from '../../../shared/contract/reviews.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { client } from '../../lib/client.ts';
import { newUuid } from '../../lib/uuid.ts';
import { submissionOf } from './form.ts';
import type { QueueCache } from './queue-cache.ts';
import { chooseReopened, findIn, listReachable, nextOpen } from './queue-view.ts';
import type { FlagReason, ReviewItem, SkipReason } from './types.ts';
import { withFinder } from './use-item-form.ts';
import type { HeldForm } from './use-item-form.ts';

export type ActName = 'submit' | 'skip' | 'flag' | 'reopen';

/** What outlives one item: what is under way, and which item was submitted last. */
export interface ActMemory {
  submissionIds: Map<ItemId, ReviewId>;
  /** Items whose end the backend has not stored yet. */
  underWay: Set<ItemId>;
  lastSubmitted: ItemId | null;
}

export interface ActScope {
  auditId: AuditId;
  card: Scorecard;
  cache: QueueCache;
  memory: ActMemory;
  /** Whether the next item comes up by itself. */
  advances: boolean;
  go: (itemId: ItemId | null) => void;
  announce: (words: string) => void;
  fail: (itemId: ItemId, act: ActName, error: unknown) => void;
  /** The last item of the calibration round is dealt with, and stored. */
  onRoundOver: () => void;
}

const withNote = (note: string): { note?: string } => (note.trim() === '' ? {} : { note: note.trim() });

function findEntry({ cache }: ActScope, itemId: ItemId): QueueEntry | null {
  return findIn(cache.readQueue()?.entries ?? [], itemId);
}

/** Whether an item was the last of the calibration round: its feedback comes next, once the backend has stored it. */
function endsRound(scope: ActScope, itemId: ItemId): boolean {
  if (findEntry(scope, itemId)?.isCalibration !== true) return false;
  return scope.cache.readQueue()?.calibration?.isOver === true;
}

/** Feedback is told for all of the round together: only once every item of it is stored, whichever answer comes last. */
function noteStored(scope: ActScope, itemId: ItemId): void {
  scope.memory.underWay.delete(itemId);
  if (scope.memory.underWay.size === 0 && endsRound(scope, itemId)) scope.onRoundOver();
}

/** Brings up the next open item, or the end of the queue. */
function goOn(scope: ActScope, from: ItemId): void {
  const queue = scope.cache.readQueue();
  const entry = findEntry(scope, from);
  if (!scope.advances || queue === undefined || entry === null || endsRound(scope, from)) return;
  scope.go(nextOpen(queue.entries, entry)?.itemId ?? null);
}

export async function submitItem(scope: ActScope, item: ReviewItem, held: HeldForm): Promise<void> {
  const { auditId, card, cache, memory } = scope;
  const { itemId } = item;
  const submissionId = memory.submissionIds.get(itemId) ?? (newUuid() as ReviewId);
  memory.submissionIds.set(itemId, submissionId);
  memory.underWay.add(itemId);
  const draft = withFinder(submissionOf(held.form, card, held.elapsed()), held.finderUse());
  const before = findEntry(scope, itemId);
  cache.patchEntry({ itemId, state: 'done', elapsedMs: draft.elapsedMs });
  cache.patchItem(itemId, { state: 'done', draft });
  goOn(scope, itemId);
  scope.announce('Submitted.');
  try {
    await held.saver.settle(itemId);
    const { review, entry } = await client.reviews.submit({ auditId, itemId, submissionId, draft });
    memory.submissionIds.delete(itemId);
    memory.lastSubmitted = itemId;
    cache.patchItem(itemId, { state: 'done', draft: null, review, skip: null });
    cache.patchEntry(entry);
    noteStored(scope, itemId);
  } catch (error) {
    memory.underWay.delete(itemId);
    cache.patchItem(itemId, { state: item.state, draft });
    if (before !== null) cache.patchEntry(before);
    held.saver.change(itemId, draft);
    scope.fail(itemId, 'submit', error);
    scope.go(itemId);
  }
}

export async function skipItem(
  scope: ActScope,
  item: ReviewItem,
  held: HeldForm,
  of: { reason: SkipReason; note: string },
): Promise<void> {
  const { auditId, cache, memory } = scope;
  const { itemId } = item;
  const said = { reason: of.reason, ...withNote(of.note) };
  const before = findEntry(scope, itemId);
  memory.underWay.add(itemId);
  held.putAway();
  cache.patchEntry({ itemId, state: 'skipped' });
  cache.patchItem(itemId, { state: 'skipped', skip: said });
  goOn(scope, itemId);
  scope.announce('Skipped.');
  try {
    await held.saver.flush();
    const { entry } = await client.reviews.skip({ auditId, itemId, ...said });
    cache.patchEntry(entry);
    cache.patchItem(itemId, { state: entry.state });
    noteStored(scope, itemId);
  } catch (error) {
    memory.underWay.delete(itemId);
    cache.patchItem(itemId, { state: item.state, skip: item.skip });
    if (before !== null) cache.patchEntry(before);
    scope.fail(itemId, 'skip', error);
    scope.go(itemId);
  }
}

export async function flagItem(
  scope: ActScope,
  item: ReviewItem,
  of: { reason: FlagReason; note: string; at: string },
): Promise<void> {
  const { auditId, cache } = scope;
  const { itemId } = item;
  const said = { reason: of.reason, ...withNote(of.note) };
  cache.patchEntry({ itemId, isFlagged: true });
  cache.patchItem(itemId, { flags: [...item.flags, { ...said, at: of.at }] });
  scope.announce('Flagged to the owner.');
  try {
    await client.reviews.flag({ auditId, itemId, ...said });
  } catch (error) {
    cache.patchItem(itemId, { flags: item.flags });
    cache.patchEntry({ itemId, isFlagged: item.flags.length > 0 });
    scope.fail(itemId, 'flag', error);
  }
}

/** Takes a submitted item back into a draft: the one in hand, else the last submitted, else the nearest before. */
export async function reopenItem(scope: ActScope, inHand: ItemId | null): Promise<void> {
  const { auditId, cache, memory } = scope;
  const queue = cache.readQueue();
  if (queue === undefined) return;
  const current = inHand === null ? null : findEntry(scope, inHand);
  const chosen = chooseReopened(listReachable(queue.entries), current, memory.lastSubmitted);
  if (chosen === null) {
    scope.announce('Nothing has been submitted yet that could be reopened.');
    return;
  }
  const { itemId } = chosen;
  try {
    const { draft, entry } = await client.reviews.reopen({ auditId, itemId });
    cache.patchItem(itemId, { state: 'draft', draft });
    cache.patchEntry({ ...entry, state: 'draft' });
    scope.go(itemId);
    scope.announce(`Item ${chosen.position} reopened, form as it was.`);
  } catch (error) {
    scope.fail(itemId, 'reopen', error);
  }
}
