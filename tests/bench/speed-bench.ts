/**
 * What agreement and truth inference cost beside one pass over the same labels: 100,000 labels, 5 classes. Times are the
 * best of several runs, figures are ratios within this run, so that they can be compared between machines.
 *
 * α: 33,334 units × 3 reviewers, each scale, 1,000 bootstrap replicates. Dawid–Skene: the same number of labels by 12
 * reviewers who confuse two classes, until it converges.
 */
import { bootstrapPercentile } from '../../shared/statistics/agreement-bootstrap.ts';
import { fitDawidSkene, type DawidSkeneInput } from '../../shared/statistics/dawid-skene.ts';
import { compileAlpha, krippendorffAlpha, type AlphaMetric } from '../../shared/statistics/krippendorff.ts';
import { tabulate, type TableUnit } from '../../shared/statistics/label-table.ts';
import { randomStream } from '../../shared/statistics/random-stream.ts';

const CLASSES = 5;
const REVIEWERS = 3;
const UNITS = Math.ceil(100_000 / REVIEWERS);
const REPLICATES = 1000;
const RUNS = 9;
const POOL = 12;

function simulateUnits(): TableUnit[] {
  const random = randomStream('agreement bench');
  return Array.from({ length: UNITS }, () => {
    const truth = Math.floor(random() * CLASSES);
    const labels = Array.from({ length: REVIEWERS }, () =>
      random() < 0.2 ? Math.floor(random() * CLASSES) : truth,
    );
    return { labels };
  });
}

function simulateReviewers(): DawidSkeneInput {
  const random = randomStream('dawid-skene bench');
  const labels = Array.from({ length: UNITS }, (_, item) => {
    const truth = Math.floor(random() * CLASSES);
    const first = Math.floor(random() * POOL);
    return Array.from({ length: REVIEWERS }, (__, k) => {
      const reviewer = (first + k * 5) % POOL;
      const slips = random() < 0.05 + 0.02 * reviewer;
      const confuses = truth < 2 && random() < 0.15;
      return {
        item,
        reviewer,
        label: slips ? Math.floor(random() * CLASSES) : confuses ? 1 - truth : truth,
      };
    });
  }).flat();
  return { items: UNITS, reviewers: POOL, classes: CLASSES, labels, smoothing: 0.01 };
}

/** Milliseconds of the fastest run of each, taking turns, so that a slow spell of the machine hits all of them. */
function bestOf(...works: readonly (() => void)[]): number[] {
  const best = works.map(() => Infinity);
  for (let i = 0; i < RUNS; i += 1) {
    works.forEach((work, w) => {
      const start = performance.now();
      work();
      best[w] = Math.min(best[w]!, performance.now() - start);
    });
  }
  return best;
}

function benchAgreement(): void {
  const metrics: AlphaMetric[] = [
    { scale: 'nominal' },
    { scale: 'ordinal' },
    { scale: 'interval', values: [1, 2, 3, 4, 5] },
  ];
  const units = simulateUnits();
  const rows = metrics.map((metric) => {
    const table = tabulate(units, CLASSES);
    const pass = () => void krippendorffAlpha(tabulate(units, CLASSES), metric);
    const resample = () =>
      void bootstrapPercentile(table.patterns, compileAlpha(table, metric), {
        replicates: REPLICATES,
        random: randomStream('replicates'),
        alpha: 0.05,
      });
    // The first runs also compile: they are not what is measured.
    bestOf(pass, resample);
    const [single, bootstrap] = bestOf(pass, resample) as [number, number];
    return {
      α: metric.scale,
      labels: UNITS * REVIEWERS,
      patterns: table.patterns.length,
      'one pass (ms)': single.toFixed(1),
      [`${REPLICATES} replicates (ms)`]: bootstrap.toFixed(1),
      'replicates / pass': (bootstrap / single).toFixed(1),
    };
  });
  console.table(rows);
}

function benchDawidSkene(): void {
  const input = simulateReviewers();
  const votes = new Float64Array(UNITS * CLASSES);
  const pass = (): void => {
    for (const { item, label } of input.labels) votes[item * CLASSES + label]! += 1;
  };
  let iterations = 0;
  let hasConverged = false;
  const infer = () => {
    const result = fitDawidSkene(input);
    iterations = result.logLikelihoods.length;
    hasConverged = result.hasConverged;
  };
  const [single, fit] = bestOf(pass, infer) as [number, number];
  console.table([
    {
      'Dawid–Skene': `${POOL} reviewers, ${CLASSES} classes`,
      labels: input.labels.length,
      iterations,
      converged: hasConverged,
      'one pass (ms)': single.toFixed(2),
      'fit (ms)': fit.toFixed(0),
      'iteration (ms)': (fit / iterations).toFixed(1),
      'iteration / pass': (fit / iterations / single).toFixed(1),
      'fit / pass': (fit / single).toFixed(0),
    },
  ]);
}

benchAgreement();
benchDawidSkene();
