// Owns how one statistic of the measuring format is declared: the shape of its input and the function that computes it.
// Must not know any statistic. Invariant: a handler sees the parsed input and nothing else of the vector.
import { z } from 'zod';

/** Computes what the format calls `got` from a vector's raw input. Throws for input that does not fit. */
export type Measure = (input: unknown) => Record<string, unknown>;

/** A table from the statistic's name to its handler. */
export type MeasureTable = Readonly<Record<string, Measure>>;

export function measure<S extends z.ZodType>(
  schema: S,
  compute: (input: z.infer<S>) => Record<string, unknown>,
): Measure {
  return (input) => compute(schema.parse(input));
}

/** Input shapes that several statistics share. */
export const numbers = z.array(z.number());
export const populations = z.record(z.string(), z.number());
export const stratumCounts = z.array(z.object({ N: z.number(), n: z.number(), x: z.number() }));
export const category = z.union([z.number(), z.string()]);
export const ratings = z.array(z.array(category.nullable()));

/** N per stratum as the estimation functions take it. */
export function sizesOf(
  populationOf: Readonly<Record<string, number>>,
): { key: string; population: number }[] {
  return Object.entries(populationOf).map(([key, population]) => ({ key, population }));
}

/** An interval as the format writes it. */
export function pair(limits: { low: number; high: number } | null): [number, number] | null {
  return limits === null ? null : [limits.low, limits.high];
}
