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

const measureInput = z.object({ vectors: z.array(z.unknown()) });
const vectorInput = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  statistic: z.string(),
  input: z.unknown().optional(),
});

export interface MeasureResult {
  /** The vector's own, or its place in the file (`#0` …) where it has none. */
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
 * ZodError when the file has no list of vectors; a vector that is malformed or cannot be computed answers with its own
 * error.
 */
export function measureFile(json: unknown): { results: MeasureResult[] } {
  return { results: measureInput.parse(json).vectors.map(measureVector) };
}

function measureVector(raw: unknown, index: number): MeasureResult {
  const vector = vectorInput.safeParse(raw);
  if (!vector.success) {
    const part = (field: string) => z.object({ [field]: z.coerce.string() }).safeParse(raw).data?.[field];
    return {
      id: part('id') ?? `#${index}`,
      statistic: part('statistic') ?? '',
      got: null,
      error: `vector: ${z.prettifyError(vector.error)}`,
    };
  }
  const { id, statistic, input } = vector.data;
  const failed = (error: string): MeasureResult => ({ id, statistic, got: null, error });
  const handler = Object.hasOwn(handlers, statistic) ? handlers[statistic] : undefined;
  if (handler === undefined) return failed(`statistic not available: ${statistic}`);
  try {
    const got = handler(input);
    const path = findNotFinite(got, 'got');
    return path === null
      ? { id, statistic, got, error: null }
      : failed(`${path} is not a finite number for this input`);
  } catch (problem) {
    return failed(describe(problem));
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
