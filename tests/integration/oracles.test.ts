// Compares every statistic with the reference vectors that lie beside the repository. The code under test is handed the
// vectors without their expected values; the comparison demands every key of `expected`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { measureFile, type MeasureResult } from '../../shared/statistics/measure.ts';

const folder = join(import.meta.dirname, '../../../shared/oracles');
const isPresent = existsSync(folder);
const files = isPresent
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted()
  : [];
/** Return on investment and experiments come later: they must say so, not answer. */
const LATER = /^F_/;

interface Vector {
  readonly id: string;
  readonly statistic: string;
  readonly tolerance: { readonly abs: number; readonly rel: number };
  readonly expected: unknown;
}

/** Numbers that the file writes without a fraction, by the object or array that holds them. */
type Integers = WeakMap<object, Set<string>>;

function readVectors(name: string): { vectors: Vector[]; integers: Integers; blind: unknown } {
  const text = readFileSync(join(folder, name), 'utf8');
  const integers: Integers = new WeakMap();
  const parse = JSON.parse as (
    text: string,
    reviver: (this: object, key: string, value: unknown, context: { source?: string }) => unknown,
  ) => { vectors: Vector[] };
  const file = parse(text, function note(key, value, context) {
    if (typeof value === 'number' && /^-?\d+$/.test(context.source ?? '')) {
      const keys = integers.get(this) ?? new Set();
      integers.set(this, keys.add(key));
    }
    return value;
  });
  const blind = {
    vectors: file.vectors.map((vector) => ({ ...structuredClone(vector), expected: undefined })),
  };
  return { vectors: file.vectors, integers, blind };
}

/** Statistics that draw thousands of resamples for every vector. */
const SLOW = /montecarlo|agreement_drift/;
const DAMAGES: readonly unknown[] = [null, 'x', 0, -1, 0.5, 1e308, [], {}];

/** The input with one part after another replaced or left out, three levels deep. */
function* damage(input: unknown): Generator<unknown> {
  for (const path of pathsOf(input, [])) {
    for (const value of [...DAMAGES, undefined]) {
      const copy = structuredClone(input);
      const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as never)[key], copy) as Record<
        string,
        unknown
      >;
      const key = path.at(-1)!;
      if (value !== undefined) parent[key] = value;
      else if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else delete parent[key];
      yield copy;
    }
  }
}

function countNotFinite(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? 0 : 1;
  if (value === null || typeof value !== 'object') return 0;
  return Object.values(value).reduce<number>((count, part) => count + countNotFinite(part), 0);
}

function* pathsOf(value: unknown, path: readonly string[]): Generator<readonly string[]> {
  if (path.length > 0) yield path;
  if (value === null || typeof value !== 'object' || path.length === 3) return;
  const keys = Object.keys(value);
  // Of a list the ends stand for all.
  const chosen = Array.isArray(value) ? [...new Set([keys.at(0), keys.at(-1)])] : keys;
  for (const key of chosen) {
    if (key !== undefined) yield* pathsOf((value as Record<string, unknown>)[key], [...path, key]);
  }
}

function differences(vector: Vector, got: unknown, integers: Integers): string[] {
  const found: string[] = [];
  compare(vector.expected, got, 'got');
  return found;

  function compare(expected: unknown, actual: unknown, path: string): void {
    if (expected === null || typeof expected !== 'object') {
      if (!Object.is(expected, actual))
        found.push(`${path}: expected ${String(expected)}, got ${String(actual)}`);
      return;
    }
    if (actual === null || typeof actual !== 'object') {
      found.push(`${path}: expected an object, got ${String(actual)}`);
      return;
    }
    if (Array.isArray(expected) && expected.length !== (actual as unknown[]).length) {
      found.push(`${path}: expected ${expected.length} entries, got ${(actual as unknown[]).length}`);
    }
    for (const [key, value] of Object.entries(expected)) {
      const other = (actual as Record<string, unknown>)[key];
      if (!(key in actual)) found.push(`${path}.${key}: missing`);
      else if (typeof value === 'number')
        compareNumber(value, other, `${path}.${key}`, integers.get(expected)?.has(key));
      else compare(value, other, `${path}.${key}`);
    }
  }

  function compareNumber(expected: number, actual: unknown, path: string, isInteger = false): void {
    const limit = isInteger ? 0 : vector.tolerance.abs + vector.tolerance.rel * Math.abs(expected);
    if (typeof actual === 'number' && Math.abs(actual - expected) <= limit) return;
    found.push(
      `${path}: expected ${expected}${isInteger ? ' exactly' : ` ± ${limit}`}, got ${String(actual)}`,
    );
  }
}

describe.skipIf(!isPresent)(
  'against the reference vectors (skipped where ../shared/oracles is absent)',
  () => {
    const compared: string[] = [];

    for (const name of files.filter((file) => !LATER.test(file))) {
      const { vectors, integers, blind } = readVectors(name);
      const results = new Map<string, MeasureResult>();
      test(`${name}: every vector gets an answer`, () => {
        for (const result of measureFile(blind).results) results.set(result.id, result);
        expect([...results.keys()]).toEqual(vectors.map((vector) => vector.id));
      });
      const statistics = [...new Set(vectors.map((vector) => vector.statistic))];
      test.each(statistics)(`${name}: %s equals the reference in every expected key`, (statistic) => {
        const problems = vectors
          .filter((vector) => vector.statistic === statistic)
          .flatMap((vector) => {
            compared.push(vector.id);
            const result = results.get(vector.id);
            const found = result?.error == null ? differences(vector, result?.got, integers) : [result.error];
            return found.slice(0, 5).map((line) => `${vector.id} ${line}`);
          });
        expect(problems).toEqual([]);
      });
    }

    test.each(files.filter((file) => LATER.test(file)))('%s: not there yet, and says so', (name) => {
      const { vectors, blind } = readVectors(name);
      const { results } = measureFile(blind);
      expect(results).toHaveLength(vectors.length);
      for (const result of results) {
        expect(result.got).toBeNull();
        expect(result.error).toContain('not available');
      }
    });

    test('all 249 vectors of sampling, estimation, agreement, truth, judge, drift and coverage were compared', () => {
      expect(new Set(compared).size).toBe(compared.length);
      expect(compared).toHaveLength(249);
    });

    test.each(files.filter((file) => !LATER.test(file) && !file.startsWith('P_')))(
      '%s: damaged vectors answer with a value or an error of their own, and no value is not finite',
      (name) => {
        const byStatistic = new Map(
          readVectors(name).vectors.map((vector) => [
            vector.statistic,
            vector as Vector & { input: unknown },
          ]),
        );
        let refused = 0;
        let answered = 0;
        for (const { id, statistic, input } of byStatistic.values()) {
          if (SLOW.test(statistic)) continue;
          const vectors = [...damage(input)].map((damaged, i) => ({
            id: `${id} ${i}`,
            statistic,
            input: damaged,
          }));
          for (const { error, got } of measureFile({ vectors }).results) {
            if (error === null) answered += 1;
            else refused += 1;
            expect(error === null).toBe(got !== null);
            expect(countNotFinite(got)).toBe(0);
          }
        }
        expect(refused).toBeGreaterThan(50);
        expect(answered).toBeGreaterThan(10);
      },
      60_000,
    );

    test('bootstrap standard errors lie within 5 % of the reference, and the α behind them equal it', () => {
      const { vectors, blind } = readVectors('C_agreement.json');
      const results = measureFile(blind).results;
      const pairs = vectors.flatMap((vector, i) =>
        vector.statistic === 'bootstrap.montecarlo' ? [{ vector, got: results[i]?.got }] : [],
      );
      expect(pairs.length).toBeGreaterThan(0);
      for (const { vector, got } of pairs) {
        const expected = vector.expected as { alpha: number; se: number };
        expect(Math.abs((got?.['alpha'] as number) - expected.alpha)).toBeLessThan(1e-9);
        expect(Math.abs((got?.['se'] as number) / expected.se - 1)).toBeLessThan(0.05);
      }
    });

    test('the comparison sees a wrong number, a missing key and a wrong integer', () => {
      const vector: Vector = {
        id: 'x',
        statistic: 'x',
        tolerance: { abs: 1e-9, rel: 1e-8 },
        expected: { a: 0.5, list: [1.5], flag: null },
      };
      const none: Integers = new WeakMap();
      const whole: Integers = new WeakMap([[vector.expected as object, new Set(['a'])]]);
      expect(differences(vector, { a: 0.5 + 1e-10, list: [1.5], flag: null, more: 1 }, none)).toEqual([]);
      expect(differences(vector, { a: 0.5 + 1e-10, list: [1.5], flag: null }, whole)).toHaveLength(1);
      expect(differences(vector, { a: 0.51, list: [1.5], flag: null }, none)).toHaveLength(1);
      expect(differences(vector, { list: [1.5], flag: null }, none)).toHaveLength(1);
      expect(differences(vector, { a: 0.5, list: [1.5, 2], flag: 0 }, none)).toHaveLength(2);
      expect(differences(vector, null, none)).toHaveLength(1);
    });
  },
);
