/**
 * Making an evidence span, step by step, with the same digits that score:
 *
 *   idle ──e on a selection──► class ──digit──► support ──1 supports, 2 contradicts (selection in a passage)──► idle
 *                                │                 ├──3 not in context──► idle
 *                                └──Esc──► idle    └──Esc: the span stays, without a link──► idle
 *
 * Pure. Invariant: the class step offers the same numbers as the question of the same taxonomy, so that a hand that
 * knows one knows the other; the clean class makes no span.
 */
import type { Range, Support } from '../../../shared/domain/review.ts';
import type { Taxonomy, TaxonomyClass } from '../../../shared/domain/taxonomy.ts';

export type EvidenceFlow =
  | { step: 'idle' }
  /** `spanId` is set when the class of a span that exists is being changed. */
  | { step: 'class'; range: Range; spanId: string | null }
  | { step: 'support'; range: Range; spanId: string };

export const IDLE: EvidenceFlow = { step: 'idle' };

export interface NumberedClass {
  number: number;
  of: TaxonomyClass;
}

/** Classes that a span can carry, with their numbers in the taxonomy. */
export function listSpanClasses(taxonomy: Taxonomy): NumberedClass[] {
  return taxonomy.classes
    .map((of, at) => ({ number: at + 1, of }))
    .filter((one) => one.of.id !== taxonomy.cleanClass);
}

export const supportChoices = [
  { number: 1, kind: 'supports', title: 'Supports it' },
  { number: 2, kind: 'contradicts', title: 'Contradicts it' },
  { number: 3, kind: 'not_in_context', title: 'Not in context' },
] as const;
export type SupportKind = (typeof supportChoices)[number]['kind'];

/** A selection inside a passage, by the passage's rank. */
export interface PassageSelection {
  passage: number;
  range: Range;
}

/** The link that a choice makes; null when it needs a selection in a passage and there is none. */
export function supportFor(kind: SupportKind, selected: PassageSelection | null): Support | null {
  if (kind === 'not_in_context') return { kind };
  return selected === null ? null : { kind, passage: selected.passage, range: selected.range };
}

/** One line on where a span stands. */
export function supportWords(support: Support | null): string {
  if (support === null) return 'no link to a passage yet';
  if (support.kind === 'not_in_context') return 'not in context';
  return `${support.kind} passage ${support.passage}`;
}
