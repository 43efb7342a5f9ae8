/**
 * Keeps the form of a plan while other screens are shown, and over a reload of the window. Must not know what is in
 * it. Invariant: what was typed last is what is kept; a form that cannot be read back is replaced by an empty one.
 */
import { useSyncExternalStore } from 'react';
import { hallucinationAudit } from '../../../shared/domain/defaults.ts';
import { newSeed } from './new-seed.ts';
import type { PlanDraft } from './plan-draft.ts';
import { emptyPlanDraft, restoreDraft } from './plan-draft.ts';

const KEY = 'assay.plan';

const newDraft = (): PlanDraft => emptyPlanDraft(newSeed(), hallucinationAudit.id);

function readStored(): PlanDraft | null {
  try {
    return restoreDraft(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'), newDraft());
  } catch {
    return null;
  }
}

let current: PlanDraft | null = null;
const listeners = new Set<() => void>();

function getDraft(): PlanDraft {
  current ??= readStored() ?? newDraft();
  return current;
}

/** Changes the form by a pure step from what it is now. */
export function changeDraft(step: (draft: PlanDraft) => PlanDraft): void {
  current = step(getDraft());
  try {
    sessionStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Without storage the form still lives as long as the window.
  }
  for (const listener of listeners) listener();
}

/** Begins again with a new seed. */
export function resetDraft(): void {
  changeDraft(newDraft);
}

/** The form as it is now. */
export function usePlanDraft(): PlanDraft {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, getDraft);
}
