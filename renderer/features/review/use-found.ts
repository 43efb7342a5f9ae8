/**
 * Asks the evidence finder for the item in hand once it is painted, and for the next ones after it; shows the answer and
 * records that it was shown. Nobody waits for any of it, and an answer that comes too late changes nothing.
 */
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import type { Trace } from '../../../shared/domain/trace.ts';
import type { FinderInput } from '../../../shared/evidence/found-evidence.ts';
import { afterPaint } from '../../lib/after-paint.ts';
import type { FinderLight, FinderMode } from './finder-light.ts';
import type { FinderLine } from './finder-line.ts';
import { createFinderLine, NotWanted } from './finder-line.ts';
import type { FinderMemory } from './finder-memory.ts';
import { startFinderWorker } from './finder-port.ts';
import { itemOptions } from './queue-cache.ts';
import { findIn, listAhead } from './queue-view.ts';
import type { ReviewItem, ReviewQueue } from './types.ts';

const AHEAD = 2;
const KEPT_ITEMS = 8;
const LIMIT_MS = 10_000;
/** After the paint of the item and of its far passages. */
const ASK_AFTER_MS = 40;

export interface FoundOptions {
  auditId: AuditId;
  queue: ReviewQueue;
  item: ReviewItem | undefined;
  memory: FinderMemory;
}

function inputOf(trace: Trace): FinderInput {
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

/** What was rendered last, for what runs later. */
function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}

/** Puts everything out with another item or mode; notes what is shown already on an item that is reopened. */
function useOpening({ item, memory }: FoundOptions, light: FinderLight, mode: FinderMode): void {
  const itemId = item?.itemId ?? null;
  const isOpen = item !== undefined && item.state !== 'done';
  const latest = useLatest(item);
  useLayoutEffect(() => light.open(itemId, mode), [light, itemId, mode]);
  useEffect(() => {
    const { found } = light.read();
    if (isOpen && found !== null && latest.current !== undefined) memory.noteShown(latest.current, found);
  }, [isOpen, latest, light, memory]);
}

/** `onFound` is called once something is shown of the item in hand. */
export function useFound(
  options: FoundOptions,
  light: FinderLight,
  mode: FinderMode,
  onFound: (itemId: ItemId) => void,
): void {
  const { auditId, item, memory } = options;
  const queries = useQueryClient();
  const readLine = useLine(mode === 'on');
  useOpening(options, light, mode);
  const latest = useLatest({ ...options, onFound });
  const itemId = item?.itemId ?? null;
  const trace = item?.isErased === true ? null : (item?.trace ?? null);
  useEffect(() => {
    if (mode !== 'on' || itemId === null || trace === null) return undefined;
    let isStale = false;
    const ask = async (line: FinderLine): Promise<void> => {
      const found = await line.find(itemId, inputOf(trace));
      const { item: now } = latest.current;
      if (isStale || now?.itemId !== itemId) return;
      light.show(itemId, found);
      if (now.state !== 'done') memory.noteShown(now, found);
      latest.current.onFound(itemId);
    };
    const prepare = async (line: FinderLine, ahead: readonly ItemId[]): Promise<void> => {
      for (const id of ahead) {
        const next = await queries.ensureQueryData(itemOptions(auditId, id));
        if (isStale) return;
        if (next.isErased !== true) await line.find(id, inputOf(next.trace));
      }
    };
    const begin = async (): Promise<void> => {
      const line = readLine();
      if (line === null) return;
      const ahead = listNext(latest.current.queue, itemId);
      line.keepOnly(new Set([itemId, ...ahead]));
      await ask(line).catch((error: unknown) => {
        if (!isStale && !(error instanceof NotWanted)) light.fail(itemId, wordsOf(error));
      });
      // What cannot be prepared is asked for again when it comes into hand; then its problem is told.
      await prepare(line, ahead).catch(() => undefined);
    };
    const callOff = afterPaint(() => void begin(), ASK_AFTER_MS);
    return () => {
      isStale = true;
      callOff();
    };
  }, [auditId, latest, light, memory, mode, queries, readLine, itemId, trace]);
}

function listNext({ entries }: ReviewQueue, itemId: ItemId): ItemId[] {
  const entry = findIn(entries, itemId);
  return entry === null ? [] : listAhead(entries, entry, AHEAD);
}

const wordsOf = (error: unknown): string =>
  error instanceof Error && error.message !== ''
    ? error.message.replace(/\.$/, '')
    : 'the reason is not known';
