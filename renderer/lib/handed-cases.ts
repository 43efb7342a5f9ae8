/**
 * Cases that one screen hands over to another: those chosen on Disagreements for a norming round. Held in memory only, for
 * the window that they were chosen in. Knows nothing of either screen.
 */
import type { CaseRef } from '../../shared/domain/adjudication.ts';

let handed: readonly CaseRef[] = [];

/** Hands cases over; then go to the screen that takes them. */
export function handCases(cases: readonly CaseRef[]): void {
  handed = cases;
}

/** What was handed over, as long as nothing else is: reading it takes nothing away, so that a screen may be drawn twice. */
export function handedCases(): readonly CaseRef[] {
  return handed;
}
