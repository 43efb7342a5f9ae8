/**
 * Rules of the queue rail: which entries are shown, which comes next, what an act changes before the backend has
 * answered. Pure.
 */
import type { Acted, QueueEntry } from '../../../shared/contract/workbench.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';

export const stateFilters = ['all', 'open', 'draft', 'done', 'skipped', 'flagged'] as const;
export type StateFilter = (typeof stateFilters)[number];

export interface QueueFilter {
  text: string;
  state: StateFilter;
}

type Progress = Acted['progress'];
export interface Queue {
  entries: readonly QueueEntry[];
  progress: Progress;
}

const isStillOpen = (entry: QueueEntry): boolean => entry.state === 'open' || entry.state === 'draft';

function fits(entry: QueueEntry, filter: QueueFilter, words: readonly string[]): boolean {
  if (filter.state === 'flagged' && !entry.isFlagged) return false;
  if (filter.state !== 'all' && filter.state !== 'flagged' && entry.state !== filter.state) return false;
  const text = `${entry.position} ${entry.title} ${entry.facets.join(' ')}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Entries that fit the filter, in queue order: every word of the text must occur in title or facets. */
export function filterEntries(entries: readonly QueueEntry[], filter: QueueFilter): readonly QueueEntry[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && filter.state === 'all') return entries;
  return entries.filter((entry) => fits(entry, filter, words));
}

/** The entry `step` places from an item in what is shown; where the item itself is filtered out, its neighbour. */
export function neighbour(shown: readonly QueueEntry[], from: QueueEntry, step: 1 | -1): QueueEntry | null {
  if (step === 1) return shown.find((entry) => entry.position > from.position) ?? null;
  return shown.findLast((entry) => entry.position < from.position) ?? null;
}

/** Where to go after an item is dealt with: the next open one after it, else the first open one; null when all are. */
export function nextOpen(entries: readonly QueueEntry[], from: QueueEntry): QueueEntry | null {
  const open = entries.filter((entry) => isStillOpen(entry) && entry.itemId !== from.itemId);
  return open.find((entry) => entry.position > from.position) ?? open[0] ?? null;
}

/** Items to fetch ahead: the next open ones, then the neighbours. */
export function listAhead(entries: readonly QueueEntry[], from: QueueEntry, count: number): ItemId[] {
  const after = entries.filter((entry) => entry.position > from.position);
  const open = after.filter(isStillOpen).slice(0, count);
  const near = [after[0], neighbour(entries, from, -1)].filter((one) => one !== undefined && one !== null);
  const wrapped = open.length === 0 ? nextOpen(entries, from) : null;
  return [
    ...new Set([...open, ...near, ...(wrapped === null ? [] : [wrapped])].map((entry) => entry.itemId)),
  ];
}

const countState = (entries: readonly QueueEntry[], state: QueueEntry['state']): number =>
  entries.filter((entry) => entry.state === state).length;

/** The queue with one entry changed, its progress counted anew. */
export function withEntry(queue: Queue, changed: Partial<QueueEntry> & { itemId: ItemId }): Queue {
  const entries = queue.entries.map((entry) =>
    entry.itemId === changed.itemId ? { ...entry, ...changed } : entry,
  );
  return {
    entries,
    progress: {
      mine: queue.progress.mine,
      done: countState(entries, 'done'),
      skipped: countState(entries, 'skipped'),
      drafts: countState(entries, 'draft'),
      flagged: entries.filter((entry) => entry.isFlagged).length,
    },
  };
}

/** The done item to reopen: the item in hand if it is done, else the last submitted, else the nearest done before it. */
export function chooseReopened(
  entries: readonly QueueEntry[],
  current: QueueEntry | null,
  lastSubmitted: ItemId | null,
): QueueEntry | null {
  if (current?.state === 'done') return current;
  const last = entries.find((entry) => entry.itemId === lastSubmitted && entry.state === 'done');
  if (last !== undefined) return last;
  const done = entries.filter((entry) => entry.state === 'done');
  return (
    done.findLast((entry) => current === null || entry.position < current.position) ?? done.at(-1) ?? null
  );
}
