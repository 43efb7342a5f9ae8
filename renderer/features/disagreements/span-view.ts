/**
 * Evidence spans of all reviewers of a case, told apart by letter: which there are, how each is drawn, what its words are.
 * Pure. Invariant: a letter has the same pattern wherever it is drawn, and never only a colour.
 */
import type { DisagreementCase } from '../../../shared/contract/disagreements.ts';
import type { EvidenceSpan } from '../../../shared/domain/review.ts';
import type { TaxonomyClass } from '../../../shared/domain/taxonomy.ts';

type CaseReview = DisagreementCase['reviews'][number];

/** Patterns of underlines, in the order in which letters take them; span-marks.css draws them. */
export const patterns = ['solid', 'dashed', 'dotted', 'double', 'wavy'] as const;
export type Pattern = (typeof patterns)[number];

export function patternOf(place: number): Pattern {
  return patterns[place % patterns.length] ?? 'solid';
}

export interface LetteredSpan {
  /** Letter and span: two reviewers may send spans of one id. */
  key: string;
  letter: string;
  pattern: Pattern;
  tone: TaxonomyClass['tone'];
  /** Title of its class, or the class itself where it is not known. */
  className: string;
  span: EvidenceSpan;
}

function spansOf(review: CaseReview): EvidenceSpan[] {
  return Object.values(review.answers).flatMap((one) => (one.type === 'spans' ? one.spans : []));
}

/** Every span of every review, in the order of the letters. */
export function listSpans(
  reviews: readonly CaseReview[],
  classes: readonly Pick<TaxonomyClass, 'id' | 'title' | 'tone'>[],
): LetteredSpan[] {
  return reviews.flatMap((review, at) =>
    spansOf(review).map((span) => {
      const known = classes.find((one) => one.id === span.class);
      return {
        key: `${review.letter} ${span.id}`,
        letter: review.letter,
        pattern: patternOf(at),
        tone: known?.tone ?? 'other',
        className: known?.title ?? span.class,
        span,
      };
    }),
  );
}

/** Where a span is linked to, in words. */
export function linkWords({ support }: EvidenceSpan): string {
  if (support === null) return 'no link to a passage';
  if (support.kind === 'not_in_context') return 'not in the context';
  return `${support.kind === 'supports' ? 'supported' : 'contradicted'} by passage ${support.passage}`;
}

export interface PassageSpan {
  key: string;
  letter: string;
  pattern: Pattern;
  kind: 'supports' | 'contradicts';
  range: EvidenceSpan['output'];
}

/** What of the spans lies in the passage of this rank. */
export function spansInPassage(spans: readonly LetteredSpan[], rank: number): PassageSpan[] {
  return spans.flatMap(({ key, letter, pattern, span: { support } }) =>
    support === null || support.kind === 'not_in_context' || support.passage !== rank
      ? []
      : [{ key, letter, pattern, kind: support.kind, range: support.range }],
  );
}

/** The words of a span in a line: long ones lose their middle. */
export function quoteWords(quote: string, most = 90): string {
  const told = quote.replace(/\s+/g, ' ').trim();
  if (told.length <= most) return told;
  const half = Math.floor((most - 3) / 2);
  return `${told.slice(0, half).trimEnd()} … ${told.slice(-half).trimStart()}`;
}
