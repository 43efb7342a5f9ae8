/**
 * Texts by their words: what a text says in terms that can be compared, how alike two texts are, and groups of texts that
 * share their rare words. Everything local; texts are data and nothing in them is followed.
 *
 * Must not know items or rulings. Invariant: likeness lies in [0, 1], is the same both ways, and nothing hangs on the order
 * of texts but numbers of groups.
 */

/** As if so many texts of other words were there besides: in a handful of texts a word that all share is no common one. */
const BACKGROUND = 20;

/** Terms of a text with how often each occurs. */
export type Terms = ReadonlyMap<string, number>;

/** Rarity of terms over a set of texts, as in BM25 (never negative). */
export class TermIndex {
  readonly #postings = new Map<string, number[]>();
  readonly #texts: Terms[] = [];
  #norms: Float64Array | null = null;

  add(terms: Terms): number {
    const at = this.#texts.push(terms) - 1;
    for (const term of terms.keys()) {
      const held = this.#postings.get(term);
      if (held === undefined) this.#postings.set(term, [at]);
      else held.push(at);
    }
    this.#norms = null;
    return at;
  }

  get size(): number {
    return this.#texts.length;
  }

  /** More than 0; the rarer the larger. */
  rarity(term: string): number {
    const holding = this.#postings.get(term)?.length ?? 0;
    return Math.log(1 + (this.#texts.length + BACKGROUND - holding + 0.5) / (holding + 0.5));
  }

  /** How alike each text of the index is to one, by number; only those with anything in common. */
  likeness(to: Terms, isWanted: (term: string) => boolean = () => true): Map<number, number> {
    const norms = this.#norms ?? this.#measure();
    const dots = new Map<number, number>();
    let own = 0;
    for (const [term, times] of to) {
      const weight = weightOf(times) * this.rarity(term);
      own += weight * weight;
      if (!isWanted(term)) continue;
      for (const at of this.#postings.get(term) ?? []) {
        const other = weightOf(this.#texts[at]!.get(term)!) * this.rarity(term);
        dots.set(at, (dots.get(at) ?? 0) + weight * other);
      }
    }
    for (const [at, dot] of dots) {
      const length = Math.sqrt(own) * norms[at]!;
      dots.set(at, length > 0 ? Math.min(1, dot / length) : 0);
    }
    return dots;
  }

  /** Texts that hold a term. */
  holding(term: string): readonly number[] {
    return this.#postings.get(term) ?? [];
  }

  #measure(): Float64Array {
    this.#norms = Float64Array.from(this.#texts, (terms) => {
      let sum = 0;
      for (const [term, times] of terms) sum += (weightOf(times) * this.rarity(term)) ** 2;
      return Math.sqrt(sum);
    });
    return this.#norms;
  }
}

/** Saturates: the tenth time a word says less than the first. */
const weightOf = (times: number): number => (times * 2.2) / (times + 1.2);

export interface WordGroup {
  /** Numbers of the texts, ascending. */
  readonly members: readonly number[];
  /** Terms that most of its texts share and few others have, the most telling first. */
  readonly terms: readonly string[];
}

/** Texts at least this alike to the first of a group belong to it. */
const ALIKE = 0.3;
/** Terms that so many texts hold tell nothing apart, and would make this slow. */
const COMMON_SHARE = 0.1;
const COMMON_LEAST = 20;
const MOST_TERMS = 5;

/**
 * Groups of at least `least` texts that are alike: the text with most likeness around it first, each text in one group.
 * Greedy; a text that is like no other is in none.
 */
export function groupByWording(index: TermIndex, texts: readonly Terms[], least: number): WordGroup[] {
  const mostHolding = Math.max(COMMON_LEAST, COMMON_SHARE * index.size);
  const isTelling = (term: string): boolean => index.holding(term).length <= mostHolding;
  const near = texts.map((terms) =>
    [...index.likeness(terms, isTelling)].filter(([, like]) => like >= ALIKE).map(([at]) => at),
  );
  const order = near.map((_, at) => at).toSorted((a, b) => near[b]!.length - near[a]!.length || a - b);
  const taken = new Set<number>();
  const groups: WordGroup[] = [];
  for (const at of order) {
    if (taken.has(at)) continue;
    const members = near[at]!.filter((one) => !taken.has(one)).toSorted((a, b) => a - b);
    if (members.length < least) continue;
    for (const one of members) taken.add(one);
    groups.push({ members, terms: tellingTerms(index, texts, members) });
  }
  return groups;
}

/** Terms that at least half of the members hold, by how much more often they do than texts in general. */
export function tellingTerms(
  index: TermIndex,
  texts: readonly Terms[],
  members: readonly number[],
): string[] {
  const counts = new Map<string, number>();
  for (const at of members)
    for (const term of texts[at]!.keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
  return [...counts]
    .filter(([, n]) => n * 2 >= members.length)
    .map(([term, n]) => ({ term, gain: (n / members.length) * index.rarity(term) }))
    .toSorted((a, b) => b.gain - a.gain || (a.term < b.term ? -1 : 1))
    .slice(0, MOST_TERMS)
    .map((one) => one.term);
}
