/**
 * The form of the item in hand and its draft: every change goes to the saver at once, and is flushed before the item
 * leaves the screen, the window is hidden or the page goes away.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { Draft, FinderUse } from '../../../shared/domain/review.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { client } from '../../lib/client.ts';
import { nextDraftOrder } from '../../lib/draft-order.ts';
import { leaveDraft, setDraftStatus } from '../../lib/draft-status.ts';
import { isRetryable, problemOf } from '../../lib/problem.ts';
import { createDraftSaver } from './draft-saver.ts';
import type { DraftSaver } from './draft-saver.ts';
import { draftOf, isBlank, openForm } from './form.ts';
import type { ItemForm } from './form.ts';
import type { QueueCache } from './queue-cache.ts';
import { findIn } from './queue-view.ts';
import type { ReviewItem } from './types.ts';
import { useTaskClock } from './use-task-clock.ts';

const SAVE_AFTER_MS = 150;
const RETRY_AFTER_MS = 2_000;
/** Items whose history of changes outlives their leaving the screen. */
const MAX_LEFT = 40;

export interface HeldForm {
  form: ItemForm;
  isLocked: boolean;
  change: (step: (form: ItemForm) => ItemForm) => void;
  /** Time on task so far, milliseconds. */
  elapsed: () => number;
  /** What the evidence finder showed on this item so far. */
  finderUse: () => FinderUse | undefined;
  /** Stores the draft again because something beside the answers changed; what is blank stays no draft. */
  touch: () => void;
  /** Puts the form into the item, before the item leaves the screen. */
  putAway: () => void;
  saver: DraftSaver;
}

function useSaver(auditId: AuditId, cache: QueueCache): DraftSaver {
  const saver = useMemo(
    () =>
      createDraftSaver({
        delayMs: SAVE_AFTER_MS,
        retryMs: RETRY_AFTER_MS,
        onState: setDraftStatus,
        canRetry: (error) => isRetryable(error) || problemOf(error).code === 'STORAGE_FULL',
        save: async (itemId, draft, isLast) => {
          const order = nextDraftOrder();
          await client.reviews.saveDraft({ auditId, itemId, draft, order }, { context: { isLast } });
          const entry = findIn(cache.readQueue()?.entries ?? [], itemId);
          if (entry?.state === 'open') cache.patchEntry({ itemId, state: 'draft' });
        },
      }),
    [auditId, cache],
  );
  useEffect(() => {
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') void saver.flush();
    };
    const onGone = (): void => void saver.flush(true);
    document.addEventListener('visibilitychange', onHidden);
    window.addEventListener('pagehide', onGone);
    return () => {
      document.removeEventListener('visibilitychange', onHidden);
      window.removeEventListener('pagehide', onGone);
      void leaveDraft(saver.flush());
    };
  }, [saver]);
  return saver;
}

/** Tells apart what the form was opened from: the same item reopened is another form. */
function originOf(item: ReviewItem): string {
  return `${item.itemId} ${item.state === 'done' ? (item.review?.id ?? 'sent') : 'open'}`;
}

/** Nothing can be answered: it was submitted, or its text was erased. */
const isLocked = (item: ReviewItem): boolean => item.state === 'done' || item.isErased === true;

/** Forms as they left the screen, so that a change can still be undone after coming back. */
type LeftForms = Map<ReviewItem['itemId'], ItemForm>;

function keepLeft(left: LeftForms, itemId: ReviewItem['itemId'], form: ItemForm): void {
  left.delete(itemId);
  left.set(itemId, form);
  const [oldest] = left.keys();
  if (left.size > MAX_LEFT && oldest !== undefined) left.delete(oldest);
}

/** The form of an item, opened anew whenever its origin changes. */
function useOpenedForm(item: ReviewItem | undefined, card: Scorecard, left: LeftForms) {
  const origin = item === undefined ? null : originOf(item);
  const [held, setHeld] = useState<{ origin: string; form: ItemForm } | null>(null);
  if (item === undefined || origin === null) return { form: null, setHeld };
  if (held !== null && held.origin === origin) return { form: held.form, setHeld };
  const form = openForm(card, item, left.get(item.itemId));
  setHeld({ origin, form });
  return { form, setHeld };
}

/** What the acts on a form need: the form as it is now, and where it is put. */
interface FormScope {
  saver: DraftSaver;
  cache: QueueCache;
  left: LeftForms;
  form: ItemForm | null;
  item: ReviewItem | undefined;
  setHeld: (held: { origin: string; form: ItemForm }) => void;
  elapsed: () => number;
  finderUseOf: (item: ReviewItem) => FinderUse | undefined;
}

/** Changing, storing and leaving the form in hand: one and the same functions from key to key. */
function useFormActs(scope: FormScope): Pick<HeldForm, 'change' | 'touch' | 'putAway'> {
  const { saver, cache, left, form, item, setHeld, elapsed, finderUseOf } = scope;
  const latest = useRef({ form, item });
  useLayoutEffect(() => {
    latest.current = { form, item };
  });
  const draftFor = useCallback(
    (of: ReviewItem, now: ItemForm): Draft => withFinder(draftOf(now, elapsed()), finderUseOf(of)),
    [elapsed, finderUseOf],
  );

  const change = useCallback(
    (step: (form: ItemForm) => ItemForm): void => {
      const { form: before, item: of } = latest.current;
      if (before === null || of === undefined || isLocked(of)) return;
      const after = step(before);
      if (after === before) return;
      latest.current.form = after;
      setHeld({ origin: originOf(of), form: after });
      const hasAnything = !isBlank(after) || !isBlank(before) || of.draft !== null;
      if (hasAnything) saver.change(of.itemId, draftFor(of, after));
    },
    [saver, setHeld, draftFor],
  );

  const touch = useCallback((): void => {
    const { form: last, item: of } = latest.current;
    if (last === null || of === undefined || isLocked(of) || (isBlank(last) && of.draft === null)) return;
    saver.change(of.itemId, draftFor(of, last));
  }, [saver, draftFor]);

  const putAway = useCallback((): void => {
    const { form: last, item: of } = latest.current;
    // What was just submitted has no draft any more, whatever this screen still holds.
    if (last === null || of === undefined || cache.readItem(of.itemId)?.state === 'done') return;
    keepLeft(left, of.itemId, last);
    if (!isBlank(last) || of.draft !== null) keepDraft(saver, cache, of, draftFor(of, last));
    void saver.flush();
  }, [saver, cache, left, draftFor]);

  return { change, touch, putAway };
}

export function useItemForm(
  auditId: AuditId,
  item: ReviewItem | undefined,
  card: Scorecard,
  cache: QueueCache,
  finderUseOf: (item: ReviewItem) => FinderUse | undefined,
): HeldForm | null {
  const saver = useSaver(auditId, cache);
  const [left] = useState<LeftForms>(() => new Map());
  const { form, setHeld } = useOpenedForm(item, card, left);
  const elapsed = useTaskClock(item?.itemId ?? null, item?.draft?.elapsedMs ?? 0);
  const scope = { saver, cache, left, form, item, setHeld, elapsed, finderUseOf };
  const { change, touch, putAway } = useFormActs(scope);

  useEffect(() => putAway, [putAway]);

  return useMemo(() => {
    if (form === null || item === undefined) return null;
    const finderUse = (): FinderUse | undefined => finderUseOf(item);
    return { form, isLocked: isLocked(item), change, elapsed, finderUse, touch, putAway, saver };
  }, [form, item, change, elapsed, finderUseOf, touch, putAway, saver]);
}

/** The record of the evidence finder goes wherever the form goes. */
export function withFinder(draft: Draft, finder: FinderUse | undefined): Draft {
  return finder === undefined ? draft : { ...draft, finder };
}

function keepDraft(saver: DraftSaver, cache: QueueCache, of: ReviewItem, draft: Draft): void {
  cache.patchItem(of.itemId, { draft });
  // The time on task goes along even when no answer changed since the last save.
  const before = of.draft?.elapsedMs ?? 0;
  if (Math.abs(draft.elapsedMs - before) > 1_000) saver.change(of.itemId, draft);
}
