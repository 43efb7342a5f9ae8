/**
 * Whether a manifest is what its own plan and seed give: keys, ranks, weights, strata, overlap and queue. Uses the very
 * functions of the draw. Must not need the frame: what only the traces could show (that no trace with a smaller key was
 * passed over) is judged by how likely the largest key of each stratum is.
 *
 * Source of the last: the k-th smallest of N uniform keys follows Beta(k, N − k + 1).
 */
import type { Manifest, ManifestItem } from '../domain/audit.ts';
import { itemIdOf } from '../domain/audit.ts';
import { canonicalJson } from '../domain/canonical.ts';
import { chooseOverlap } from '../sampling/overlap.ts';
import { planSizes } from '../sampling/plan-sizes.ts';
import { compareKeys, prnKey, prnUnit } from '../sampling/prn.ts';
import { queueOrder } from '../sampling/queue-order.ts';
import { betaCdf } from '../statistics/distributions.ts';

/** Sentences, each naming the item or stratum that is wrong; none where all is right. */
export type Faults = string[];

const isClose = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));

const keyed = (item: ManifestItem) => ({ id: item.traceId as string, key: item.key as string });

/** Ids and keys: each follows from the seed, the audit and the trace's id. */
export function checkKeys({ auditId, plan, items }: Manifest): Faults {
  const faults: Faults = [];
  for (const item of items) {
    if (item.id !== itemIdOf(auditId, item.traceId)) {
      faults.push(`item ${item.id} is not the item of trace ${item.traceId} in this audit`);
    }
    if (item.key !== prnKey(plan.seed, 'sample', item.traceId)) {
      faults.push(`the key of trace ${item.traceId} is not SHA-256 of seed:sample:id`);
    }
  }
  if (new Set(items.map((one) => one.traceId)).size < items.length) faults.push('a trace was drawn twice');
  return faults;
}

/** Sizes: strata sum to the frame and to the sample, each key names its values, each weight is N over n. */
export function checkStrata({ frameSize, strata, items, plan }: Manifest): Faults {
  const faults: Faults = [];
  // Those of a bridge audit are the classes that its items had before.
  const named = plan.bridge === undefined ? plan.dimensions.length : 1;
  const frame = strata.reduce((sum, one) => sum + one.population, 0);
  if (frame !== frameSize) faults.push(`the strata hold ${frame} traces, the frame ${frameSize}`);
  if (new Set(strata.map((one) => one.key)).size < strata.length) faults.push('a stratum is listed twice');
  const byStratum = Map.groupBy(items, (item) => item.stratum);
  for (const { key, values, population, drawn, isTakeAll } of strata) {
    const held = byStratum.get(key)?.length ?? 0;
    if (held !== drawn) faults.push(`stratum ${key} says ${drawn} drawn and holds ${held} items`);
    if (drawn > population) faults.push(`stratum ${key} gives ${drawn} of ${population} traces`);
    if (isTakeAll !== (drawn === population)) {
      faults.push(`stratum ${key} is ${isTakeAll ? 'not' : ''} taken whole, against what it says`);
    }
    if (values.length !== named || key !== canonicalJson(values)) {
      faults.push(`stratum ${key} is not named after its values`);
    }
  }
  const known = new Set(strata.map((one) => one.key));
  for (const key of byStratum.keys()) if (!known.has(key)) faults.push(`stratum ${key} is not listed`);
  return faults;
}

/** The first phase of a bridge audit: classes, shares and weights fit the strata, and only what is uncertain was drawn. */
export function checkPhaseOne({ plan, strata, items, phaseOne }: Manifest): Faults {
  const { bridge } = plan;
  if (bridge === undefined || phaseOne === undefined) {
    return bridge === undefined && phaseOne === undefined
      ? []
      : ['a bridge and its first phase belong together, and one of them is missing'];
  }
  const faults: Faults = [];
  if (phaseOne.auditId !== bridge.auditId) faults.push('the first phase is of another audit than the bridge');
  if (phaseOne.weights.length !== items.length)
    faults.push('the weights of the first phase are not one for each item');
  const total = phaseOne.classes.reduce((sum, of) => sum + of.share, 0);
  if (Math.abs(total - 1) > 1e-9) faults.push(`the shares of the first phase add up to ${total}`);
  const counted = phaseOne.classes.reduce((sum, of) => sum + of.items, 0);
  if (counted !== phaseOne.items)
    faults.push(`the classes of the first phase hold ${counted} items, not ${phaseOne.items}`);
  const byKey = new Map(strata.map((one) => [one.key, one]));
  for (const of of phaseOne.classes) {
    const found = byKey.get(canonicalJson([of.class]));
    const isCertain = bridge.mapping.find((one) => one.from === of.class)?.kind === 'certain';
    if ((found?.population ?? 0) !== of.items - of.gone) {
      faults.push(
        `class ${of.class} has ${of.items - of.gone} items to draw from, its stratum ${found?.population ?? 0}`,
      );
    }
    if (isCertain && (found?.drawn ?? 0) > 0)
      faults.push(`class ${of.class} has one certain meaning and was drawn`);
  }
  return faults;
}

/** How many items each stratum gives: as the plan's allocation has it for these populations. */
export function checkSizes({ plan, strata }: Manifest): Faults {
  const { allocation } = plan;
  const planned = planSizes(allocation, strata).sizesFor(allocation.size);
  if (!planned.ok) return [`the plan cannot draw ${allocation.size} items from these strata`];
  const sizes = new Map(planned.strata.map((one) => [one.key, one.drawn]));
  return strata
    .filter((one) => one.drawn !== sizes.get(one.key))
    .map((one) => `stratum ${one.key} gives ${one.drawn} items; the plan gives ${sizes.get(one.key)}`);
}

/** Weights N/n and inclusion probabilities n/N. */
export function checkWeights({ strata, items }: Manifest): Faults {
  const of = new Map(strata.map((one) => [one.key, one]));
  return items.flatMap(({ traceId, stratum, weight, inclusionProbability }) => {
    const { population = Number.NaN, drawn = Number.NaN } = of.get(stratum) ?? {};
    const faults: Faults = [];
    if (!isClose(weight, population / drawn)) {
      faults.push(`the weight of trace ${traceId} is ${weight}; N/n is ${population / drawn}`);
    }
    if (!isClose(inclusionProbability, drawn / population)) {
      faults.push(
        `the inclusion probability of trace ${traceId} is ${inclusionProbability}; n/N is ${drawn / population}`,
      );
    }
    return faults;
  });
}

/** Chance below which a largest key is called impossible; with a million honest strata one in a thousand audits errs. */
const IMPOSSIBLE = 1e-9;

/**
 * Ranks: 1, 2 … in the order of the keys, from where a rotating selection says that it began and round once; and the last
 * key is one that the n-th of N may have.
 */
export function checkRanks({ plan, strata, items }: Manifest): Faults {
  const faults: Faults = [];
  const byKey = new Map(strata.map((one) => [one.key, one]));
  for (const [key, members] of Map.groupBy(items, (item) => item.stratum)) {
    const { population = 0, rotation } = byKey.get(key) ?? {};
    const start = plan.selection === 'rotating' ? (rotation?.after ?? null) : null;
    const ordered = orderFrom(start, members);
    for (const [at, item] of ordered.entries()) {
      if (item.rank !== at + 1) {
        faults.push(`trace ${item.traceId} has rank ${item.rank}; by its key it has ${at + 1}`);
      }
    }
    const last = ordered.at(-1);
    const n = ordered.length;
    if (plan.selection === 'rotating' && rotation?.end !== last?.key) {
      faults.push(`the selection of stratum ${key} does not end where it says`);
    }
    // A stratum that is taken whole may go round to where it began.
    if (last === undefined || population < n || (start !== null && population === n)) continue;
    const chance = betaCdf(stepsFrom(start, last.key), n, population - n + 1);
    if (Math.min(chance, 1 - chance) < IMPOSSIBLE) {
      faults.push(
        start === null
          ? `the ${n} keys of stratum ${key} are not the ${n} smallest of ${population}`
          : `the ${n} keys of stratum ${key} are not the next ${n} of ${population}`,
      );
    }
  }
  return faults;
}

/** By key; those up to `start` come last, because a rotating selection wraps round. */
function orderFrom(start: string | null, members: readonly ManifestItem[]): ManifestItem[] {
  const isWrapped = (item: ManifestItem): number => Number(start !== null && item.key <= start);
  return members.toSorted((a, b) => isWrapped(a) - isWrapped(b) || compareKeys(keyed(a), keyed(b)));
}

/** Share of the circle of keys between a start and a key after it. */
function stepsFrom(start: string | null, key: string): number {
  const steps = prnUnit(key) - (start === null ? 0 : prnUnit(start));
  return steps < 0 ? steps + 1 : steps;
}

/** The overlap: the items that the seed gives. */
export function checkOverlap({ plan, items }: Manifest): Faults {
  const chosen = chooseOverlap({
    seed: plan.seed,
    items: items.map((item) => ({ id: item.traceId, stratum: item.stratum })),
    total: plan.overlap.size,
  });
  if (!chosen.ok) return [`an overlap of ${plan.overlap.size} does not reach every stratum`];
  const expected = new Set(chosen.itemIds);
  return items
    .filter((item) => item.isOverlap !== expected.has(item.traceId))
    .map((item) => `trace ${item.traceId} is ${item.isOverlap ? 'not ' : ''}in the overlap by its key`);
}

/** The queue: places by rank over size, so that every prefix is a sample. */
export function checkQueue({ items }: Manifest): Faults {
  const order = queueOrder(items.map((item) => ({ ...keyed(item), stratum: item.stratum })));
  const place = new Map(order.map((item, at) => [item.id, at + 1]));
  return items
    .filter((item) => item.position !== place.get(item.traceId))
    .map(
      (item) =>
        `trace ${item.traceId} stands at place ${item.position}; by its key at ${place.get(item.traceId)}`,
    );
}
