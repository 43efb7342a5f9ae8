/** The steps of a working copy, to undo and redo. Pure. Invariant: typing in one block is one step; at most 200 are kept. */
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import type { TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import { beginDraft } from './draft-edits.ts';
import type { Step } from './draft-steps.ts';

const MOST = 200;

export interface CopyHistory {
  now: TaxonomyDraft | null;
  past: readonly TaxonomyDraft[];
  future: readonly TaxonomyDraft[];
  /** Key of the last step, so that the next one of the same key joins it. */
  key: string | null;
  /** As it was read, and not changed since. */
  isStored: boolean;
}

export type CopyAct =
  | { kind: 'change'; step: Step; key: string; base: Taxonomy }
  | { kind: 'undo' }
  | { kind: 'redo' }
  | { kind: 'forget' }
  /** The store has another copy, with what was typed here in it. */
  | { kind: 'read'; draft: TaxonomyDraft };

export function beginHistory(now: TaxonomyDraft | null): CopyHistory {
  return { now, past: [], future: [], key: null, isStored: true };
}

function change(of: CopyHistory, { step, key, base }: Extract<CopyAct, { kind: 'change' }>): CopyHistory {
  const before = of.now ?? beginDraft(base);
  const now = step(before);
  if (now === before) return of;
  const past = key === of.key ? of.past : [...of.past, before].slice(-MOST);
  return { now, past, future: [], key, isStored: false };
}

export function reduceHistory(of: CopyHistory, act: CopyAct): CopyHistory {
  switch (act.kind) {
    case 'change':
      return change(of, act);
    case 'read':
      return beginHistory(act.draft);
    case 'forget':
      return beginHistory(null);
    case 'undo': {
      const now = of.past.at(-1);
      if (now === undefined || of.now === null) return of;
      return { now, past: of.past.slice(0, -1), future: [of.now, ...of.future], key: null, isStored: false };
    }
    case 'redo': {
      const [now, ...future] = of.future;
      if (now === undefined || of.now === null) return of;
      return { now, past: [...of.past, of.now], future, key: null, isStored: false };
    }
  }
}
