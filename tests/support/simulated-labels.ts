/**
 * Simulated reviews as a table that the generic import reads: what reviewers might say under definitions that part the
 * classes better than before. Seeded; nobody said any of it, and whoever imports it says so.
 */
import { sha256Hex } from '../../shared/domain/canonical.ts';

/** A number in [0, 1) that follows from the text alone. */
function chanceOf(text: string): number {
  return Number.parseInt(sha256Hex(text).slice(0, 12), 16) / 2 ** 48;
}

export interface SimulatedLabels {
  seed: string;
  /** What most people would say, by trace id. */
  truth: ReadonlyMap<string, string>;
  options: readonly string[];
  reviewers: readonly string[];
  /** Chance of another option than the truth. */
  errorRate: number;
}

/** The option that a simulated reviewer gives. */
export function simulatedLabel(of: SimulatedLabels, trace: string, reviewer: string): string {
  const key = `${of.seed}:${reviewer}:${trace}`;
  const truth = of.truth.get(trace) ?? of.options[0]!;
  if (chanceOf(key) >= of.errorRate) return truth;
  const others = of.options.filter((one) => one !== truth);
  return others[Math.floor(chanceOf(`${key}:which`) * others.length)]!;
}

/** One row per trace and reviewer: `trace,reviewer,<question>`, and the same answer to each of the `others` in every row. */
export function simulatedCsv(
  of: SimulatedLabels,
  question: string,
  traces: Iterable<string>,
  others: Readonly<Record<string, string>> = {},
): string {
  const rows = [['trace', 'reviewer', question, ...Object.keys(others)].join(',')];
  for (const trace of traces) {
    for (const reviewer of of.reviewers) {
      const label = simulatedLabel(of, trace, reviewer);
      const cells = [`"${trace.replaceAll('"', '""')}"`, `"${reviewer}"`, label, ...Object.values(others)];
      rows.push(cells.join(','));
    }
  }
  return `${rows.join('\n')}\n`;
}
