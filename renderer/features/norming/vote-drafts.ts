/**
 * Keeps votes in the making on this device, so that they outlive the window: option and rationale by round, stage and case,
 * for each person apart. Must not know what a vote means.
 *
 * Invariant: a draft goes only when its vote was stored; storage that fails leaves it in memory and says so.
 */
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { z } from 'zod';
import { setDraftStatus } from '../../lib/draft-status.ts';
import { profilePrefix } from '../../lib/shown-profile.ts';

const voteDraft = z.strictObject({ option: z.string().nullable(), rationale: z.string() });
export type VoteDraft = z.infer<typeof voteDraft>;

const held = new Map<string, VoteDraft | null>();
const listeners = new Set<() => void>();
const nameOf = (key: string): string => `assay.${profilePrefix()}vote-draft.${key}`;

function read(key: string): VoteDraft | null {
  const name = nameOf(key);
  const known = held.get(name);
  if (known !== undefined) return known;
  let found: VoteDraft | null = null;
  try {
    found = voteDraft.safeParse(JSON.parse(localStorage.getItem(name) ?? 'null')).data ?? null;
  } catch {
    // Storage that cannot be read holds nothing.
  }
  held.set(name, found);
  return found;
}

/** Keeps a draft, or with null lets it go because its vote was stored. */
export function keepVoteDraft(key: string, draft: VoteDraft | null): void {
  const name = nameOf(key);
  held.set(name, draft);
  try {
    if (draft === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(draft));
    setDraftStatus(draft === null ? 'none' : 'saved');
  } catch {
    setDraftStatus('failed');
  }
  for (const listener of listeners) listener();
}

/** The draft under a key, null where none is, and the way to change it. */
export function useVoteDraft(key: string): [VoteDraft | null, (draft: VoteDraft | null) => void] {
  const draft = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => read(key),
  );
  const keep = useCallback((next: VoteDraft | null) => keepVoteDraft(key, next), [key]);
  useEffect(() => () => setDraftStatus('none'), []);
  return [draft, keep];
}
