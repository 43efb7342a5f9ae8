/** In which order keys step through what the evidence finder found, and the words for it. Pure. */
import type { FoundClaim, SupportingPassage, Unfound } from '../../../shared/evidence/found-evidence.ts';
import { formatCounted } from '../../lib/format.ts';

/** Ranks to step through: those that are lit, best first, then the others in their own order. */
export function orderRanks(ranks: readonly number[], lit: readonly SupportingPassage[]): number[] {
  const first = lit.map((one) => one.rank).filter((rank) => ranks.includes(rank));
  return [...first, ...ranks.filter((rank) => !first.includes(rank))];
}

/** The rank after or before `focused`; without one the first or last. Null beyond either end. */
export function stepRank(order: readonly number[], focused: number | null, by: 1 | -1): number | null {
  const at = focused === null ? -1 : order.indexOf(focused);
  if (at < 0) return order.at(by === 1 ? 0 : -1) ?? null;
  return order[at + by] ?? null;
}

/** Index of the next or previous of `count`, from the end to the beginning and back. Null when there is none. */
export function stepAround(count: number, at: number | null, by: 1 | -1): number | null {
  if (count === 0) return null;
  if (at === null) return by === 1 ? 0 : count - 1;
  return (at + by + count) % count;
}

/** How much of the sentence's words a passage shares, in three words; the meter shows the same. */
export function strengthWords(score: number): 'close' | 'partial' | 'faint' {
  if (score >= 0.6) return 'close';
  return score >= 0.3 ? 'partial' : 'faint';
}

const ordinals = ['best', '2nd', '3rd'];

/** `best`, `2nd`, `3rd`, `4th`: which of the lit passages this is. `at` counts from 0. */
export function placeWords(at: number): string {
  return ordinals[at] ?? `${at + 1}th`;
}

/** What lights up for a sentence, in one line. It points at words and says nothing of what is true. */
export function supportWords(claim: FoundClaim, passageCount: number): string {
  if (passageCount === 0) return 'No passage was retrieved, so none says this.';
  const [best] = claim.passages;
  if (best === undefined) return 'No passage says this.';
  const { length } = claim.passages;
  const where =
    length === 1 ? `passage ${best.rank}` : `${formatCounted(length, 'passage')}, best passage ${best.rank}`;
  const strength = strengthWords(best.score);
  return strength === 'faint' ? `A faint match only, in ${where}.` : `Found in ${where}: ${strength} match.`;
}

const QUOTED = 120;

/** What a screen reader hears of a sentence that was selected: its beginning, and where it was found. */
export function selectedWords(quote: string, words: string): string {
  const points = [...quote];
  return `Selected: ${points.length > QUOTED ? `${points.slice(0, QUOTED).join('')}…` : quote} ${words}`;
}

/** `2 details are in no passage`. */
export function unfoundWords(unfound: readonly Unfound[]): string {
  return unfound.length === 1 ? '1 detail is in no passage' : `${unfound.length} details are in no passage`;
}
