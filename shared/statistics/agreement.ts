// Owns agreement as a report shows it: percent, α with its bootstrap interval and band, AC1, and the reasons and notes
// that belong beside them. Must not know reviews or questions; it is given first independent labels of the overlap.
// Invariant: the same units and seed give the same limits, whatever their order.
import { bootstrapPercentile, canCarryInterval, DEFAULT_REPLICATES } from './agreement-bootstrap.ts';
import { agreementWeights } from './cohen.ts';
import { chanceCorrected, type ChanceCorrected, type ChanceModel } from './gwet.ts';
import { kgStar } from './kg-star.ts';
import { compileAlpha, krippendorffAlpha, type AlphaMetric } from './krippendorff.ts';
import {
  indexLabels,
  pairableTotals,
  tabulate,
  type LabelTable,
  type Pattern,
  type TableUnit,
} from './label-table.ts';
import { percentAgreement } from './percent-agreement.ts';
import { perfectAlphaLow, perfectShareLow } from './perfect-agreement.ts';
import { randomStream } from './random-stream.ts';
import { noEstimate, type NoteCode, type StatResult } from './result.ts';

export type AgreementScale = 'nominal' | 'ordinal' | 'interval';
export type AgreementBand = 'reliable' | 'tentative' | 'not reliable';

export interface AgreementUnit {
  /** One entry per reviewer who was asked; null where there is no label. */
  readonly labels: readonly (string | null)[];
  /** N_h/m_h for α weighted to the frame; leave out for plain agreement. Percent and AC1 stay unweighted. */
  readonly weight?: number;
  /** Resampling stays within it; give it together with the weight. */
  readonly stratum?: string;
}

export interface AgreementRequest {
  /** The declared scale, in order; for `interval` each category is a number. */
  readonly categories: readonly string[];
  readonly scale: AgreementScale;
  readonly units: readonly AgreementUnit[];
  /** Seed of the bootstrap: equal seeds give equal limits. */
  readonly seed: string;
  readonly replicates?: number;
  /** Two-sided error of the limits, by default 0.05. */
  readonly alpha?: number;
}

export interface AgreementSummary {
  /** Mean over units of the share of their pairs that agree. */
  readonly percent: StatResult;
  /** Krippendorff's α on the declared scale. */
  readonly alpha: StatResult;
  readonly ac1: StatResult;
  /** Units with at least two labels, and the labels on them. */
  readonly pairableUnits: number;
  readonly pairableLabels: number;
  /** Null where α is undefined. */
  readonly band: AgreementBand | null;
  /** The badge: the band is reliable and the lower limit is at least .667. */
  readonly isReliable: boolean;
  /** Share of the pairable labels in the most frequent class. */
  readonly modalShare: number | null;
}

const RELIABLE = 0.8;
const TENTATIVE = 0.667;
const PREVALENT = 0.9;
const DEFAULT_ALPHA = 0.05;

/**
 * Throws a RangeError for a label outside the scale, an interval scale whose categories are not numbers, or a weight that
 * is no number or below 0.
 */
export function agreementSummary(request: AgreementRequest): AgreementSummary {
  const table = tableOfRequest(request);
  const totals = pairableTotals(table);
  const modalShare = table.pairableLabels > 0 ? Math.max(...totals) / table.pairableLabels : null;
  const isPrevalent = modalShare !== null && modalShare >= PREVALENT;
  const alpha = alphaFigure(table, request, isPrevalent ? ['PREVALENCE_EFFECT'] : []);
  return {
    percent: chanceFigure(table, 'none', request, 'percent agreement, mean over items'),
    alpha,
    ac1: chanceFigure(table, 'ac', request, 'Gwet AC1'),
    pairableUnits: table.pairableUnits,
    pairableLabels: table.pairableLabels,
    band: alpha.estimate === null ? null : bandOf(alpha.estimate),
    isReliable:
      alpha.estimate !== null && alpha.estimate >= RELIABLE && alpha.low !== null && alpha.low >= TENTATIVE,
    modalShare,
  };
}

/** Bands of α: .800 and above reliable, from .667 tentative, else not reliable. */
export function bandOf(alpha: number): AgreementBand {
  if (alpha >= RELIABLE) return 'reliable';
  return alpha >= TENTATIVE ? 'tentative' : 'not reliable';
}

/** Krippendorff's α of the request's units alone. Throws as `agreementSummary` does. */
export function alphaOf(request: AgreementRequest): StatResult {
  return alphaFigure(tableOfRequest(request), request, []);
}

export interface AlphaOptions {
  readonly metric: AlphaMetric;
  readonly method: string;
  readonly seed: string;
  readonly replicates: number;
  readonly alpha: number;
}

function alphaFigure(table: LabelTable, request: AgreementRequest, notes: readonly NoteCode[]): StatResult {
  return alphaWithLimits(
    table,
    {
      metric: metricOf(request),
      method: `Krippendorff α, ${request.scale}, unit bootstrap`,
      seed: `${request.seed}:alpha`,
      replicates: request.replicates ?? DEFAULT_REPLICATES,
      alpha: request.alpha ?? DEFAULT_ALPHA,
    },
    notes,
  );
}

/** α of a table whose patterns are in a fixed order, with its bootstrap interval or the note why it has none. */
export function alphaWithLimits(
  table: LabelTable,
  { metric, method, seed, replicates, alpha }: AlphaOptions,
  notes: readonly NoteCode[],
): StatResult {
  const result = krippendorffAlpha(table, metric);
  const n = table.pairableUnits;
  if (result.alpha === null) return noEstimate(result.reason, n, method, notes);
  const figure = { estimate: result.alpha, n, method };
  if (!canCarryInterval(table)) {
    const tooFew: NoteCode[] = n === 1 ? ['N_TOO_SMALL'] : ['TOO_SMALL_FOR_INTERVAL'];
    return { ...figure, low: null, high: null, notes: [...notes, ...tooFew] };
  }
  const interval = bootstrapPercentile(table.patterns, compileAlpha(table, metric), {
    replicates,
    random: randomStream(seed),
    alpha,
  });
  const dropped: NoteCode[] =
    interval === null || interval.undefinedShare > 0 ? ['UNDEFINED_REPLICATES'] : [];
  return {
    ...figure,
    low: perfectAlphaLow(table, alpha) ?? interval?.low ?? null,
    high: interval?.high ?? null,
    notes: [...notes, ...dropped],
  };
}

/**
 * Percent agreement (KG* over items with Gwet's variance) and AC1 (t with Gwet's variance); limits only where the overlap is
 * large enough.
 */
function chanceFigure(
  table: LabelTable,
  model: ChanceModel,
  request: AgreementRequest,
  method: string,
): StatResult {
  const n = table.pairableUnits;
  const identity = agreementWeights(table.categories, 'identity');
  const figure = chanceCorrected(table, identity, model, request.alpha ?? DEFAULT_ALPHA);
  if (figure === null) return noEstimate(n === 0 ? 'NO_OVERLAP' : 'UNDEFINED', n, method);
  const percent = percentAgreement(table);
  const estimate = model === 'none' && percent !== null ? percent.itemMean : figure.coefficient;
  if (!canCarryInterval(table)) {
    return { estimate, low: null, high: null, n, method, notes: ['TOO_SMALL_FOR_INTERVAL'] };
  }
  const alpha = request.alpha ?? DEFAULT_ALPHA;
  const { low, high } = model === 'none' ? shareLimits(estimate, figure, n, alpha) : figure;
  const perfect = perfectShareLow(table, alpha);
  // Without any disagreement the variance is 0 and would claim certainty.
  const isCertain = model === 'ac' && perfect !== null;
  return {
    estimate,
    low: isCertain ? (perfect - figure.pe) / (1 - figure.pe) : low === null ? null : Math.max(-1, low),
    high,
    n,
    method,
    notes: [],
  };
}

function shareLimits(
  estimate: number,
  { se }: ChanceCorrected,
  n: number,
  alpha: number,
): { readonly low: number | null; readonly high: number | null } {
  if (se === null) return { low: null, high: null };
  const limits = kgStar({ estimate, variance: se * se, n, df: n - 1, nKish: n, alpha });
  return limits ?? { low: null, high: null };
}

/** The request's units, equal ones counted once, in an order that does not depend on theirs. */
export function tableOfRequest({
  categories,
  units,
}: Pick<AgreementRequest, 'categories' | 'units'>): LabelTable {
  const rows = indexLabels(
    categories,
    units.map((unit) => unit.labels),
  );
  const table = tabulate(
    rows.map((labels, u): TableUnit => {
      const { weight, stratum } = units[u] ?? {};
      if (weight !== undefined && !(weight >= 0 && weight < Infinity)) {
        throw new RangeError(`a unit cannot weigh ${weight}`);
      }
      return {
        labels,
        ...(weight === undefined ? {} : { weight }),
        ...(stratum === undefined ? {} : { stratum }),
      };
    }),
    categories.length,
  );
  return inFixedOrder(table);
}

/** So that the same stream resamples alike whatever the order of the units. */
export function inFixedOrder(table: LabelTable): LabelTable {
  return { ...table, patterns: table.patterns.toSorted(comparePatterns) };
}

function comparePatterns(a: Pattern, b: Pattern): number {
  if (a.stratum !== b.stratum) return a.stratum < b.stratum ? -1 : 1;
  for (let c = 0; c < a.counts.length; c += 1) {
    const difference = (a.counts[c] ?? 0) - (b.counts[c] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.weight - b.weight;
}

/** The metric of a scale. Throws a RangeError for an interval scale whose categories are not numbers. */
export function metricOf({ scale, categories }: Pick<AgreementRequest, 'scale' | 'categories'>): AlphaMetric {
  if (scale !== 'interval') return { scale };
  const values = categories.map(Number);
  if (values.some((value) => !Number.isFinite(value))) {
    throw new RangeError('an interval scale needs categories that are numbers');
  }
  return { scale, values };
}
