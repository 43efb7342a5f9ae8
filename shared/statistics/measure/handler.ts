// Owns how one statistic of the measuring format is declared: the shape of its input and the function that computes it.
// Must not know any statistic. Invariant: a handler sees the parsed input and nothing else of the vector; input that
// fits has an answer (null where it is undefined), and no input can keep it busy without end.
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
/** Items, draws, sizes: up to a million million. */
export const count = z.number().min(0).max(1e12);
export const counts = z.array(count);
/** In [0, 1]. */
export const share = z.number().min(0).max(1);
export const shares = z.array(share);
/** Error of an interval or a rule; .05 where a vector does not name it. */
export const errorRate = z.number().gt(0).lt(1).default(0.05);
/** Names may be written as numbers. */
export const name = z.union([z.string(), z.number()]).transform(String);
export const names = z.array(name);
export const populations = z.record(z.string(), count);
/** 0, 1 or a truth value. */
export const indicators = z.array(z.union([z.literal([0, 1]), z.boolean()]).transform(Number));
/** x events among n: x cannot exceed n. */
export const sampleCount = z
  .object({ x: count, n: count })
  .refine(({ x, n }) => x <= n, { message: 'more events than items' });
export const stratumCounts = z.array(
  z
    .object({ N: count, n: count, x: count })
    .refine(({ N, n, x }) => x <= n && n <= N, { message: 'needs x <= n <= N' }),
);
export const category = z.union([z.number(), z.string()]);
export const scale = z
  .array(category)
  .max(1000)
  .refine((list) => new Set(list).size === list.length, { message: 'a category is declared twice' });
export const ratings = z.array(z.array(category.nullable()));
export const classCount = z.int().min(1).max(1000);

type Strata = z.infer<typeof stratumCounts>;

/** Strata with a reviewed item: the others are outside the target (A6). Null when there is none. */
export function covered(strata: Strata): Strata | null {
  const list = strata.filter((s) => s.n > 0);
  return list.length > 0 ? list : null;
}

/** For `refine`: all columns are equally long. */
export function isEven(columns: Readonly<Record<string, readonly unknown[] | undefined>>): boolean {
  const lengths = Object.values(columns).flatMap((column) => (column === undefined ? [] : [column.length]));
  return new Set(lengths).size <= 1;
}

export const UNEVEN = { message: 'lists are not equally long' };

/** Every one of these fields undefined. */
export function nothing(...fields: readonly string[]): Record<string, null> {
  return Object.fromEntries(fields.map((field) => [field, null]));
}

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
