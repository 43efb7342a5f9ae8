/**
 * The acts that end or mark an item: submit, skip, flag, reopen. Each shows its effect at once and takes it back,
 * with the reason, when the backend says no.
 *
 * Invariant: a submission keeps its id until it succeeded, so that sending it twice changes nothing; the next item
 * is on screen before the answer is there, and a failed submit brings the person back to a form that lost nothing.
 */
import { useCallback, useRef, useState } from 'react';
import type { AuditId, ItemId, ReviewId } from '../../../shared/domain/ids.ts';
import type { Draft } from '../../../shared/domain/review.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { client } from '../../lib/client.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ShownProblem } from '../../lib/problem.ts';
import { newUuid } from '../../lib/uuid.ts';
import { submissionOf } from './form.ts';
import type { QueueCache } from './queue-cache.ts';
import { chooseReopened, nextOpen } from './queue-view.ts';
import type { FlagReason, ReviewItem, SkipReason } from './types.ts';
import type { HeldForm } from './use-item-form.ts';

export interface FailedAct {
  itemId: ItemId;
  act: 'submit' | 'skip' | 'flag' | 'reopen';
  problem: ShownProblem;
}

export interface ActsOptions {
  auditId: AuditId;
  card: Scorecard;
  cache: QueueCache;
  item: ReviewItem | undefined;
  held: HeldForm | null;
  /** Whether the next item comes up by itself. */
  advances: boolean;
  go: (itemId: ItemId | null) => void;
  announce: (words: string) => void;
}

export interface Acts {
  submit: () => void;
  skip: (reason: SkipReason, note: string) => void;
  flag: (reason: FlagReason, note: string) => void;
  reopen: () => void;
  failed: FailedAct | null;
  dismiss: () => void;
}

const withNote = (note: string): { note?: string } => (note.trim() === '' ? {} : { note: note.trim() });

export function useActs(options: ActsOptions): Acts {
  const { auditId, card, cache, item, held, advances, go, announce } = options;
  const [failed, setFailed] = useState<FailedAct | null>(null);
  const submissionIds = useRef(new Map<ItemId, ReviewId>());
  const lastSubmitted = useRef<ItemId | null>(null);

  const entryOf = useCallback(
    (itemId: ItemId) => cache.readQueue()?.entries.find((one) => one.itemId === itemId) ?? null,
    [cache],
  );

  const goOn = (from: ReviewItem): void => {
    const queue = cache.readQueue();
    const entry = entryOf(from.itemId);
    if (queue === undefined || entry === null) return;
    go(nextOpen(queue.entries, entry)?.itemId ?? null);
  };

  const fail = (itemId: ItemId, act: FailedAct['act'], error: unknown): void => {
    const problem = problemOf(error);
    setFailed({ itemId, act, problem });
    announce(`${problem.what} ${problem.remedy}`);
  };

  const send = async (of: ReviewItem, form: HeldForm, draft: Draft, id: ReviewId): Promise<void> => {
    const before = entryOf(of.itemId);
    cache.patchEntry({ itemId: of.itemId, state: 'done', elapsedMs: draft.elapsedMs });
    cache.patchItem(of.itemId, { state: 'done', draft });
    if (advances) goOn(of);
    try {
      await form.saver.settle(of.itemId);
      const input = { auditId, itemId: of.itemId, submissionId: id, draft };
      const { review, entry } = await client.reviews.submit(input);
      submissionIds.current.delete(of.itemId);
      lastSubmitted.current = of.itemId;
      cache.patchItem(of.itemId, { state: 'done', draft: null, review, skip: null });
      cache.patchEntry(entry);
    } catch (error) {
      cache.patchItem(of.itemId, { state: of.state, draft });
      if (before !== null) cache.patchEntry(before);
      form.saver.change(of.itemId, draft);
      fail(of.itemId, 'submit', error);
      go(of.itemId);
    }
  };

  const submit = (): void => {
    if (item === undefined || held === null || held.isLocked) return;
    setFailed(null);
    const id = submissionIds.current.get(item.itemId) ?? (newUuid() as ReviewId);
    submissionIds.current.set(item.itemId, id);
    announce('Submitted.');
    void send(item, held, submissionOf(held.form, card, held.elapsed()), id);
  };

  const skip = (reason: SkipReason, note: string): void => {
    if (item === undefined || held === null || held.isLocked) return;
    setFailed(null);
    const of = item;
    const before = entryOf(of.itemId);
    const run = async (): Promise<void> => {
      held.putAway();
      cache.patchEntry({ itemId: of.itemId, state: 'skipped' });
      cache.patchItem(of.itemId, { state: 'skipped', skip: { reason, ...withNote(note) } });
      if (advances) goOn(of);
      announce('Skipped.');
      try {
        await held.saver.flush();
        const { entry } = await client.reviews.skip({
          auditId,
          itemId: of.itemId,
          reason,
          ...withNote(note),
        });
        cache.patchEntry(entry);
        cache.patchItem(of.itemId, { state: entry.state });
      } catch (error) {
        cache.patchItem(of.itemId, { state: of.state, skip: of.skip });
        if (before !== null) cache.patchEntry(before);
        fail(of.itemId, 'skip', error);
        go(of.itemId);
      }
    };
    void run();
  };

  const flag = (reason: FlagReason, note: string): void => {
    if (item === undefined) return;
    setFailed(null);
    const of = item;
    const before = entryOf(of.itemId);
    const run = async (): Promise<void> => {
      const at = new Date().toISOString();
      cache.patchEntry({ itemId: of.itemId, isFlagged: true });
      cache.patchItem(of.itemId, { flags: [...of.flags, { reason, at, ...withNote(note) }] });
      announce('Flagged to the owner.');
      try {
        await client.reviews.flag({ auditId, itemId: of.itemId, reason, ...withNote(note) });
      } catch (error) {
        cache.patchItem(of.itemId, { flags: of.flags });
        if (before !== null) cache.patchEntry({ itemId: of.itemId, isFlagged: before.isFlagged });
        fail(of.itemId, 'flag', error);
      }
    };
    void run();
  };

  const reopen = (): void => {
    const queue = cache.readQueue();
    if (queue === undefined) return;
    const current = item === undefined ? null : entryOf(item.itemId);
    const chosen = chooseReopened(queue.entries, current, lastSubmitted.current);
    if (chosen === null) {
      announce('Nothing has been submitted yet that could be reopened.');
      return;
    }
    setFailed(null);
    const run = async (): Promise<void> => {
      try {
        const { draft, entry } = await client.reviews.reopen({ auditId, itemId: chosen.itemId });
        cache.patchItem(chosen.itemId, { state: 'draft', draft });
        cache.patchEntry({ ...entry, state: 'draft' });
        go(chosen.itemId);
        announce(`Item ${chosen.position} reopened, form as it was.`);
      } catch (error) {
        fail(chosen.itemId, 'reopen', error);
      }
    };
    void run();
  };

  const dismiss = useCallback(() => setFailed(null), []);
  return { submit, skip, flag, reopen, failed, dismiss };
}
