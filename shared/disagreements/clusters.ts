/**
 * Clusters of cases: by pair of classes within a stratum, by a passage that disagreements gather around, and by similar
 * wording of what was asked. Each is a set of cases with what holds it together; what it means is said elsewhere.
 *
 * Must not know verdicts or rulings. Invariant: ids depend on the cases alone; a case is in one cluster of pairs, and in any
 * number of the others.
 */
import { wilson } from '../statistics/binomial-intervals.ts';
import { pairKey } from './find-cases.ts';
import type { Terms } from './wording.ts';
import { groupByWording, TermIndex } from './wording.ts';

/** An item of the overlap as far as clusters need it. */
export interface ClusterItem {
  readonly itemId: string;
  readonly stratumKey: string;
  readonly stratum: readonly string[];
  /** Of the passages that the model was given; empty where the text is not here. */
  readonly passageKeys: readonly string[];
  readonly passageTitles: ReadonlyMap<string, string>;
  /** Of what was asked. */
  readonly terms: Terms;
  /** Options given, most given first; fewer than two where nothing is disputed. */
  readonly options: readonly string[];
}

export interface FoundCluster {
  readonly id: string;
  readonly kind: 'pair' | 'passage' | 'wording';
  readonly pair: readonly [string, string] | null;
  readonly stratum: readonly string[] | null;
  /** Of a passage or of words; empty for a pair, whose title its classes make. */
  readonly words: string;
  readonly itemIds: readonly string[];
  /** Disputed among the items that share it, and among the others; null where that was not asked. */
  readonly rates: { readonly own: Count; readonly others: Count } | null;
}

interface Count {
  readonly x: number;
  readonly n: number;
}

/** Fewest cases of a cluster by passage or wording; a pair within a stratum is one from two on. */
const LEAST = 3;
const LEAST_PAIR = 2;
/** A list of more would not be read. */
const MOST_OF_A_KIND = 50;

/** `prefix` makes ids unique over audits and questions. */
export function findClusters(items: readonly ClusterItem[], prefix: string): FoundCluster[] {
  return [...findPairClusters(items, prefix), ...findTextClusters(items, prefix)];
}

/** By pair of classes within a stratum, which needs no text. */
export function findPairClusters(
  items: readonly Pick<ClusterItem, 'itemId' | 'stratumKey' | 'stratum' | 'options'>[],
  prefix: string,
): FoundCluster[] {
  return byPair(items.filter(isDisputed), idsUnder(prefix));
}

/** By passage and by wording. */
export function findTextClusters(items: readonly ClusterItem[], prefix: string): FoundCluster[] {
  const idOf = idsUnder(prefix);
  return [
    ...byPassage(items, idOf).slice(0, MOST_OF_A_KIND),
    ...byWording(items.filter(isDisputed), idOf).slice(0, MOST_OF_A_KIND),
  ];
}

type IdOf = (kind: FoundCluster['kind'], rest: string) => string;

function idsUnder(prefix: string): IdOf {
  return (kind, rest) => `${prefix} ${kind} ${rest}`;
}

function isDisputed({ options }: Pick<ClusterItem, 'options'>): boolean {
  return options.length > 1;
}

/** A case counts under the two classes that most people gave. */
export function mainPair(options: readonly string[]): readonly [string, string] {
  const [a, b] = options.slice(0, 2).toSorted();
  return [a!, b!];
}

function byPair(
  disputed: readonly Pick<ClusterItem, 'itemId' | 'stratumKey' | 'stratum' | 'options'>[],
  idOf: IdOf,
): FoundCluster[] {
  const groups = Map.groupBy(disputed, (one) => `${pairKey(...mainPair(one.options))} ${one.stratumKey}`);
  return [...groups]
    .filter(([, members]) => members.length >= LEAST_PAIR)
    .map(([key, members]) => ({
      id: idOf('pair', key),
      kind: 'pair' as const,
      pair: mainPair(members[0]!.options),
      stratum: members[0]!.stratum,
      words: '',
      itemIds: members.map((one) => one.itemId),
      rates: null,
    }))
    .toSorted((a, b) => b.itemIds.length - a.itemIds.length || (a.id < b.id ? -1 : 1));
}

/** Passages around which people differ clearly more often than elsewhere: the lower limit of their rate is above the rest's rate. */
function byPassage(items: readonly ClusterItem[], idOf: IdOf): FoundCluster[] {
  const holders = new Map<string, ClusterItem[]>();
  for (const item of items) {
    for (const key of item.passageKeys) {
      const held = holders.get(key);
      if (held === undefined) holders.set(key, [item]);
      else held.push(item);
    }
  }
  const all = items.filter(isDisputed).length;
  return [...holders]
    .flatMap(([key, members]) => {
      const cases = members.filter(isDisputed);
      if (cases.length < LEAST) return [];
      const own = { x: cases.length, n: members.length };
      const others = { x: all - own.x, n: items.length - own.n };
      const elsewhere = others.n === 0 ? 1 : others.x / others.n;
      if (wilson(own.x, own.n, 0.05).low <= elsewhere) return [];
      return [
        {
          id: idOf('passage', key),
          kind: 'passage' as const,
          pair: null,
          stratum: null,
          words: members[0]!.passageTitles.get(key) ?? key,
          itemIds: cases.map((one) => one.itemId),
          rates: { own, others },
        },
      ];
    })
    .toSorted((a, b) => b.itemIds.length - a.itemIds.length || (a.id < b.id ? -1 : 1));
}

function byWording(disputed: readonly ClusterItem[], idOf: IdOf): FoundCluster[] {
  const index = new TermIndex();
  const texts = disputed.map((one) => one.terms);
  for (const terms of texts) index.add(terms);
  return groupByWording(index, texts, LEAST)
    .filter(({ terms }) => terms.length > 0)
    .map(({ members, terms }) => ({
      id: idOf('wording', `${terms.join('+')}:${disputed[members[0]!]!.itemId}`),
      kind: 'wording' as const,
      pair: null,
      stratum: null,
      words: terms.join(', '),
      itemIds: members.map((at) => disputed[at]!.itemId),
      rates: null,
    }));
}
