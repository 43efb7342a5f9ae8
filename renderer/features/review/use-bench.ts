/**
 * What the bench holds: the item in hand, its form and evidence, what is filtered, focused and announced; and the ways
 * to move. One direction: a command changes this state, the columns are drawn from it.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import { client } from '../../lib/client.ts';
import { focusQuestion, listOpenQuestions } from './form.ts';
import { findTaxonomy } from './guide.tsx';
import type { AskedReason } from './open-bar.tsx';
import { itemOptions, useQueueCache } from './queue-cache.ts';
import { filterEntries, listAhead, neighbour } from './queue-view.ts';
import type { QueueFilter } from './queue-view.ts';
import type { ReviewQueue } from './types.ts';
import { useActs } from './use-acts.ts';
import { useEvidence } from './use-evidence.ts';
import { useItemForm } from './use-item-form.ts';

const AHEAD = 2;
const PREPARE_AFTER_MS = 16;
const VISIT_AFTER_MS = 300;
const NOTHING_MISSED: ReadonlySet<string> = new Set();

export interface BenchOptions {
  auditId: AuditId;
  queue: ReviewQueue;
  startId: ItemId;
  /** Item that the address names now, if any. */
  namedId: ItemId | undefined;
  advances: boolean;
  /** Called when the person moves on from the item that the address named. */
  onMoved: () => void;
}

/** What is of one item only and starts anew with the next. */
const fresh = { focusedPassage: null, asked: null, missed: NOTHING_MISSED, chosenSpan: null };
interface PerItem {
  focusedPassage: number | null;
  asked: AskedReason | null;
  missed: ReadonlySet<string>;
  chosenSpan: string | null;
}

/** Prepares what comes next and remembers the place, once the item is on screen. */
function useNeighbourhood(auditId: AuditId, currentId: ItemId | null): void {
  const cache = useQueueCache(auditId);
  useEffect(() => {
    if (currentId === null) return undefined;
    // Effects of a key press run before the frame is painted; what nobody waits for must not run there.
    const prepare = setTimeout(() => {
      const entries = cache.readQueue()?.entries ?? [];
      const entry = entries.find((one) => one.itemId === currentId);
      if (entry !== undefined) listAhead(entries, entry, AHEAD).forEach(cache.prefetch);
    }, PREPARE_AFTER_MS);
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
      clearTimeout(prepare);
      clearTimeout(timer);
      window.removeEventListener('pagehide', onGone);
    };
  }, [auditId, cache, currentId]);

  const latest = useRef(currentId);
  useEffect(() => {
    latest.current = currentId;
  }, [currentId]);
  useEffect(
    () => () => {
      if (latest.current !== null) cache.setCurrent(latest.current);
    },
    [cache],
  );
}

function useAnnouncer() {
  const [said, setSaid] = useState({ words: '', count: 0 });
  const announce = useCallback(
    (words: string) => setSaid((before) => ({ words, count: before.count + 1 })),
    [],
  );
  return { said, announce };
}

export function useBench(options: BenchOptions) {
  const { auditId, queue, onMoved } = options;
  const card = queue.scorecard;
  const cache = useQueueCache(auditId);
  const { said, announce } = useAnnouncer();
  const [currentId, setCurrentId] = useState<ItemId | null>(options.startId);
  const [perItem, setPerItem] = useState<PerItem>(fresh);
  const [filter, setFilter] = useState<QueueFilter>({ text: '', state: 'all' });
  const [isRaw, setRaw] = useState(false);
  const bench = useRef<HTMLDivElement>(null);
  const output = useRef<HTMLDivElement>(null);
  const filterField = useRef<HTMLInputElement>(null);

  const entry = queue.entries.find((one) => one.itemId === currentId) ?? null;
  const shown = useMemo(() => filterEntries(queue.entries, filter), [queue.entries, filter]);
  const itemQuery = useQuery({
    ...itemOptions(auditId, currentId ?? options.startId),
    enabled: currentId !== null,
  });
  const item = currentId === null ? undefined : itemQuery.data;
  const held = useItemForm(auditId, item, card, cache);
  useNeighbourhood(auditId, currentId);

  const putAway = useRef<(() => void) | undefined>(undefined);
  useLayoutEffect(() => {
    putAway.current = held?.putAway;
  });
  const go = useCallback(
    (itemId: ItemId | null): void => {
      putAway.current?.();
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

  const spansQuestion = card.questions.find((one) => one.type === 'spans') ?? null;
  const taxonomy = findTaxonomy(queue.taxonomies, spansQuestion);
  const acts = useActs({ auditId, card, cache, item, held, advances: options.advances, go, announce });
  const evidence = useEvidence({
    trace: item?.trace,
    taxonomy,
    question: spansQuestion?.id ?? null,
    held,
    bench,
    output,
    focusedPassage: perItem.focusedPassage,
    focusPassage: (rank) => update({ focusedPassage: rank }),
    announce,
  });

  const step = (by: 1 | -1): void => {
    const from = entry ?? queue.entries.at(by === 1 ? -1 : 0);
    const next = currentId === null ? (from ?? null) : from === undefined ? null : neighbour(shown, from, by);
    if (next === null) announce(by === 1 ? 'This is the last item shown.' : 'This is the first item shown.');
    else go(next.itemId);
  };

  /** Submits when complete; else leads to the first question that is missing. */
  const submit = (): void => {
    if (held === null || held.isLocked) return;
    const open = listOpenQuestions(held.form, card);
    const first = open[0];
    if (first === undefined) {
      acts.submit();
      return;
    }
    held.change((form) => focusQuestion(form, first.id));
    update({ missed: new Set(open.map((one) => one.id)) });
    announce(
      `${first.title} needs an answer. ${open.length} ${open.length === 1 ? 'question' : 'questions'} left.`,
    );
  };

  return {
    ...{
      auditId,
      queue,
      card,
      cache,
      entry,
      shown,
      item,
      itemQuery,
      held,
      acts,
      evidence,
      taxonomy,
      spansQuestion,
    },
    ...{ perItem, update, filter, setFilter, isRaw, toggleRaw: () => setRaw((before) => !before) },
    ...{ bench, output, filterField, said, announce, go, step, submit },
  };
}

export type Bench = ReturnType<typeof useBench>;
