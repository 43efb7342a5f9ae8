// Owns how likely the labels of one hard item are: people guess among all classes, are torn between two, or answer with a
// spread of the item's own. Must not know how many items are hard. Invariant: the order of an item's labels cannot matter.
// Source: Dirichlet-multinomial for a spread of its own (Mosimann 1962); the three ways are ours
// (docs/decisions/0022-triage.md).
import type { ObservedLabel } from './dawid-skene.ts';
import { zeros } from './lists.ts';

/** Chances of the labels, in their order, on a hard item of each way. */
export type Ways = readonly [guess: number, torn: number, own: number];

/**
 * On a hard item people guess among all classes, are torn between two, or answer with a spread of the item's own (uniform
 * over all spreads).
 */
export function waysOf(list: readonly ObservedLabel[], classes: number): Ways {
  const seen = zeros(classes);
  let own = 1;
  for (const [at, { label }] of list.entries()) {
    own *= (seen[label]! + 1) / (at + classes);
    seen[label]! += 1;
  }
  const kinds = seen.filter((n) => n > 0).length;
  const pairs = (classes * (classes - 1)) / 2;
  // Pairs that hold every class given: of one class alone each pair with it.
  const holding = kinds === 1 ? classes - 1 : kinds === 2 ? 1 : 0;
  return [classes ** -list.length, (holding / pairs) * 2 ** -list.length, own];
}

/** Chance of the labels of a hard item whatever its way; `shares` are those of the ways. */
export function spreadOf(ways: Ways, shares: readonly number[]): number {
  let chance = 0;
  for (let w = 0; w < ways.length; w += 1) chance += ways[w]! * shares[w]!;
  return chance;
}
