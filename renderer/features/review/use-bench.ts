/**
 * What the bench holds: the item in hand, its form and evidence, the filtered queue, what was announced; and the ways
 * to move. One direction: a command changes this state, the columns are drawn from it.
 */
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { ItemId } from '../../../shared/domain/ids.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { focusQuestion, listOpenQuestions, spansOf } from './form.ts';
import { findTaxonomy } from './guide.tsx';
import { itemOptions, useQueueCache } from './queue-cache.ts';
import { filterEntries, findIn, listReachable, neighbour } from './queue-view.ts';
import type { QueueFilter } from './queue-view.ts';
import type { ReviewQueue } from './types.ts';
import type { Acts } from './use-acts.ts';
import { useActs } from './use-acts.ts';
import { createFinderLight } from './finder-light.ts';
import type { FinderLight } from './finder-light.ts';
import { createFinderMemory } from './finder-memory.ts';
import type { FinderMemory } from './finder-memory.ts';
import { useEvidence } from './use-evidence.ts';
import { useFinder } from './use-finder.ts';
import type { HeldForm } from './use-item-form.ts';
import { useItemForm } from './use-item-form.ts';
import { usePlace } from './use-place.ts';
import { useRound } from './use-round.ts';
import type { PerItem, PlaceOptions } from './use-place.ts';

export interface BenchOptions extends Omit<PlaceOptions, 'cache'> {
  queue: ReviewQueue;
  /** Whether the next item comes up by itself after one is dealt with. */
  advances: boolean;
  /** Whether the person wants the evidence finder. */
  showsFinder: boolean;
  onFinderWanted: (isWanted: boolean) => void;
}

/** Elements that commands look for. */
export interface BenchElements {
  bench: RefObject<HTMLDivElement | null>;
  output: RefObject<HTMLDivElement | null>;
  filterField: RefObject<HTMLInputElement | null>;
}

function useAnnouncer() {
  const [said, setSaid] = useState({ words: '', count: 0 });
  const announce = useCallback(
    (words: string) => setSaid((before) => ({ words, count: before.count + 1 })),
    [],
  );
  return { said, announce };
}

interface Submitting {
  held: HeldForm | null;
  card: Scorecard;
  acts: Acts;
  update: (change: Partial<PerItem>) => void;
  announce: (words: string) => void;
}

/** Submits when complete; else leads to the first question that is missing. */
function submitOrLead({ held, card, acts, update, announce }: Submitting): void {
  if (held === null || held.isLocked) return;
  const open = listOpenQuestions(held.form, card);
  const first = open[0];
  if (first === undefined) {
    acts.submit();
    return;
  }
  held.change((form) => focusQuestion(form, first.id));
  update({ missed: new Set(open.map((one) => one.id)) });
  const left = `${open.length} ${open.length === 1 ? 'question' : 'questions'} left`;
  announce(`${first.title} needs an answer. ${left}.`);
}

/** The item in hand with its form; leaving it puts the form away first. */
function useItemInHand(options: BenchOptions, memory: FinderMemory, light: FinderLight) {
  const { auditId, queue } = options;
  const cache = useQueueCache(auditId);
  const { currentId, perItem, move, update } = usePlace({ ...options, cache });
  const query = useQuery({
    ...itemOptions(auditId, currentId ?? options.startId),
    enabled: currentId !== null,
  });
  const item = currentId === null ? undefined : query.data;
  const held = useItemForm(auditId, item, queue.scorecard, cache, memory.useOf);
  const putAway = useRef<(() => void) | undefined>(undefined);
  useLayoutEffect(() => {
    putAway.current = held?.putAway;
  });
  const go = useCallback(
    (itemId: ItemId | null): void => {
      putAway.current?.();
      // Put out with the item that it shone on: later it would be a second drawing in the same frame.
      light.open(itemId, light.read().mode);
      move(itemId);
    },
    [move, light],
  );
  return { cache, currentId, perItem, update, itemQuery: query, item, held, go };
}

/** The queue as filtered, and the entry of the item in hand, filtered away or not. */
function useFilteredQueue({ entries }: ReviewQueue, currentId: ItemId | null) {
  const [filter, setFilter] = useState<QueueFilter>({ text: '', state: 'all' });
  const shown = useMemo(() => filterEntries(listReachable(entries), filter), [entries, filter]);
  return { filter, setFilter, shown, entry: findIn(entries, currentId) };
}

function useRaw() {
  const [isRaw, setRaw] = useState(false);
  const toggleRaw = useCallback(() => setRaw((before) => !before), []);
  return { isRaw, toggleRaw };
}

export function useBench(options: BenchOptions, elements: BenchElements) {
  const { auditId, queue, advances } = options;
  const card = queue.scorecard;
  const { said, announce } = useAnnouncer();
  const [memory] = useState(createFinderMemory);
  const [light] = useState(createFinderLight);
  const inHand = useItemInHand(options, memory, light);
  const { cache, currentId, perItem, update, item, held, go } = inHand;
  const filtered = useFilteredQueue(queue, currentId);
  const { shown, entry } = filtered;
  const raw = useRaw();

  const spansQuestion = card.questions.find((one) => one.type === 'spans') ?? null;
  const taxonomy = findTaxonomy(queue.taxonomies, spansQuestion);
  const round = useRound({ auditId, queue, cache, currentId, held, go, announce });
  const { openFeedback: onRoundOver } = round;
  const acts = useActs({ auditId, card, cache, item, held, advances, go, announce, onRoundOver });
  const reading = {
    held,
    findOutput: () => elements.output.current,
    focusedPassage: perItem.focusedPassage,
    focusPassage: (rank: number | null) => update({ focusedPassage: rank }),
    announce,
  };
  const evidence = useEvidence({
    ...reading,
    trace: item?.trace,
    taxonomy,
    question: spansQuestion?.id ?? null,
    findBench: () => elements.bench.current,
    chosenSpan: perItem.chosenSpan,
    chooseSpan: (id) => update({ chosenSpan: id }),
  });
  const { showsFinder: isWanted, onFinderWanted: onWanted } = options;
  const finder = useFinder({ ...reading, auditId, queue, item, memory, light, isWanted, onWanted });

  const step = (by: 1 | -1): void => {
    // From the end of the queue either key leads back into it.
    const next = entry === null ? (shown.at(-1) ?? null) : neighbour(shown, entry, by);
    if (next === null) announce(by === 1 ? 'This is the last item shown.' : 'This is the first item shown.');
    else go(next.itemId);
  };
  const submit = (): void => submitOrLead({ held, card, acts, update, announce });

  const marks = { evidence, finder, taxonomy, spansQuestion };
  return { ...inHand, ...filtered, ...raw, ...marks, queue, card, acts, round, said, announce, step, submit };
}

export type Bench = ReturnType<typeof useBench>;

const NO_SPANS: ReturnType<typeof spansOf> = [];

/** The evidence spans of the form in hand. */
export function spansInHand({ held, spansQuestion }: Bench): ReturnType<typeof spansOf> {
  return held === null || spansQuestion === null ? NO_SPANS : spansOf(held.form, spansQuestion.id);
}
