/**
 * The evidence finder of the bench: asks for the item in hand once it is painted and for the next ones after it, lights
 * sentences, steps through details, records what was shown. Switched off by the audit's policy or by the person's wish.
 *
 * Invariant: nothing here is awaited by anyone, and whatever fails here is said in one quiet line.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { Place } from '../../../shared/evidence/found-evidence.ts';
import { rangeOfDom, selectInDom, selectionWithin } from './dom-selection.ts';
import type { FinderBench, FinderLight, FinderMode } from './finder-light.ts';
import { createFinderLight, litPassages } from './finder-light.ts';
import type { FinderLine } from './finder-line.ts';
import { createFinderLine, NotWanted } from './finder-line.ts';
import type { FinderMemory } from './finder-memory.ts';
import { findClaim, utf16Of } from './finder-places.ts';
import { orderRanks, stepAround, stepRank, supportWords } from './finder-steps.ts';
import { startFinderWorker } from './finder-port.ts';
import { itemOptions } from './queue-cache.ts';
import { listAhead } from './queue-view.ts';
import type { ReviewItem, ReviewQueue } from './types.ts';
import type { HeldForm } from './use-item-form.ts';

const AHEAD = 2;
const KEPT_ITEMS = 8;
const LIMIT_MS = 10_000;
/** After the frame in which the item was painted. */
const ASK_AFTER_MS = 24;

export interface FinderOptions {
  auditId: AuditId;
  queue: ReviewQueue;
  item: ReviewItem | undefined;
  held: HeldForm | null;
  memory: FinderMemory;
  /** The person's own wish. */
  isWanted: boolean;
  onWanted: (isWanted: boolean) => void;
  findOutput: () => Element | null;
  focusedPassage: number | null;
  focusPassage: (rank: number) => void;
  announce: (words: string) => void;
}

function modeOf({ queue, isWanted }: FinderOptions): FinderMode {
  if (queue.audit.plan.blinding.hidesFinder === true) return 'forbidden';
  return isWanted ? 'on' : 'hidden';
}

function inputOf({ trace }: ReviewItem) {
  return {
    output: trace.output,
    prompt: trace.prompt.map((one) => one.text),
    passages: trace.context.map(({ rank, title, text }) => ({
      rank,
      text,
      ...(title === undefined ? {} : { title }),
    })),
    ...(trace.language === undefined ? {} : { language: trace.language }),
  };
}

/** The line before the worker, as long as the finder is on. The worker starts with the first question. */
function useLine(isOn: boolean): () => FinderLine | null {
  const line = useRef<FinderLine | null>(null);
  useEffect(() => {
    if (!isOn) return undefined;
    const own = createFinderLine({ start: startFinderWorker, kept: KEPT_ITEMS, limitMs: LIMIT_MS });
    line.current = own;
    return () => {
      line.current = null;
      own.close();
    };
  }, [isOn]);
  return useCallback(() => line.current, []);
}

/** Asks for the item in hand, then for those ahead of it. */
function useFound(options: FinderOptions, light: FinderLight, mode: FinderMode, onFound: () => void): void {
  const { auditId, queue, item, memory } = options;
  const queries = useQueryClient();
  const readLine = useLine(mode === 'on');
  const latest = useRef({ queue, item, onFound });
  useLayoutEffect(() => {
    latest.current = { queue, item, onFound };
  });
  const itemId = item?.itemId ?? null;
  const trace = item?.isErased === true ? null : (item?.trace ?? null);
  const isOpen = item !== undefined && item.state !== 'done';
  useLayoutEffect(() => light.open(itemId, mode), [light, itemId, mode]);
  useEffect(() => {
    const { found } = light.read();
    // An item that is reopened is judged under what is shown already.
    if (isOpen && found !== null && latest.current.item !== undefined) {
      memory.noteShown(latest.current.item, found);
    }
  }, [isOpen, light, memory]);
  useEffect(() => {
    if (mode !== 'on' || itemId === null || trace === null) return undefined;
    let isStale = false;
    const prepare = async (line: FinderLine): Promise<void> => {
      const { entries } = latest.current.queue;
      const entry = entries.find((one) => one.itemId === itemId);
      const ahead = entry === undefined ? [] : listAhead(entries, entry, AHEAD);
      line.keepOnly(new Set([itemId, ...ahead]));
      for (const id of ahead) {
        const next = await queries.ensureQueryData(itemOptions(auditId, id));
        if (isStale) return;
        if (next.isErased !== true) await line.find(id, inputOf(next));
      }
    };
    const ask = async (line: FinderLine): Promise<void> => {
      const { item: asked } = latest.current;
      if (asked === undefined || asked.itemId !== itemId) return;
      try {
        const found = await line.find(itemId, inputOf(asked));
        const { item: now } = latest.current;
        if (isStale || now?.itemId !== itemId) return;
        light.show(itemId, found);
        if (now.state !== 'done') memory.noteShown(now, found);
        latest.current.onFound();
      } catch (error) {
        if (!isStale && !(error instanceof NotWanted)) light.fail(itemId, wordsOf(error));
      }
      // What cannot be prepared now is asked for again when it comes into hand; then its problem is told.
      await prepare(line).catch(() => undefined);
    };
    const timer = setTimeout(() => {
      const line = readLine();
      if (line !== null) void ask(line);
    }, ASK_AFTER_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [auditId, light, memory, mode, queries, readLine, itemId, trace]);
}

const wordsOf = (error: unknown): string =>
  error instanceof Error && error.message !== ''
    ? error.message.replace(/\.$/, '')
    : 'the reason is not known';

/** What a sentence in light says, the details in it included. */
function wordsFor(light: FinderLight, index: number, passageCount: number): string | null {
  const { found } = light.read();
  const claim = found?.claims[index];
  if (found === null || claim === undefined) return null;
  const inside = found.unfound.filter((one) => one.start < claim.end && one.end > claim.start).length;
  const words = supportWords(claim, passageCount);
  if (inside === 0) return words;
  return `${words} ${inside === 1 ? '1 detail' : `${inside} details`} of it ${inside === 1 ? 'is' : 'are'} in no passage.`;
}

/** What the bench can do with the light, on the item in hand. */
function actsOn(options: FinderOptions, light: FinderLight) {
  const { item, held, memory, findOutput, announce } = options;
  const isLocked = held?.isLocked !== false;

  const lightClaim = (index: number, chosen: number | null = null): void => {
    const claim = light.read().found?.claims[index];
    if (item === undefined || claim === undefined) return;
    light.light(index, chosen);
    const [best] = claim.passages;
    if (best !== undefined) options.focusPassage(best.rank);
    if (!isLocked && memory.noteOpened(item, claim)) held.touch();
  };
  const lightPlace = (place: Place): void => {
    const { found } = light.read();
    const index = found === null ? null : findClaim(found, place);
    if (index === null || item === undefined) return;
    lightClaim(index);
    const words = wordsFor(light, index, item.trace.context.length);
    if (words !== null) announce(words);
  };
  const lightSelection = (): void => {
    const root = findOutput();
    const selected = selectionWithin(root);
    if (item === undefined || root === null || selected === null) return;
    const place = rangeOfDom(root, item.trace.output, selected);
    if (place !== null) lightPlace(place);
  };
  const choose = (index: number): void => {
    const { found } = light.read();
    const detail = found?.unfound[index];
    const root = findOutput();
    if (item === undefined || found === null || detail === undefined || root === null) return;
    const { output } = item.trace;
    const carried = utf16Of(output);
    selectInDom(root, output, carried(detail.start), carried(detail.end));
    const claim = findClaim(found, detail);
    if (claim === null) light.light(null, index);
    else lightClaim(claim, index);
    announce(`${index + 1} of ${found.unfound.length}: ${detail.reason}`);
  };
  return { lightPlace, lightSelection, choose };
}

export interface Finder {
  /** For the parts on screen. */
  bench: FinderBench;
  /** After a sentence was selected: lights what supports it. */
  lightSelection: () => void;
  /** Lights the sentence at a place of the output, or puts it out when it is lit already. Code points. */
  lightAt: (place: Place) => void;
  stepDetail: (by: 1 | -1) => void;
  /** The next or previous passage, lit ones first. */
  stepPassage: (by: 1 | -1) => void;
  /** False when nothing was lit. */
  putOut: () => boolean;
  toggle: () => void;
}

export function useFinder(options: FinderOptions): Finder {
  const [light] = useState(createFinderLight);
  const mode = modeOf(options);
  const acts = actsOn(options, light);
  /** A sentence was selected before anything was found: it is lit when the answer comes. */
  const isAwaited = useRef(false);
  const { itemId } = options.item ?? {};
  useEffect(() => {
    isAwaited.current = false;
  }, [itemId]);
  useFound(options, light, mode, () => {
    if (isAwaited.current) acts.lightSelection();
    isAwaited.current = false;
  });

  const putOut = (): boolean => {
    const { lit, chosen } = light.read();
    light.light(null);
    isAwaited.current = false;
    return lit !== null || chosen !== null;
  };
  const toggle = (): void => {
    if (mode === 'forbidden') {
      options.announce('The evidence finder is switched off by the policy of this audit.');
      return;
    }
    options.onWanted(mode !== 'on');
    options.announce(mode === 'on' ? 'Evidence finder hidden.' : 'Evidence finder shown.');
  };
  const lightAt = (place: Place): void => {
    const { found, lit } = light.read();
    const index = found === null ? null : findClaim(found, place);
    if (index !== null && index === lit) putOut();
    else acts.lightPlace(place);
  };
  const stepDetail = (by: 1 | -1): void => {
    const { found, chosen } = light.read();
    const next = stepAround(found?.unfound.length ?? 0, chosen, by);
    if (next !== null) acts.choose(next);
    else if (mode !== 'on') options.announce('The evidence finder is off.');
    else if (found !== null)
      options.announce('No detail of this answer is without a place in what the model was given.');
  };
  const stepPassage = (by: 1 | -1): void => {
    const ranks = (options.item?.trace.context ?? []).map((one) => one.rank);
    const next = stepRank(orderRanks(ranks, litPassages(light.read())), options.focusedPassage, by);
    if (next !== null) options.focusPassage(next);
  };
  const lightSelection = (): void => {
    isAwaited.current = light.read().found === null;
    acts.lightSelection();
  };

  const latest = useRef({ choose: acts.choose, putOut, toggle });
  useLayoutEffect(() => {
    latest.current = { choose: acts.choose, putOut, toggle };
  });
  const bench = useMemo<FinderBench>(
    () => ({
      light,
      choose: (index) => latest.current.choose(index),
      putOut: () => void latest.current.putOut(),
      toggle: () => latest.current.toggle(),
    }),
    [light],
  );
  return { bench, lightSelection, lightAt, stepDetail, stepPassage, putOut, toggle };
}
