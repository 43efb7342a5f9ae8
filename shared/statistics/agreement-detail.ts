// Owns agreement in detail, as a report shows it below the headline: per class, per pair of reviewers, per reviewer. Must
// not know names, questions or weights of the frame. Invariant: every figure has honest limits (a share of 1 from few
// items is not certain) or a named reason, and does not depend on the order of units or reviewers.
// Sources: Krippendorff (2019), ch. 12; Cicchetti & Feinstein (1990); Cohen (1968); Korn & Graubard (1998) for limits of
// shares whose units hang together.
import { DEFAULT_REPLICATES } from './agreement-bootstrap.ts';
import {
  alphaWithLimits,
  inFixedOrder,
  metricOf,
  tableOfRequest,
  type AgreementRequest,
  type AgreementUnit,
} from './agreement.ts';
import { alphaWithout, withoutReviewer } from './alpha-without.ts';
import { clopperPearson } from './binomial-intervals.ts';
import { cohenKappa, MIN_PAIRS_SHOWN, type Kappa, type KappaWeights } from './cohen.ts';
import { kgStar } from './kg-star.ts';
import {
  indexLabels,
  mergeEqual,
  oneVersusRest,
  pairableTotals,
  tabulate,
  type LabelIndex,
  type LabelTable,
} from './label-table.ts';
import { noEstimate, type Limits, type StatResult } from './result.ts';

const DEFAULT_ALPHA = 0.05;

export interface ClassAgreement {
  readonly category: string;
  /** Labels of this class among the pairable ones. */
  readonly labels: number;
  /** α of this class against all others. Reasons: NO_OVERLAP, NO_VARIATION (never or always used). */
  readonly alpha: StatResult;
  /** Chance that a second reviewer says this class where a first one did; `n` is the items. Reasons: NO_OVERLAP, NO_DATA. */
  readonly specific: StatResult;
}

/** One entry per declared category, in their order (C6). Throws a RangeError for a label outside the scale. */
export function perClassAgreement(request: AgreementRequest): ClassAgreement[] {
  const table = tableOfRequest(request);
  const totals = pairableTotals(table);
  return request.categories.map((category, c) => ({
    category,
    labels: totals[c]!,
    alpha: alphaWithLimits(
      inFixedOrder(mergeEqual(oneVersusRest(table, c))),
      {
        metric: { scale: 'nominal' },
        method: 'Krippendorff α, one class against the rest, unit bootstrap',
        seed: `${request.seed}:class:${category}`,
        replicates: request.replicates ?? DEFAULT_REPLICATES,
        alpha: request.alpha ?? DEFAULT_ALPHA,
      },
      [],
    ),
    specific: specificOf(table, c, request.alpha ?? DEFAULT_ALPHA),
  }));
}

export interface ReviewerRequest extends Omit<AgreementRequest, 'units'> {
  /** `labels[r]` is what reviewer r said, null where nothing: the same columns in every unit. */
  readonly units: readonly Pick<AgreementUnit, 'labels'>[];
  readonly reviewers: number;
}

export interface ReviewerPair {
  readonly a: number;
  readonly b: number;
  /** Share of their common items on which they agree. Reason: NO_OVERLAP. */
  readonly percent: StatResult;
  /** Cohen's κ, with linear weights on an ordered scale. Reasons: NO_OVERLAP, TOO_FEW_PAIRS (below 20), NO_VARIATION. */
  readonly kappa: StatResult;
}

/** Every two reviewers, a < b (C2). */
export function perPairAgreement(request: ReviewerRequest): ReviewerPair[] {
  const { reviewers, scale, categories, alpha = DEFAULT_ALPHA } = request;
  const weights: KappaWeights = scale === 'nominal' ? 'identity' : 'linear';
  const common = commonLabels(columnsOf(request), reviewers);
  const pairs: ReviewerPair[] = [];
  // Of many reviewers most pairs share a handful of items: the same few shares again and again.
  const shares = new Map<string, StatResult>();
  for (let a = 0; a < reviewers; a += 1) {
    for (let b = a + 1; b < reviewers; b += 1) {
      const { first, second } = common.get(a * reviewers + b) ?? { first: [], second: [] };
      const same = first.reduce((sum, label, i) => sum + (label === second[i] ? 1 : 0), 0);
      const key = `${same}/${first.length}`;
      const percent = shares.get(key) ?? shareOf(same, first.length, alpha);
      shares.set(key, percent);
      pairs.push({
        a,
        b,
        percent,
        kappa: kappaOf(first, second, categories.length, weights, alpha),
      });
    }
  }
  return pairs;
}

/** Labels of the units that both labelled, by a·reviewers + b, in one pass over the units. */
function commonLabels(rows: readonly (readonly LabelIndex[])[], reviewers: number) {
  const common = new Map<number, { first: number[]; second: number[] }>();
  for (const row of rows) {
    const labelled = labelledColumns(row);
    for (let i = 0; i < labelled.length; i += 1) {
      for (let j = i + 1; j < labelled.length; j += 1) {
        const key = labelled[i]! * reviewers + labelled[j]!;
        const held = common.get(key) ?? { first: [], second: [] };
        if (held.first.length === 0) common.set(key, held);
        held.first.push(row[labelled[i]!]!);
        held.second.push(row[labelled[j]!]!);
      }
    }
  }
  return common;
}

function labelledColumns(row: readonly LabelIndex[]): number[] {
  const columns: number[] = [];
  for (let r = 0; r < row.length; r += 1) if (row[r] !== null && row[r] !== undefined) columns.push(r);
  return columns;
}

export interface ReviewerDetail {
  readonly reviewer: number;
  /** Share of the pairs of one label of this reviewer and one of another that agree; `n` is the items. Reason: NO_OVERLAP. */
  readonly peer: StatResult;
  /** α of all others: how far it rises shows how much this one pulls it down. Reasons: NO_OVERLAP, NO_VARIATION. */
  readonly alphaWithout: StatResult;
}

/** Every reviewer against the others (C6). */
export function perReviewerAgreement(request: ReviewerRequest): ReviewerDetail[] {
  const { reviewers, categories, alpha = DEFAULT_ALPHA } = request;
  const rows = columnsOf(request);
  const whole = tabulate(
    rows.map((labels) => ({ labels })),
    categories.length,
  );
  const labelled = rows.map(labelledColumns);
  const ownRows: number[][] = Array.from({ length: reviewers }, () => []);
  labelled.forEach((columns, i) => {
    for (const r of columns) ownRows[r]?.push(i);
  });
  return ownRows.map((own, reviewer) => {
    const parts = new Map<string, { -readonly [K in keyof Part]: Part[K] }>();
    for (const i of own) {
      const row = rows[i]!;
      const of = labelled[i]!.length - 1;
      if (of === 0) continue;
      const hits = labelled[i]!.filter((r) => r !== reviewer && row[r] === row[reviewer]).length;
      const part = parts.get(`${hits}/${of}`) ?? { hits, of, units: 0 };
      parts.set(`${hits}/${of}`, part);
      part.units += 1;
    }
    const ownUnits = own.map((i) => rows[i]!);
    return {
      reviewer,
      peer: ratioOverUnits(
        [...parts.values()].toSorted((a, b) => a.hits - b.hits || a.of - b.of),
        'agreement with the others, KG* over items',
        alpha,
      ),
      alphaWithout: alphaWithout(withoutReviewer(whole, ownUnits, reviewer), metricOf(request), alpha),
    };
  });
}

/** Units with `hits` of `of` pairs agreeing, so many alike. */
export interface Part {
  readonly hits: number;
  readonly of: number;
  readonly units: number;
}

/**
 * Σhits/Σof with KG* limits: pairs of one item hang together, so the variance is that of items, and the effective size is
 * at most their Kish size by number of pairs.
 */
export function ratioOverUnits(parts: readonly Part[], method: string, alpha: number): StatResult {
  const n = parts.reduce((sum, part) => sum + part.units, 0);
  const of = parts.reduce((sum, part) => sum + part.units * part.of, 0);
  if (of === 0) return noEstimate('NO_OVERLAP', 0, method);
  const estimate = parts.reduce((sum, part) => sum + part.units * part.hits, 0) / of;
  const squares = parts.reduce((sum, part) => sum + part.units * (part.hits - estimate * part.of) ** 2, 0);
  const squareSizes = parts.reduce((sum, part) => sum + part.units * part.of * part.of, 0);
  const variance = n > 1 ? ((n / (n - 1)) * squares) / (of * of) : 0;
  const limits = kgStar({ estimate, variance, n, df: n - 1, nKish: (of * of) / squareSizes, alpha });
  return figure(estimate, limits, n, method);
}

function specificOf(table: LabelTable, category: number, alpha: number): StatResult {
  const method = 'specific agreement, KG* over items';
  if (table.pairableUnits === 0) return noEstimate('NO_OVERLAP', 0, method);
  const parts = table.patterns.flatMap(({ counts, labels, frequency }): Part[] => {
    const count = counts[category]!;
    if (labels < 2 || count === 0) return [];
    return [{ hits: count * (count - 1), of: count * (labels - 1), units: frequency }];
  });
  return parts.length === 0 ? noEstimate('NO_DATA', 0, method) : ratioOverUnits(parts, method, alpha);
}

function shareOf(same: number, n: number, alpha: number): StatResult {
  const method = 'percent agreement, Clopper–Pearson';
  if (n === 0) return noEstimate('NO_OVERLAP', 0, method);
  return figure(same / n, clopperPearson(same, n, alpha), n, method);
}

/**
 * Limits of κ are those of the observed agreement at the effective size that κ's large-sample variance implies (at most
 * n), carried over by the chance agreement as estimated: at κ = 1 that variance is 0 and would claim certainty.
 */
function kappaOf(
  first: readonly number[],
  second: readonly number[],
  categories: number,
  weights: KappaWeights,
  alpha: number,
): StatResult {
  const method = `Cohen κ${weights === 'identity' ? '' : ', linear weights'}, KG* of the observed agreement`;
  const n = first.length;
  if (n === 0) return noEstimate('NO_OVERLAP', 0, method);
  if (n < MIN_PAIRS_SHOWN) return noEstimate('TOO_FEW_PAIRS', n, method);
  const result = cohenKappa(first, second, categories, weights);
  if (result === null) return noEstimate('NO_VARIATION', n, method);
  return figure(result.kappa, kappaLimits(result, alpha), n, method);
}

function kappaLimits({ se, observed, expected, n }: Kappa, alpha: number): Limits | null {
  const variance = (se * (1 - expected)) ** 2;
  const limits = kgStar({ estimate: observed, variance, n, df: n - 1, nKish: n, alpha });
  if (limits === null) return null;
  const toKappa = (agreement: number) => (agreement - expected) / (1 - expected);
  return { low: Math.max(-1, toKappa(limits.low)), high: toKappa(limits.high) };
}

function figure(estimate: number, limits: Limits | null, n: number, method: string): StatResult {
  if (limits === null)
    return { estimate, low: null, high: null, n, method, notes: ['TOO_SMALL_FOR_INTERVAL'] };
  return { estimate, low: limits.low, high: limits.high, n, method, notes: [] };
}

function columnsOf({ categories, units }: ReviewerRequest): LabelIndex[][] {
  return indexLabels(
    categories,
    units.map((unit) => unit.labels),
  );
}
