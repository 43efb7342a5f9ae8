// Owns agreement in detail, as a report shows it below the headline: per class, per pair of reviewers, per reviewer. Must
// not know names, questions or weights of the frame. Invariant: every figure has honest limits (a share of 1 from few
// items is not certain) or a named reason, and does not depend on the order of units or reviewers.
// Sources: Krippendorff (2019), ch. 12; Cicchetti & Feinstein (1990); Cohen (1968); Korn & Graubard (1998) for limits of
// shares whose units hang together.
import { DEFAULT_REPLICATES } from './agreement-bootstrap.ts';
import {
  alphaOf,
  alphaWithLimits,
  inFixedOrder,
  tableOfRequest,
  type AgreementRequest,
  type AgreementUnit,
} from './agreement.ts';
import { clopperPearson } from './binomial-intervals.ts';
import { cohenKappa, MIN_PAIRS_SHOWN, type Kappa, type KappaWeights } from './cohen.ts';
import { kgStar } from './kg-star.ts';
import {
  indexLabels,
  mergeEqual,
  oneVersusRest,
  pairableTotals,
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
  readonly units: readonly AgreementUnit[];
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
  const rows = columnsOf(request);
  const alpha = request.alpha ?? DEFAULT_ALPHA;
  const weights: KappaWeights = request.scale === 'nominal' ? 'identity' : 'linear';
  const pairs: ReviewerPair[] = [];
  for (let a = 0; a < request.reviewers; a += 1) {
    for (let b = a + 1; b < request.reviewers; b += 1) {
      const common = rows.filter((row) => (row[a] ?? null) !== null && (row[b] ?? null) !== null);
      const first = common.map((row) => row[a]!);
      const second = common.map((row) => row[b]!);
      const same = first.filter((label, i) => label === second[i]).length;
      pairs.push({
        a,
        b,
        percent: shareOf(same, common.length, alpha),
        kappa: kappaOf(first, second, request.categories.length, weights, alpha),
      });
    }
  }
  return pairs;
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
  const rows = columnsOf(request);
  const alpha = request.alpha ?? DEFAULT_ALPHA;
  return Array.from({ length: request.reviewers }, (_, reviewer) => {
    const parts = rows.flatMap((row): Part[] => {
      const own = row[reviewer] ?? null;
      if (own === null) return [];
      const others = row.filter((label, r) => r !== reviewer && label !== null);
      const same = others.filter((label) => label === own).length;
      return others.length > 0 ? [{ hits: same, of: others.length, units: 1 }] : [];
    });
    const units = request.units.map((unit) => ({
      ...unit,
      labels: unit.labels.filter((_label, r) => r !== reviewer),
    }));
    return {
      reviewer,
      peer: ratioOverUnits(parts, 'agreement with the others, KG* over items', alpha),
      alphaWithout: alphaOf({ ...request, units, seed: `${request.seed}:without` }),
    };
  });
}

/** Units with `hits` of `of` pairs agreeing, so many alike. */
interface Part {
  readonly hits: number;
  readonly of: number;
  readonly units: number;
}

/**
 * Σhits/Σof with KG* limits: pairs of one item hang together, so the variance is that of items, and the effective size is
 * at most their Kish size by number of pairs.
 */
function ratioOverUnits(parts: readonly Part[], method: string, alpha: number): StatResult {
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
