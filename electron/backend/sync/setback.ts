/**
 * Where the loop stands after a round that failed: whether it comes back by itself, waits for a person, and what it then
 * knows of the line. Pure; how long it waits is backoff.ts's business.
 */
import type { FailureKind, HubFailure } from './failure.ts';

export interface Setback {
  phase: 'signed_out' | 'halted' | 'waiting';
  /** Whether the hub answered; null where the failure says nothing of it. */
  isOnline: boolean | null;
}

/** Asking again would be answered alike: nobody but a person can help. */
const forGood: readonly FailureKind[] = ['ledger_broken', 'too_large', 'refused'];

/** `failure` is null for an error of this device's own, which a later round may not meet again. */
export function setbackOf(failure: Pick<HubFailure, 'kind'> | null): Setback {
  if (failure === null) return { phase: 'waiting', isOnline: null };
  if (failure.kind === 'signed_out') return { phase: 'signed_out', isOnline: true };
  if (forGood.includes(failure.kind)) return { phase: 'halted', isOnline: true };
  return { phase: 'waiting', isOnline: failure.kind !== 'unreachable' };
}
