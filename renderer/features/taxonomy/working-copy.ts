/**
 * The owner's working copy while the screen is shown: changed by pure steps, stored as it is typed, undone and redone.
 * Must not know what is drawn. Invariant: what is on the screen is what will be stored; the copy in the store is taken
 * over once, when the screen opens, and never over something typed.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer } from 'react';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import type { TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import { isSameVersion } from '../../../shared/taxonomy/versions.ts';
import { client } from '../../lib/client.ts';
import { nextDraftOrder } from '../../lib/draft-order.ts';
import type { ShownProblem } from '../../lib/problem.ts';
import { api } from '../../lib/query.ts';
import type { CopySaver, SaveState } from './copy-saver.ts';
import type { CopyAct, CopyHistory } from './copy-history.ts';
import { beginHistory, reduceHistory } from './copy-history.ts';
import { beginDraft } from './draft-edits.ts';
import type { Step } from './draft-steps.ts';
import type { TaxonomyView } from './taxonomy-queries.ts';
import { useSaver } from './use-saver.ts';

export interface WorkingCopy {
  /** The version that it was begun from: the newest one while there is no copy. */
  base: Taxonomy;
  draft: TaxonomyDraft | null;
  /** The copy, or what one would begin with. */
  shown: TaxonomyDraft;
  /** Changes by a step; steps with the same key one after the other are undone together. */
  change: (step: Step, key?: string) => void;
  undo: (() => void) | null;
  redo: (() => void) | null;
  /** Throws the copy away, here and in the store. */
  discard: () => Promise<void>;
  /** The copy was published: forgets it here, and whatever waits to be stored. */
  forget: () => Promise<void>;
  /** Waits until the copy is stored. */
  settle: () => Promise<void>;
  saveState: SaveState;
  failure: ShownProblem | null;
}

const saveCopy = (draft: TaxonomyDraft, isLast: boolean) =>
  client.taxonomies.saveDraft({ draft, order: nextDraftOrder() }, { context: { isLast } });

/** Stores the copy whenever it is another one than was stored or read. */
function useStored(history: CopyHistory, saver: CopySaver<TaxonomyDraft>): void {
  const { now, isStored } = history;
  useEffect(() => {
    if (now !== null && !isStored) saver.change(now);
  }, [now, isStored, saver]);
}

/**
 * Sync heard that the hub did not take the version below the copy: the store has put its change back under what was typed.
 * What waits is stored first, and goes onto the same base there; then the copy of the store is the one to go on with.
 */
function usePutBack(
  view: TaxonomyView,
  { now }: CopyHistory,
  saver: CopySaver<TaxonomyDraft>,
  act: (act: CopyAct) => void,
): void {
  const back = view.draft?.putBack === undefined ? null : view.draft.taxonomy;
  const isOther = back !== null && (now === null || !isSameVersion(now.taxonomy, back));
  const { id } = view;
  useEffect(() => {
    if (!isOther) return;
    let isGone = false;
    const read = async (): Promise<void> => {
      await saver.flush();
      const { draft } = await client.taxonomies.get({ id });
      if (!isGone && draft !== null) act({ kind: 'read', draft });
    };
    // Where it fails, what is typed goes on being stored, and the next sync asks again.
    read().catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [isOther, id, saver, act]);
}

function baseOf(view: TaxonomyView, draft: TaxonomyDraft | null): Taxonomy {
  const newest = view.versions[0];
  const found =
    view.versions.find((one) => draft !== null && isSameVersion(draft.taxonomy, one.taxonomy)) ?? newest;
  if (found === undefined) throw new Error('a taxonomy has no version');
  return found.taxonomy;
}

export function useWorkingCopy(view: TaxonomyView): WorkingCopy {
  const [history, act] = useReducer(reduceHistory, view.draft, beginHistory);
  const { saver, state: saveState, failure } = useSaver(saveCopy);
  const queries = useQueryClient();
  useStored(history, saver);
  usePutBack(view, history, saver, act);
  const draft = history.now;
  const base = baseOf(view, draft);
  const change = useCallback(
    (step: Step, key: string = crypto.randomUUID()) => act({ kind: 'change', step, key, base }),
    [base],
  );
  const forget = useCallback(async () => {
    await saver.settle();
    act({ kind: 'forget' });
  }, [saver]);
  const discard = useCallback(async () => {
    await saver.settle();
    await client.taxonomies.discardDraft({ id: base.id });
    act({ kind: 'forget' });
    await queries.invalidateQueries({ queryKey: api.taxonomies.key() });
  }, [saver, base.id, queries]);
  const go = (kind: Extract<CopyAct['kind'], 'undo' | 'redo'>) => (): void => act({ kind });
  return {
    base,
    draft,
    shown: draft ?? beginDraft(base),
    change,
    undo: history.past.length > 0 ? go('undo') : null,
    redo: history.future.length > 0 ? go('redo') : null,
    discard,
    forget,
    settle: () => saver.flush(),
    saveState,
    failure,
  };
}
