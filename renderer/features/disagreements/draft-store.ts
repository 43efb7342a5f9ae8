/**
 * Keeps rulings in the making: in memory, and on this device so that they outlive the window. Written with every change,
 * for each person apart; knows nothing of what a ruling means.
 *
 * Invariant: a draft goes only when its ruling was stored, or when nothing is left in it; storage that fails leaves it in
 * memory and says so.
 */
import { useCallback, useSyncExternalStore } from 'react';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import { setDraftStatus } from '../../lib/draft-status.ts';
import { profilePrefix } from '../../lib/shown-profile.ts';
import { newUuid } from '../../lib/uuid.ts';
import type { CaseDraft } from './ruling-draft.ts';
import { caseDraft, emptyDraft, isEmpty } from './ruling-draft.ts';

const held = new Map<string, CaseDraft>();
const listeners = new Set<() => void>();

const nameOf = (key: string): string => `assay.${profilePrefix()}ruling-draft.${key}`;

function readStored(key: string): CaseDraft | null {
  try {
    return caseDraft.safeParse(JSON.parse(localStorage.getItem(nameOf(key)) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

function getDraft(key: string): CaseDraft {
  const known = held.get(key);
  if (known !== undefined) return known;
  const read = readStored(key) ?? emptyDraft(newUuid);
  held.set(key, read);
  return read;
}

function store(key: string, draft: CaseDraft): void {
  try {
    if (isEmpty(draft)) localStorage.removeItem(nameOf(key));
    else localStorage.setItem(nameOf(key), JSON.stringify(draft));
    setDraftStatus(isEmpty(draft) ? 'none' : 'saved');
  } catch {
    // It still lives as long as the window; the foot says that it is not stored.
    setDraftStatus('failed');
  }
}

/** Changes the draft of a case by a pure step from what it is now. */
export function changeCaseDraft(of: CaseRef, step: (draft: CaseDraft) => CaseDraft): void {
  const key = caseKey(of);
  const next = step(getDraft(key));
  held.set(key, next);
  store(key, next);
  for (const listener of listeners) listener();
}

/** The draft of a case, and the way to change it. */
export function useCaseDraft(of: CaseRef): [CaseDraft, (step: (draft: CaseDraft) => CaseDraft) => void] {
  const key = caseKey(of);
  const draft = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => getDraft(key),
  );
  const { auditId, itemId, question } = of;
  const change = useCallback(
    (step: (draft: CaseDraft) => CaseDraft) => changeCaseDraft({ auditId, itemId, question }, step),
    [auditId, itemId, question],
  );
  return [draft, change];
}

/** Whether something was written on a case that is not said yet. */
export function hasDraft(of: CaseRef): boolean {
  return !isEmpty(getDraft(caseKey(of)));
}
