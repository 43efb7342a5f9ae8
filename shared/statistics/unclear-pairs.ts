// Owns which pairs of classes the taxonomy leaves unclear: D3, and besides that the conflicts are about these two alone and
// come from more than slips. Must not know definitions. Invariant: a frequent class and a slip now and then never make a pair
// unclear, however many people judge each item.
// Source: ours (docs/decisions/0022-triage.md); thresholds from simulation. Wilson (1927) for the bound.
import { wilson } from './binomial-intervals.ts';
import type { ObservedLabel } from './dawid-skene.ts';
import type { ClassPair } from './taxonomy-pairs.ts';

/** Of the items on which both classes were named, so many must be about these two alone. */
const MIN_SPECIFIC = 0.5;
const MAX_OTHERS = 0.25;
/** Lower 95 % limit of how often one of the two classes is called the other, label by label. */
const MIN_CONFUSED = 0.11;

/** Of `pairs`, those that are unclear. `labels` are those that the pairs were found in. */
export function unclearPairs(
  pairs: readonly ClassPair[],
  labels: readonly ObservedLabel[],
): (readonly [number, number])[] {
  const suspects = pairs.filter((pair) => pair.isTaxonomyProblem);
  if (suspects.length === 0) return [];
  const items = [...Map.groupBy(labels, (label) => label.item).values()]
    .filter((list) => list.length >= 2)
    .map(countClasses);
  return suspects
    .filter((pair) => isSpecific(pair, items) && isConfused(pair, items))
    .map(({ a, b }) => [a, b] as const);
}

/** Labels of an item by class. */
type ItemCounts = ReadonlyMap<number, number>;

function countClasses(list: readonly ObservedLabel[]): ItemCounts {
  const counts = new Map<number, number>();
  for (const { label } of list) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/** Hard items hold every pair of classes among others; an unclear pair is named by itself. */
function isSpecific({ a, b }: ClassPair, items: readonly ItemCounts[]): boolean {
  let both = 0;
  let alone = 0;
  for (const counts of items) {
    const [x, y] = [counts.get(a) ?? 0, counts.get(b) ?? 0];
    if (x === 0 || y === 0) continue;
    both += 1;
    const all = counts.values().reduce((sum, n) => sum + n, 0);
    if (all - x - y <= MAX_OTHERS * all) alone += 1;
  }
  return both > 0 && alone >= MIN_SPECIFIC * both;
}

/**
 * Where one of the two is what most people say of an item, how often is the other said? The share of items on which both are
 * named, by which D3 goes, grows with the people who judge each: ten people who slip once in fifty name two classes on
 * every sixth item.
 */
function isConfused({ a, b }: ClassPair, items: readonly ItemCounts[]): boolean {
  return [
    [a, b],
    [b, a],
  ].some(([is, other]) => {
    let called = 0;
    let all = 0;
    for (const counts of items) {
      const own = counts.get(is!) ?? 0;
      if (own < Math.max(...counts.values())) continue;
      const others = counts.get(other!) ?? 0;
      called += others;
      all += own + others;
    }
    return all > 0 && wilson(called, all, 0.05).low >= MIN_CONFUSED;
  });
}
