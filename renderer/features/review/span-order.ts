/**
 * Evidence spans in relation to each other: which comes next, which lie over each other and how deep. Pure; code point
 * offsets. Invariant: two spans that share a character never have the same depth, while there are depths left.
 */
import type { EvidenceSpan } from '../../../shared/domain/review.ts';
import { supportWords } from './evidence-flow.ts';

/** Underlines that can lie beneath each other and still be told apart. */
export const DEPTHS = 3;

type Placed = Pick<EvidenceSpan, 'id' | 'output'>;

const overlap = (a: Placed, b: Placed): boolean =>
  a.output.start < b.output.end && b.output.start < a.output.end;

/** How deep each span's underline lies, by id; 0 is nearest to the text. */
export function depthsOf(spans: readonly Placed[]): Map<string, number> {
  const depths = new Map<string, number>();
  spans.forEach((span, at) => {
    const taken = new Set(
      spans
        .slice(0, at)
        .filter((other) => overlap(span, other))
        .map((other) => depths.get(other.id)),
    );
    const free = Array.from({ length: DEPTHS }, (_, depth) => depth).find((depth) => !taken.has(depth));
    depths.set(span.id, free ?? DEPTHS - 1);
  });
  return depths;
}

/** The span after or before the chosen one; it goes round at the ends. Null when there is none. */
export function neighbourSpan<S extends Placed>(
  spans: readonly S[],
  chosen: string | null,
  step: 1 | -1,
): S | null {
  const at = spans.findIndex((one) => one.id === chosen);
  if (at < 0) return spans.at(step === 1 ? 0 : -1) ?? null;
  return spans.at((at + step) % spans.length) ?? null;
}

/** Of the spans under a point, shortest first, the one after the chosen: pressing again reaches what lies beneath. */
export function pickAmong<S extends Placed>(under: readonly S[], chosen: string | null): S | null {
  const length = ({ output }: Placed): number => output.end - output.start;
  return neighbourSpan(
    under.toSorted((a, b) => length(a) - length(b)),
    chosen,
    1,
  );
}

const clipped = (quote: string): string => {
  const letters = [...quote];
  return letters.length > 80 ? `${letters.slice(0, 78).join('').trimEnd()}…` : quote;
};

/** "Span 2 of 3, Policy: “…”, contradicts passage 1". */
export function spanWords(span: EvidenceSpan, at: number, count: number, classTitle: string): string {
  return `Span ${at + 1} of ${count}, ${classTitle}: “${clipped(span.output.quote)}”, ${supportWords(span.support)}`;
}
