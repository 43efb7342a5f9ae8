// Owns which gold items go into a queue and where. Must not know their answers. Invariants: chosen by permanent random
// numbers under a secret that is told to nobody, because the plan's seed is in every reviewer's header; places are
// spread over the whole queue, one in each of equal stretches, at a random point of its stretch.
import { compareBytes, compareKeys, prnKey, prnUnit } from './prn.ts';

/** Gold ids in the order in which they are tried; whoever wants k takes the first k that will do. */
export function goldOrder(secret: string, goldIds: readonly string[]): string[] {
  return [...new Set(goldIds)]
    .toSorted(compareBytes)
    .map((id) => ({ id, key: prnKey(secret, 'sample', id) }))
    .toSorted(compareKeys)
    .map((one) => one.id);
}

/** For each gold item, after how many sampled items it comes: 0 … `itemCount`, ascending. */
export function goldPlaces(secret: string, goldIds: readonly string[], itemCount: number): number[] {
  const stretch = (itemCount + 1) / goldIds.length;
  return goldIds.map((id, at) => Math.floor((at + prnUnit(prnKey(secret, 'assign:1', id))) * stretch));
}
