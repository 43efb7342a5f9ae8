// How much a bootstrap interval of α costs beside one pass over the labels: 100,000 labels (33,334 units, 3 reviewers, 5
// classes), 1,000 replicates, each scale. Run: node tests/bench/agreement-bench.ts. Times are the best of several runs,
// figures are ratios within this run, so that they can be compared between machines.
import { bootstrapPercentile } from '../../shared/statistics/agreement-bootstrap.ts';
import { compileAlpha, krippendorffAlpha, type AlphaMetric } from '../../shared/statistics/krippendorff.ts';
import { tabulate, type TableUnit } from '../../shared/statistics/label-table.ts';
import { randomStream } from '../../shared/statistics/random-stream.ts';

const CLASSES = 5;
const REVIEWERS = 3;
const UNITS = Math.ceil(100_000 / REVIEWERS);
const REPLICATES = 1000;
const RUNS = 5;

function simulate(): TableUnit[] {
  const random = randomStream('agreement bench');
  return Array.from({ length: UNITS }, () => {
    const truth = Math.floor(random() * CLASSES);
    const labels = Array.from({ length: REVIEWERS }, () =>
      random() < 0.2 ? Math.floor(random() * CLASSES) : truth,
    );
    return { labels };
  });
}

/** Milliseconds of the fastest of a few runs. */
function bestOf(run: () => void): number {
  let best = Infinity;
  for (let i = 0; i < RUNS; i += 1) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const metrics: AlphaMetric[] = [
  { scale: 'nominal' },
  { scale: 'ordinal' },
  { scale: 'interval', values: [1, 2, 3, 4, 5] },
];
const units = simulate();
// The first passes also compile: they are not what is measured.
for (const metric of metrics) bestOf(() => void krippendorffAlpha(tabulate(units, CLASSES), metric));
const rows = metrics.map((metric) => {
  const single = bestOf(() => void krippendorffAlpha(tabulate(units, CLASSES), metric));
  const table = tabulate(units, CLASSES);
  const bootstrap = bestOf(() => {
    bootstrapPercentile(table.patterns, compileAlpha(table, metric), {
      replicates: REPLICATES,
      random: randomStream('replicates'),
      alpha: 0.05,
    });
  });
  return {
    scale: metric.scale,
    labels: UNITS * REVIEWERS,
    patterns: table.patterns.length,
    'one pass (ms)': single.toFixed(1),
    [`${REPLICATES} replicates (ms)`]: bootstrap.toFixed(1),
    'replicates / pass': (bootstrap / single).toFixed(1),
  };
});
console.table(rows);
