/**
 * Places that the evidence finder names, between its code points and the page's UTF-16 units; and which claim a place of
 * the output belongs to. Pure.
 */
import type { FoundEvidence, Place } from '../../../shared/evidence/found-evidence.ts';

/** Carries code point offsets of `text` to UTF-16 offsets; the table is made once for all places of a text. */
export function utf16Of(text: string): (codePoint: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (codePoint) => Math.min(codePoint, text.length);
  const offsets: number[] = [];
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) offsets.push(at);
  return (codePoint) => offsets[codePoint] ?? text.length;
}

const overlapOf = (a: Place, b: Place): number => Math.min(a.end, b.end) - Math.max(a.start, b.start);

/** Index of the claim that shares most with `place`; null when none shares anything. */
export function findClaim({ claims }: Pick<FoundEvidence, 'claims'>, place: Place): number | null {
  let best: number | null = null;
  let most = 0;
  for (const [index, claim] of claims.entries()) {
    const shared = overlapOf(claim, place);
    if (shared > most) {
      most = shared;
      best = index;
    }
  }
  return best;
}

/** Index of the detail that `at` lies in; null when it lies in none. */
export function findUnfound({ unfound }: Pick<FoundEvidence, 'unfound'>, at: number): number | null {
  const index = unfound.findIndex((one) => one.start <= at && at < one.end);
  return index < 0 ? null : index;
}
