/**
 * How often each 95 % interval holds the true rate, and how wide it is beside KG*: rates of 0.5 %, 1.5 %, 5 % and 20 %,
 * 50, 200 and 1,000 reviewed items, from frames without limit.
 *
 * Simple samples are enumerated exactly (every count with its binomial chance); stratified ones are drawn 10,000 times
 * (a coverage then has a standard error of at most 0.005, 0.002 at 95 %). Where the survey intervals have no effective
 * size (no variance), the number of units stands in, as that software does.
 */
import {
  agrestiCoull,
  clopperPearson,
  jeffreys,
  wilson,
} from '../../shared/statistics/binomial-intervals.ts';
import { logChoose } from '../../shared/statistics/distributions.ts';
import { kgStar } from '../../shared/statistics/kg-star.ts';
import { drawBinomial, randomStream } from '../../shared/statistics/random-stream.ts';
import type { Limits } from '../../shared/statistics/result.ts';
import { gammaInterval, stratifiedRate, surveyIntervals } from '../../shared/statistics/stratified.ts';

const ALPHA = 0.05;
const DRAWS = 10_000;
const RATES = [0.005, 0.015, 0.05, 0.2];
const SIZES = [50, 200, 1000];
/** Items per unit of a stratum's share that stand for an unlimited frame. */
const UNLIMITED = 1e15;

interface Design {
  readonly name: string;
  /** Shares of the frame and of the sample, and the rate of each stratum relative to the others. */
  readonly frame: readonly number[];
  readonly sample: readonly number[];
  readonly relativeRate: readonly number[];
}

const FRAME = [0.5, 0.25, 0.15, 0.1];
const RISING = [0.5, 1, 1.5, 3];
const DESIGNS: readonly Design[] = [
  { name: 'proportional', frame: FRAME, sample: FRAME, relativeRate: RISING },
  { name: 'equal per stratum', frame: FRAME, sample: [0.25, 0.25, 0.25, 0.25], relativeRate: RISING },
  { name: 'small strata oversampled', frame: FRAME, sample: [0.1, 0.2, 0.3, 0.4], relativeRate: RISING },
  { name: 'two strata 95 : 5, equal', frame: [0.95, 0.05], sample: [0.5, 0.5], relativeRate: [0.8, 4] },
];

type Intervals = Readonly<Record<string, Limits>>;

function simpleIntervals(x: number, n: number): Intervals {
  return {
    ...stratifiedIntervals([1], [n], [x]),
    'Clopper–Pearson': clopperPearson(x, n, ALPHA),
    Wilson: wilson(x, n, ALPHA),
    Jeffreys: jeffreys(x, n, ALPHA),
    'Agresti–Coull': agrestiCoull(x, n, ALPHA),
  };
}

function stratifiedIntervals(
  frame: readonly number[],
  n: readonly number[],
  x: readonly number[],
): Intervals {
  const strata = frame.map((share, h) => ({ N: share * UNLIMITED, n: n[h]!, x: x[h]! }));
  const rate = stratifiedRate(strata);
  const events = rate.n * rate.estimate;
  const survey = surveyIntervals(rate, ALPHA);
  const exact = clopperPearson(events, rate.n, ALPHA);
  return {
    'KG*': kgStar({ ...rate, alpha: ALPHA })!,
    'KG uncapped': survey?.beta ?? exact,
    gamma: gammaInterval(strata, ALPHA),
    'survey Wilson': survey?.wilson ?? wilson(events, rate.n, ALPHA),
    'survey logit': survey?.xlogit ?? exact,
    'survey mean': survey?.mean ?? { low: rate.estimate, high: rate.estimate },
  };
}

/** Coverage and mean width of each method, over outcomes with their chances. */
class Tally {
  readonly held = new Map<string, number>();
  readonly width = new Map<string, number>();
  readonly truth: number;

  constructor(truth: number) {
    this.truth = truth;
  }

  add(intervals: Intervals, chance: number): void {
    for (const [method, { low, high }] of Object.entries(intervals)) {
      const holds = low <= this.truth && this.truth <= high ? chance : 0;
      this.held.set(method, (this.held.get(method) ?? 0) + holds);
      this.width.set(method, (this.width.get(method) ?? 0) + chance * (high - low));
    }
  }
}

function enumerateSimple(n: number, rate: number): Tally {
  const tally = new Tally(rate);
  for (let x = 0; x <= n; x += 1) {
    const chance = Math.exp(logChoose(n, x) + x * Math.log(rate) + (n - x) * Math.log1p(-rate));
    if (chance > 1e-12) tally.add(simpleIntervals(x, n), chance);
  }
  return tally;
}

function drawStratified(design: Design, size: number, rate: number): Tally {
  const random = randomStream(`${design.name} ${size} ${rate}`);
  const n = design.sample.map((share) => Math.round(share * size));
  const mean = design.frame.reduce((sum, share, h) => sum + share * design.relativeRate[h]!, 0);
  const rates = design.relativeRate.map((relative) => (rate * relative) / mean);
  if (rates.some((one) => one > 1)) throw new RangeError(`${design.name} cannot have a rate of ${rate}`);
  const tally = new Tally(rate);
  const seen = new Map<string, { x: number[]; times: number }>();
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const x = n.map((count, h) => drawBinomial(random, count, rates[h]!));
    const key = x.join();
    const outcome = seen.get(key) ?? { x, times: 0 };
    outcome.times += 1;
    seen.set(key, outcome);
  }
  for (const { x, times } of seen.values()) {
    tally.add(stratifiedIntervals(design.frame, n, x), times / DRAWS);
  }
  return tally;
}

interface Row {
  readonly design: string;
  readonly n: number;
  readonly rate: number;
  readonly tally: Tally;
}

function print(title: string, rows: readonly Row[]): void {
  const methods = [...(rows[0]?.tally.held.keys() ?? [])];
  const label = ({ design, n, rate }: Row) => ({ design, n, rate: `${(100 * rate).toFixed(1)} %` });
  console.log(`\n${title}: coverage of the 95 % interval`);
  console.table(
    rows.map((row) => ({
      ...label(row),
      ...Object.fromEntries(methods.map((method) => [method, row.tally.held.get(method)!.toFixed(3)])),
    })),
  );
  console.log(`${title}: mean width, relative to KG*`);
  console.table(
    rows.map((row) => ({
      ...label(row),
      'KG* itself': row.tally.width.get('KG*')!.toFixed(4),
      ...Object.fromEntries(
        methods
          .slice(1)
          .map((method) => [method, (row.tally.width.get(method)! / row.tally.width.get('KG*')!).toFixed(2)]),
      ),
    })),
  );
  console.log(`${title}: summary`);
  console.table(
    Object.fromEntries(
      methods.map((method) => {
        const held = rows.map((row) => row.tally.held.get(method)!);
        const widths = rows.map((row) => row.tally.width.get(method)! / row.tally.width.get('KG*')!);
        return [
          method,
          {
            'lowest coverage': Math.min(...held).toFixed(3),
            'mean coverage': (held.reduce((a, b) => a + b, 0) / held.length).toFixed(3),
            'designs below 0.94': held.filter((value) => value < 0.94).length,
            'mean width': (widths.reduce((a, b) => a + b, 0) / widths.length).toFixed(2),
          },
        ];
      }),
    ),
  );
}

const cells = SIZES.flatMap((n) => RATES.map((rate) => ({ n, rate })));
print(
  'simple samples (exact)',
  cells.map(({ n, rate }) => ({ design: 'simple', n, rate, tally: enumerateSimple(n, rate) })),
);
print(
  'stratified samples, proportional',
  cells.map(({ n, rate }) => ({
    design: DESIGNS[0]!.name,
    n,
    rate,
    tally: drawStratified(DESIGNS[0]!, n, rate),
  })),
);
print(
  'stratified samples, disproportionate',
  DESIGNS.slice(1).flatMap((design) =>
    cells.map(({ n, rate }) => ({ design: design.name, n, rate, tally: drawStratified(design, n, rate) })),
  ),
);
