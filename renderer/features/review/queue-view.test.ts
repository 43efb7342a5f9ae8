import { expect, it } from 'vitest';
import type { QueueEntry } from '../../../shared/contract/reviews.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import {
  chooseReopened,
  filterEntries,
  findIn,
  indexOf,
  listAhead,
  listReachable,
  neighbour,
  nextOpen,
  placeOf,
  roundStateOf,
  saysNothingNew,
  splitRound,
  withEntry,
} from './queue-view.ts';

const states = ['done', 'open', 'draft', 'skipped', 'open'] as const;
const entries: QueueEntry[] = states.map((state, at) => ({
  itemId: `item-${at + 1}` as ItemId,
  position: at + 1,
  title: ['Refund after 30 days?', 'Zwei Abbuchungen', 'Reset device', 'Export', 'Wrong VAT'][at] ?? '',
  facets: [at % 2 === 0 ? 'critical' : 'low', 'billing'],
  state,
  isFlagged: at === 4,
  elapsedMs: null,
}));
const [first, second, third, fourth, fifth] = entries as [
  QueueEntry,
  QueueEntry,
  QueueEntry,
  QueueEntry,
  QueueEntry,
];

it('filters by every word in title and facets, and by state', () => {
  expect(filterEntries(entries, { text: '', state: 'all' })).toBe(entries);
  expect(filterEntries(entries, { text: 'CRIT refund', state: 'all' })).toEqual([first]);
  expect(filterEntries(entries, { text: 'low', state: 'skipped' })).toEqual([fourth]);
  expect(filterEntries(entries, { text: '', state: 'flagged' })).toEqual([fifth]);
});

it('goes on to the next open item, round the end, and stops when none is left', () => {
  expect(nextOpen(entries, first)).toBe(second);
  expect(nextOpen(entries, third)).toBe(fifth);
  expect(nextOpen(entries, fifth)).toBe(second);
  expect(nextOpen([first, fourth], first)).toBeNull();
  expect(nextOpen([second], second)).toBeNull();
});

it('moves to neighbours in what is shown, even when the item in hand is filtered out', () => {
  expect(neighbour([first, third], second, 1)).toBe(third);
  expect(neighbour([first, third], second, -1)).toBe(first);
  expect(neighbour(entries, fifth, 1)).toBeNull();
});

it('fetches the next open items ahead, and the neighbours', () => {
  expect(listAhead(entries, second, 2)).toEqual(['item-3', 'item-5', 'item-1']);
  expect(listAhead(entries, fifth, 2)).toEqual(['item-4', 'item-2']);
});

it('counts progress anew after an act', () => {
  const progress = { mine: 5, done: 1, skipped: 1, drafts: 1, flagged: 1 };
  const queue = { entries, progress, calibration: null };
  const after = withEntry(queue, { itemId: third.itemId, state: 'done', isFlagged: true });
  expect(after.progress).toEqual({ mine: 5, done: 2, skipped: 1, drafts: 0, flagged: 2 });
});

it('reopens the done item in hand, else the last submitted, else the nearest done before it', () => {
  expect(chooseReopened(entries, first, null)).toBe(first);
  const done = entries.map((one) => ({ ...one, state: 'done' as const }));
  expect(chooseReopened([...done.slice(0, 4), fifth], fifth, second.itemId)?.itemId).toBe(second.itemId);
  expect(chooseReopened(entries, fifth, null)).toBe(first);
  expect(chooseReopened([second, fifth], fifth, null)).toBeNull();
});

/** A round of three before the queue, with places of its own. */
const roundOf = (...of: QueueEntry['state'][]): QueueEntry[] =>
  of.map((state, at) => ({
    ...first,
    itemId: `practice-${at + 1}` as ItemId,
    position: at + 1,
    state,
    isCalibration: true,
  }));

it('leads through the calibration round first, then into the sample, whose places begin anew', () => {
  const [one, two, three] = roundOf('done', 'open', 'open') as [QueueEntry, QueueEntry, QueueEntry];
  const queue = [one, two, three, ...entries];
  expect(splitRound(queue)).toEqual({ round: [one, two, three], rest: entries });
  expect(neighbour(queue, three, 1)).toBe(first);
  expect(neighbour(queue, first, -1)).toBe(three);
  expect(nextOpen(queue, three)).toBe(two);
  expect(nextOpen(queue, second)).toBe(third);
  // What is left of the round comes when nothing of the sample is open any more.
  expect(nextOpen([one, two, first, fourth], first)).toBe(two);
  expect(listAhead(queue, two, 2)).toEqual(['practice-3', 'item-2', 'practice-1']);
});

it('counts practice neither as progress nor as flagged, and knows when the round is over', () => {
  const progress = { mine: 5, done: 1, skipped: 1, drafts: 1, flagged: 1 };
  const round = roundOf('done', 'open');
  const queue = { entries: [...round, ...entries], progress, calibration: roundStateOf(round) };
  expect(queue.calibration).toEqual({ total: 2, done: 1, isOver: false });
  expect(listReachable(queue.entries)).toBe(queue.entries);
  const after = withEntry(queue, { itemId: round[1]!.itemId, state: 'skipped', isFlagged: true });
  expect(after.progress).toEqual(progress);
  expect(after.calibration).toEqual({ total: 2, done: 2, isOver: true });
  expect(listReachable(after.entries)).toEqual(entries);
  expect(roundStateOf(entries)).toBeNull();
});

it('finds entries and their places, in a queue that was changed too', () => {
  const queue = {
    entries,
    progress: { mine: 5, done: 1, skipped: 1, drafts: 1, flagged: 1 },
    calibration: null,
  };
  const after = withEntry(queue, { itemId: fourth.itemId, state: 'open' }).entries;
  expect(indexOf(after, fourth.itemId)).toBe(3);
  expect(findIn(after, fourth.itemId)?.state).toBe('open');
  expect(findIn(after, 'item-9' as ItemId)).toBeNull();
  expect(findIn(after, null)).toBeNull();
  expect(placeOf(after, fourth)).toBe(4);
  expect(placeOf([{ ...first, isCalibration: true }, second, third], third)).toBe(2);
  expect(placeOf([{ ...first, isCalibration: true }, second], { ...first, isCalibration: true })).toBe(0);
  expect(placeOf(entries, null)).toBe(0);
});

it('tells a change that says something new from one that does not', () => {
  expect(saysNothingNew(second, { ...second, facets: [...second.facets] })).toBe(true);
  expect(saysNothingNew(second, { itemId: second.itemId, state: 'open' })).toBe(true);
  expect(saysNothingNew(second, { itemId: second.itemId, state: 'done' })).toBe(false);
  expect(saysNothingNew(second, { ...second, facets: ['low'] })).toBe(false);
});
