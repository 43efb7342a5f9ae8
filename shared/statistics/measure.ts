// Owns the measuring format: a file of vectors in, what this code computes for each out. It lets anyone check the
// statistics of Assay against other tools. Must not know any expected value: a vector is reduced to id, statistic and
// input before a handler sees it. Invariant: a statistic that is not here answers with an error, never with a value.
import { z } from 'zod';
import { agreementMeasures } from './measure/agreement.ts';
import { coverageMeasures } from './measure/coverage.ts';
import { designMeasures } from './measure/design.ts';
import { driftMeasures } from './measure/drift.ts';
import { estimationMeasures } from './measure/estimation.ts';
import type { MeasureTable } from './measure/handler.ts';
import { judgeMeasures } from './measure/judge.ts';
import { samplingMeasures } from './measure/sampling.ts';
import { truthMeasures } from './measure/truth.ts';

const handlers: MeasureTable = {
  ...samplingMeasures,
  ...estimationMeasures,
  ...designMeasures,
  ...agreementMeasures,
  ...truthMeasures,
  ...judgeMeasures,
  ...driftMeasures,
  ...coverageMeasures,
};

const measureInput = z.object({
  vectors: z.array(z.object({ id: z.string(), statistic: z.string(), input: z.unknown().optional() })),
});

export interface MeasureResult {
  readonly id: string;
  readonly statistic: string;
  readonly got: Record<string, unknown> | null;
  readonly error: string | null;
}

/** The statistics that can be measured, sorted. */
export function listStatistics(): string[] {
  return Object.keys(handlers).toSorted();
}

/**
 * Computes every vector of a file `{vectors: [{id, statistic, input}]}`; other fields are dropped unread. Throws a
 * ZodError when the file has not this shape; a vector that cannot be computed answers with its own error.
 */
export function measureFile(json: unknown): { results: MeasureResult[] } {
  return { results: measureInput.parse(json).vectors.map(measureVector) };
}

function measureVector({
  id,
  statistic,
  input,
}: {
  id: string;
  statistic: string;
  input?: unknown;
}): MeasureResult {
  const handler = Object.hasOwn(handlers, statistic) ? handlers[statistic] : undefined;
  if (handler === undefined)
    return { id, statistic, got: null, error: `statistic not available: ${statistic}` };
  try {
    const got = handler(input);
    const path = findNotFinite(got, 'got');
    if (path !== null)
      return { id, statistic, got: null, error: `${path} is not a finite number for this input` };
    return { id, statistic, got, error: null };
  } catch (problem) {
    return { id, statistic, got: null, error: describe(problem) };
  }
}

function describe(problem: unknown): string {
  if (problem instanceof z.ZodError) return `input: ${z.prettifyError(problem)}`;
  return problem instanceof Error ? problem.message : String(problem);
}

/** Where a value is NaN or infinite, which JSON would turn into null in silence. */
function findNotFinite(value: unknown, path: string): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : path;
  if (value === null || typeof value !== 'object') return null;
  for (const [key, child] of Object.entries(value)) {
    const found = findNotFinite(child, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
