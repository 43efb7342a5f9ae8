/**
 * What the queue rail shows of an item: a title and small facts, none of which may give away what blinding hides.
 */
import type { AuditPlan } from './audit.ts';
import type { Trace } from './trace.ts';
import { dimensionValue, NO_VALUE } from './trace.ts';

/** Title of an item whose text was erased. */
export const erasedTitle = 'Text erased: its retention ended';

/** Longest title, UTF-16 units. */
const titleLength = 90;

/** First words of what was asked: the last message of the user, on one line. */
export function queueTitle(of: Trace): string {
  const asked = of.prompt.findLast((one) => one.role === 'user') ?? of.prompt.at(-1);
  const line = (asked?.text ?? '').replace(/\s+/gu, ' ').trim();
  if (line.length <= titleLength) return line;
  const cut = line.slice(0, titleLength);
  const lastSpace = cut.lastIndexOf(' ');
  const whole = lastSpace > titleLength / 2 ? cut.slice(0, lastSpace) : cut;
  return `${whole.isWellFormed() ? whole : whole.slice(0, -1)}…`;
}

/** Values of the plan's dimensions that blinding leaves open, then the language; each once, none missing. */
export function queueFacets(of: Trace, plan: Pick<AuditPlan, 'dimensions' | 'blinding'> | null): string[] {
  const isSealed = (name: string): boolean =>
    (name === 'model' && plan?.blinding.hidesModel === true) ||
    (name === 'policyCheck' && plan?.blinding.hidesJudge === true);
  const open = (plan?.dimensions ?? []).filter((name) => !isSealed(name));
  const values = [...open, 'language' as const].map((name) => dimensionValue(of, name));
  return [...new Set(values.filter((value) => value !== NO_VALUE))];
}

/** What decides the state of an item for one person. */
export interface ItemFacts {
  hasReview: boolean;
  skippedAt: string | null;
  draftSavedAt: string | null;
}

/** A draft counts unless the item was skipped after it; then a review, then a skip. */
export function itemStateOf(of: ItemFacts): 'open' | 'draft' | 'done' | 'skipped' {
  const hasDraft = of.draftSavedAt !== null && (of.skippedAt === null || of.draftSavedAt > of.skippedAt);
  if (hasDraft) return 'draft';
  if (of.hasReview) return 'done';
  return of.skippedAt === null ? 'open' : 'skipped';
}
