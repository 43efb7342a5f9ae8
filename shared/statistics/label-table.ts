// Owns labels as agreement sees them: how many reviewers put each unit into each category, with equal units counted
// once. Must not know who said what (see reviewer-agreement.ts). Invariant: units without a label are ignored
// everywhere; the order of units and of reviewers cannot matter, because only counts are kept.
import { zeros } from './lists.ts';

/** A label as the number of its category on the declared scale, or null where the reviewer gave none. */
export type LabelIndex = number | null;

export interface Pattern {
  /** How many labels of the unit are in each declared category. */
  readonly counts: readonly number[];
  /** Labels of the unit (m_u >= 1). */
  readonly labels: number;
  /** Units that share these counts (and this weight and stratum). */
  readonly frequency: number;
  /** Weight of each such unit; 1 unless given. */
  readonly weight: number;
  /** Resampling stays within it; empty unless given. */
  readonly stratum: string;
}

export interface LabelTable {
  /** Declared categories. */
  readonly categories: number;
  readonly patterns: readonly Pattern[];
  /** Units with at least one label. */
  readonly units: number;
  /** Units with at least two labels. */
  readonly pairableUnits: number;
  /** Labels on units with at least two. */
  readonly pairableLabels: number;
}

export interface TableUnit {
  readonly labels: readonly LabelIndex[];
  readonly weight?: number;
  readonly stratum?: string;
}

/** Counts units by pattern in one pass over the labels. Throws a RangeError for a label outside the scale. */
export function tabulate(units: readonly TableUnit[], categories: number): LabelTable {
  const base = 1 + units.reduce((max, unit) => Math.max(max, unit.labels.length), 0);
  const powers = Array.from({ length: categories }, (_, c) => base ** c);
  const hasShortCode = base ** categories < Number.MAX_SAFE_INTEGER;
  const found = new Map<string | number, { -readonly [K in keyof Pattern]: Pattern[K] }>();
  for (const unit of units) {
    const isPlain = unit.weight === undefined && unit.stratum === undefined;
    let code = 0;
    let labels = 0;
    for (const label of unit.labels) {
      if (label === null) continue;
      const power = powers[label];
      if (power === undefined) throw new RangeError(`label ${label} is outside the declared scale`);
      code += power;
      labels += 1;
    }
    if (labels === 0) continue;
    const labelled = hasShortCode ? code : JSON.stringify(countLabels(unit.labels, categories));
    const key = isPlain ? labelled : `${labelled} ${unit.weight ?? 1} ${unit.stratum ?? ''}`;
    const pattern = found.get(key);
    if (pattern === undefined) {
      const counts = countLabels(unit.labels, categories);
      found.set(key, { counts, labels, frequency: 1, weight: unit.weight ?? 1, stratum: unit.stratum ?? '' });
    } else {
      pattern.frequency += 1;
    }
  }
  return tableOf([...found.values()], categories);
}

/** A table of patterns with other frequencies, for resamples and subsets. */
export function tableOf(patterns: readonly Pattern[], categories: number): LabelTable {
  let units = 0;
  let pairableUnits = 0;
  let pairableLabels = 0;
  for (const { frequency, labels } of patterns) {
    units += frequency;
    if (labels < 2) continue;
    pairableUnits += frequency;
    pairableLabels += frequency * labels;
  }
  return { categories, patterns, units, pairableUnits, pairableLabels };
}

/** Two categories: the chosen one (0) and all others (1). */
export function oneVersusRest(table: LabelTable, category: number): LabelTable {
  const patterns = table.patterns.map((pattern) => {
    const chosen = pattern.counts[category] ?? 0;
    return { ...pattern, counts: [chosen, pattern.labels - chosen] };
  });
  return tableOf(patterns, 2);
}

/** The same table with patterns that have become equal counted together. */
export function mergeEqual(table: LabelTable): LabelTable {
  const found = new Map<string, { -readonly [K in keyof Pattern]: Pattern[K] }>();
  for (const pattern of table.patterns) {
    const key = JSON.stringify([pattern.counts, pattern.weight, pattern.stratum]);
    const same = found.get(key);
    if (same === undefined) found.set(key, { ...pattern });
    else same.frequency += pattern.frequency;
  }
  return tableOf([...found.values()], table.categories);
}

/** Labels of units with at least two, per category, each unit counted with its weight as it is. */
export function pairableTotals(table: LabelTable): number[] {
  const totals = zeros(table.categories);
  for (const { counts, labels, frequency } of table.patterns) {
    if (labels < 2) continue;
    counts.forEach((count, c) => {
      totals[c]! += frequency * count;
    });
  }
  return totals;
}

/** Category numbers of raw labels on a declared scale. Throws a RangeError for a label that is not on it. */
export function indexLabels<T>(
  categories: readonly T[],
  rows: readonly (readonly (T | null)[])[],
): LabelIndex[][] {
  const index = new Map(categories.map((category, c) => [category, c]));
  return rows.map((row) =>
    row.map((label) => {
      if (label === null) return null;
      const c = index.get(label);
      if (c === undefined) throw new RangeError(`label ${String(label)} is outside the declared scale`);
      return c;
    }),
  );
}

function countLabels(labels: readonly LabelIndex[], categories: number): number[] {
  const counts = zeros(categories);
  for (const label of labels) if (label !== null) counts[label]! += 1;
  return counts;
}
