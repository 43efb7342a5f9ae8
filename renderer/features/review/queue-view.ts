/**
 * Rules of the queue rail: which entries are shown, which comes next, what an act changes before the backend has
 * answered. Pure.
 */
import type { Acted, QueueEntry } from '../../../shared/contract/reviews.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';

export const stateFilters = ['all', 'open', 'draft', 'done', 'skipped', 'flagged'] as const;
export type StateFilter = (typeof stateFilters)[number];

export interface QueueFilter {
  text: string;
  state: StateFilter;
}

type Progress = Acted['progress'];
/** How far a person is with the calibration round; over once all of it is judged or skipped. */
export interface RoundState {
  total: number;
  done: number;
  isOver: boolean;
}
export interface Queue {
  entries: readonly QueueEntry[];
  progress: Progress;
  /** Null where there is no round. */
  calibration: RoundState | null;
}

const isStillOpen = (entry: QueueEntry): boolean => entry.state === 'open' || entry.state === 'draft';
const isOfRound = (entry: QueueEntry): boolean => entry.isCalibration === true;

/** The order of the queue: the calibration round, then the rest, each by its own positions. */
function compareEntries(one: QueueEntry, other: QueueEntry): number {
  return Number(isOfRound(other)) - Number(isOfRound(one)) || one.position - other.position;
}
const isAfter = (entry: QueueEntry, from: QueueEntry): boolean => compareEntries(entry, from) > 0;

/** The calibration round of a queue, and the rest of it. */
export function splitRound(entries: readonly QueueEntry[]): {
  round: readonly QueueEntry[];
  rest: readonly QueueEntry[];
} {
  const size = entries.findIndex((entry) => !isOfRound(entry));
  if (size === 0) return { round: [], rest: entries };
  const round = size < 0 ? entries : entries.slice(0, size);
  return { round, rest: entries.slice(round.length) };
}

/** Where each item is in a list of entries; a list that an entry was changed in takes over the one it was made from. */
const placesOf = new WeakMap<readonly QueueEntry[], ReadonlyMap<ItemId, number>>();

function placesIn(entries: readonly QueueEntry[]): ReadonlyMap<ItemId, number> {
  const known = placesOf.get(entries);
  if (known !== undefined) return known;
  const places = new Map(entries.map((entry, at) => [entry.itemId, at]));
  placesOf.set(entries, places);
  return places;
}

/** Index of an item; -1 where it is not there. */
export function indexOf(entries: readonly QueueEntry[], itemId: ItemId | null): number {
  return itemId === null ? -1 : (placesIn(entries).get(itemId) ?? -1);
}

export function findIn(entries: readonly QueueEntry[], itemId: ItemId | null): QueueEntry | null {
  return entries[indexOf(entries, itemId)] ?? null;
}

/** Place of an entry in the queue without the round, from 1: positions of the audit have gaps where others review. */
export function placeOf(entries: readonly QueueEntry[], entry: QueueEntry | null): number {
  const at = indexOf(entries, entry?.itemId ?? null);
  const sizeOfRound = entries.findIndex((one) => !isOfRound(one));
  return sizeOfRound < 0 ? 0 : Math.max(0, at + 1 - sizeOfRound);
}

/** How far the round of these entries is; null where there is none. */
export function roundStateOf(entries: readonly QueueEntry[]): RoundState | null {
  const { round } = splitRound(entries);
  const open = round.filter(isStillOpen).length;
  return round.length === 0 ? null : { total: round.length, done: round.length - open, isOver: open === 0 };
}

/** Entries that keys lead to: a round that is over was told, and is looked at from its feedback alone. */
export function listReachable(entries: readonly QueueEntry[]): readonly QueueEntry[] {
  return roundStateOf(entries)?.isOver === true ? splitRound(entries).rest : entries;
}

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
  if (step === 1) return shown.find((entry) => isAfter(entry, from)) ?? null;
  return shown.findLast((entry) => isAfter(from, entry)) ?? null;
}

/**
 * Where to go after an item is dealt with: the next open one after it, else the first open one; null when all are. What is
 * left of the round comes first for an item of it, and last for the others.
 */
export function nextOpen(entries: readonly QueueEntry[], from: QueueEntry): QueueEntry | null {
  const isOpen = (entry: QueueEntry): boolean => isStillOpen(entry) && entry.itemId !== from.itemId;
  const isAlike = (entry: QueueEntry): boolean => isOpen(entry) && isOfRound(entry) === isOfRound(from);
  const next = entries.find((entry) => isAfter(entry, from) && isAlike(entry));
  return next ?? entries.find(isAlike) ?? entries.find(isOpen) ?? null;
}

/** Items to fetch ahead: the next open ones, then the neighbours. */
export function listAhead(entries: readonly QueueEntry[], from: QueueEntry, count: number): ItemId[] {
  const open: QueueEntry[] = [];
  for (const entry of entries) {
    if (open.length >= count) break;
    if (isStillOpen(entry) && isAfter(entry, from)) open.push(entry);
  }
  const near = [neighbour(entries, from, 1), neighbour(entries, from, -1)].filter((one) => one !== null);
  const wrapped = open.length === 0 ? nextOpen(entries, from) : null;
  return [
    ...new Set([...open, ...near, ...(wrapped === null ? [] : [wrapped])].map((entry) => entry.itemId)),
  ];
}

function progressOf(entries: readonly QueueEntry[], mine: number): Progress {
  const progress = { mine, done: 0, skipped: 0, drafts: 0, flagged: 0 };
  for (const entry of entries) {
    if (isOfRound(entry)) continue;
    if (entry.state === 'done') progress.done += 1;
    else if (entry.state === 'skipped') progress.skipped += 1;
    else if (entry.state === 'draft') progress.drafts += 1;
    if (entry.isFlagged) progress.flagged += 1;
  }
  return progress;
}

export type ChangedEntry = Partial<QueueEntry> & { itemId: ItemId };

/** Whether a change says nothing that the entry does not say already. */
export function saysNothingNew(entry: QueueEntry, changed: ChangedEntry): boolean {
  return (Object.keys(changed) as (keyof QueueEntry)[]).every((key) =>
    key === 'facets' ? changed.facets?.join('\n') === entry.facets.join('\n') : changed[key] === entry[key],
  );
}

/** The queue with one entry changed, its progress counted anew; practice is no part of it. */
export function withEntry(queue: Queue, changed: ChangedEntry): Queue & { entries: QueueEntry[] } {
  const entries = [...queue.entries];
  const at = indexOf(queue.entries, changed.itemId);
  const before = entries[at];
  if (before !== undefined) entries[at] = { ...before, ...changed };
  // The same items at the same places.
  placesOf.set(entries, placesIn(queue.entries));
  return {
    entries,
    progress: progressOf(entries, queue.progress.mine),
    calibration: queue.calibration === null ? null : roundStateOf(entries),
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
  return done.findLast((entry) => current === null || isAfter(current, entry)) ?? done.at(-1) ?? null;
}
