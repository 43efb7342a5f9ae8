/**
 * Where the person is in the queue: the item in hand, what belongs to it alone (passage in focus, open bar, missed
 * questions), and the way to another. Prepares what comes next and remembers the place, once an item is on screen.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import { afterPaint } from '../../lib/after-paint.ts';
import { client } from '../../lib/client.ts';
import { parseAhead } from '../../ui/reading/markdown-view.tsx';
import type { AskedReason } from './open-bar.tsx';
import type { QueueCache } from './queue-cache.ts';
import { findIn, listAhead } from './queue-view.ts';

const AHEAD = 2;
const VISIT_AFTER_MS = 300;

/** What is of one item only and starts anew with the next. */
export interface PerItem {
  focusedPassage: number | null;
  asked: AskedReason | null;
  missed: ReadonlySet<string>;
  chosenSpan: string | null;
}
const fresh: PerItem = { focusedPassage: null, asked: null, missed: new Set(), chosenSpan: null };

/** Reads an item, and parses its answer. */
async function prepare(cache: QueueCache, itemId: ItemId): Promise<void> {
  await cache.prefetch(itemId);
  const item = cache.readItem(itemId);
  if (item !== undefined) parseAhead(item.trace.output);
}

function useAhead(cache: QueueCache, currentId: ItemId | null): void {
  useEffect(() => {
    if (currentId === null) return undefined;
    return afterPaint(() => {
      const entries = cache.readQueue()?.entries ?? [];
      const entry = findIn(entries, currentId);
      const ahead = entry === null ? [] : listAhead(entries, entry, AHEAD);
      for (const itemId of ahead) void prepare(cache, itemId);
      cache.keepNear([...ahead, currentId]);
    });
  }, [cache, currentId]);
}

function useRememberedPlace(auditId: AuditId, cache: QueueCache, currentId: ItemId | null): void {
  const latest = useRef(currentId);
  useEffect(() => {
    latest.current = currentId;
    if (currentId === null) return undefined;
    let isTold = false;
    // The place in the queue is a convenience: that it could not be stored must not disturb anyone.
    const visit = (isLast: boolean): void => {
      if (isTold) return;
      isTold = true;
      void client.reviews
        .visit({ auditId, itemId: currentId }, { context: { isLast } })
        .catch(() => undefined);
    };
    const onGone = (): void => visit(true);
    const timer = setTimeout(() => visit(false), VISIT_AFTER_MS);
    window.addEventListener('pagehide', onGone);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', onGone);
    };
  }, [auditId, currentId]);
  useEffect(
    () => () => {
      if (latest.current !== null) cache.setCurrent(latest.current);
    },
    [cache],
  );
}

export interface PlaceOptions {
  auditId: AuditId;
  cache: QueueCache;
  startId: ItemId;
  /** Item that the address names now, if any. */
  namedId: ItemId | undefined;
  /** Called when the person moves on from the item that the address named. */
  onMoved: () => void;
}

export function usePlace({ auditId, cache, startId, namedId, onMoved }: PlaceOptions) {
  const [currentId, setCurrentId] = useState<ItemId | null>(startId);
  const [perItem, setPerItem] = useState(fresh);
  useAhead(cache, currentId);
  useRememberedPlace(auditId, cache, currentId);
  const [followed, setFollowed] = useState(namedId);
  if (namedId !== followed) {
    setFollowed(namedId);
    if (namedId !== undefined) setCurrentId(namedId);
  }
  const move = useCallback(
    (itemId: ItemId | null): void => {
      setCurrentId(itemId);
      setPerItem(fresh);
      onMoved();
    },
    [onMoved],
  );
  const update = useCallback(
    (change: Partial<PerItem>) => setPerItem((before) => ({ ...before, ...change })),
    [],
  );
  return { currentId, perItem, move, update };
}
