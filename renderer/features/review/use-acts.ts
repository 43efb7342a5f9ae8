/** The acts of item-acts.ts on the item in hand, and what failed last. */
import { useCallback, useState } from 'react';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ShownProblem } from '../../lib/problem.ts';
import { flagItem, reopenItem, skipItem, submitItem } from './item-acts.ts';
import type { ActMemory, ActName, ActScope } from './item-acts.ts';
import type { QueueCache } from './queue-cache.ts';
import type { FlagReason, ReviewItem, SkipReason } from './types.ts';
import type { HeldForm } from './use-item-form.ts';

export interface FailedAct {
  itemId: ItemId;
  act: ActName;
  problem: ShownProblem;
}

export interface ActsOptions {
  auditId: AuditId;
  card: Scorecard;
  cache: QueueCache;
  item: ReviewItem | undefined;
  held: HeldForm | null;
  advances: boolean;
  go: (itemId: ItemId | null) => void;
  announce: (words: string) => void;
  onRoundOver: () => void;
}

export interface Acts {
  submit: () => void;
  skip: (reason: SkipReason, note: string) => void;
  flag: (reason: FlagReason, note: string) => void;
  reopen: () => void;
  failed: FailedAct | null;
  dismiss: () => void;
}

export function useActs(options: ActsOptions): Acts {
  const { item, held, announce } = options;
  const [failed, setFailed] = useState<FailedAct | null>(null);
  const [memory] = useState<ActMemory>(() => ({
    submissionIds: new Map(),
    underWay: new Set(),
    lastSubmitted: null,
  }));
  const scope: ActScope = {
    ...options,
    memory,
    fail: (itemId, act, error) => {
      const problem = problemOf(error);
      setFailed({ itemId, act, problem });
      announce(`${problem.what} ${problem.remedy}`);
    },
  };
  const canEnd = item !== undefined && held !== null && !held.isLocked;
  // What cannot be read any more can still be skipped.
  const canSkip = item !== undefined && held !== null && item.state !== 'done';
  // Setting what is set already would draw the bench before the act itself is told.
  const begin = (): void => {
    if (failed !== null) setFailed(null);
  };
  return {
    submit: () => {
      begin();
      if (canEnd) void submitItem(scope, item, held);
    },
    skip: (reason, note) => {
      begin();
      if (canSkip) void skipItem(scope, item, held, { reason, note });
    },
    flag: (reason, note) => {
      begin();
      if (item !== undefined) void flagItem(scope, item, { reason, note, at: new Date().toISOString() });
    },
    reopen: () => {
      begin();
      void reopenItem(scope, item?.itemId ?? null);
    },
    failed,
    dismiss: useCallback(() => setFailed(null), []),
  };
}
