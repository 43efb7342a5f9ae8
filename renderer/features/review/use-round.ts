/**
 * The calibration round on the bench: its feedback page, which lies where an item would, the way on to the sample, and
 * skipping all that is left of it. Must not know any answer: the page itself asks for them.
 */
import { useState } from 'react';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import { client } from '../../lib/client.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ShownProblem } from '../../lib/problem.ts';
import type { QueueCache } from './queue-cache.ts';
import { findIn, roundStateOf, splitRound } from './queue-view.ts';
import type { ReviewQueue } from './types.ts';
import type { HeldForm } from './use-item-form.ts';

const SKIP_NOTE = 'The calibration round was skipped as a whole.';

export interface RoundOptions {
  auditId: AuditId;
  queue: ReviewQueue;
  cache: QueueCache;
  currentId: ItemId | null;
  held: HeldForm | null;
  /** Puts the form away and shows another item; null for none. */
  go: (itemId: ItemId | null) => void;
  announce: (words: string) => void;
}

/** The first item of the sample that is open; null when nothing is. */
function findFirst({ entries }: Pick<ReviewQueue, 'entries'>): ItemId | null {
  const { rest } = splitRound(entries);
  return rest.find((one) => one.state === 'open' || one.state === 'draft')?.itemId ?? null;
}

/** Skips what is open of a round, one after another, so that what was stored stays when one fails. */
async function skipOpen({ auditId, cache }: RoundOptions): Promise<void> {
  const { round } = splitRound(cache.readQueue()?.entries ?? []);
  for (const { itemId, state } of round) {
    if (state === 'done' || state === 'skipped') continue;
    const said = { reason: 'other' as const, note: SKIP_NOTE };
    const { entry } = await client.reviews.skip({ auditId, itemId, ...said });
    cache.patchEntry(entry);
  }
}

export interface Round {
  isFeedback: boolean;
  /** Whether the item in hand is of a round whose answers were told: it is only looked at. */
  isTold: boolean;
  openFeedback: () => void;
  /** Goes on to the sample. */
  begin: () => void;
  skipAll: () => void;
  problem: ShownProblem | null;
  dismiss: () => void;
}

export function useRound(options: RoundOptions): Round {
  const { queue, cache, currentId, held, go, announce } = options;
  const [isWanted, setWanted] = useState(false);
  const [problem, setProblem] = useState<ShownProblem | null>(null);
  const entry = findIn(queue.entries, currentId);
  const openFeedback = (): void => {
    const { round } = splitRound(cache.readQueue()?.entries ?? []);
    go(null);
    cache.forget(round.map((one) => one.itemId));
    setWanted(true);
    announce('The calibration round is over. Feedback on your answers.');
  };
  const begin = (): void => {
    setWanted(false);
    go(findFirst(cache.readQueue() ?? queue));
  };
  const skipAll = async (): Promise<void> => {
    setProblem(null);
    held?.putAway();
    try {
      await held?.saver.flush();
      await skipOpen(options);
      announce('The calibration round was skipped.');
      begin();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return {
    // An item that was opened since lies over the page.
    isFeedback: isWanted && currentId === null,
    isTold: entry?.isCalibration === true && roundStateOf(queue.entries)?.isOver === true,
    openFeedback,
    begin,
    skipAll: () => void skipAll(),
    problem,
    dismiss: () => setProblem(null),
  };
}
