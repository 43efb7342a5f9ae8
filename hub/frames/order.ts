/**
 * Where a rotating selection begins in each stratum and where it ended, and how drawn traces are listed. Shared by every
 * kind of source.
 */
import type { Digest, TraceId } from '../../shared/domain/ids.ts';
import { sha256Hex } from '../../shared/domain/canonical.ts';
import { FIRST } from '../../shared/frame-sql/circle.ts';
import { compareBytes } from '../../shared/sampling/prn.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import type { RequestFailure } from '../routes/fail.ts';
import { fail } from '../routes/fail.ts';
import type { DrawnTrace, RotationSpan } from './reader.ts';

/** The last trace that was taken of a stratum, or the point where a first audit begins. */
export interface RotationEnd {
  /** Null: before the very first key. */
  key: Digest | null;
  /** First 13 hex digits of `key`. */
  prn: string;
  /** Empty for the point where a first audit begins. */
  traceId: string;
}

/** Where the first audit of a hub begins, in every stratum. */
function firstStart(sampleSeed: string): RotationEnd {
  const key = sha256Hex(`${sampleSeed}:start`);
  return { key, prn: key.slice(0, 13), traceId: '' };
}

/** Where each stratum in `sizes` begins: where the audit before it ended, or where the first one begins. */
export function startsOf(
  sampleSeed: string,
  sizes: ReadonlyMap<string, number>,
  ends: ReadonlyMap<string, RotationEnd>,
): Map<string, RotationEnd> {
  const first = firstStart(sampleSeed);
  return new Map(Array.from(sizes.keys(), (key) => [key, ends.get(key) ?? first]));
}

/**
 * Where the strata of an earlier audit began, by its manifest, which has keys only.
 * @param idOf id of the trace with a key, so that a tie in 52 bits is told apart; a trace that is gone cannot be drawn
 */
export function endsAgain(
  after: ReadonlyMap<string, string | null>,
  idOf: ReadonlyMap<string, string> = new Map(),
): Map<string, RotationEnd> {
  return new Map(
    Array.from(after, ([stratum, key]) => [
      stratum,
      key === null
        ? { key: null, prn: FIRST, traceId: '' }
        : { key: key as Digest, prn: key.slice(0, 13), traceId: idOf.get(key) ?? '' },
    ]),
  );
}

export function rotationSpans(
  starts: ReadonlyMap<string, RotationEnd>,
  drawn: readonly DrawnTrace[],
): Map<string, RotationSpan> {
  const last = new Map(drawn.map((one) => [one.stratum, one.key]));
  return new Map(
    Array.from(starts, ([stratum, { key }]) => [stratum, { after: key, end: last.get(stratum) ?? null }]),
  );
}

/** Strata in byte order of their keys, ranks as found. */
export function orderDrawn(
  found: ReadonlyMap<string, readonly { readonly id: string }[]>,
  factsOf: (id: string) => Omit<DrawnTrace, 'stratum' | 'rank' | 'key' | 'traceId'> & { key: string },
): DrawnTrace[] {
  return [...found]
    .toSorted(([a], [b]) => compareBytes(a, b))
    .flatMap(([stratum, places]) =>
      places.map(({ id }, at) => {
        const { key, ...facts } = factsOf(id);
        return { stratum, rank: at + 1, traceId: id as TraceId, key: key as Digest, ...facts };
      }),
    );
}

export function tooManyStrata(dimensions: readonly Dimension[]): RequestFailure {
  return fail('INFEASIBLE_PLAN', {
    what: 'These dimensions make more than 10,000 strata.',
    where: dimensions.join(', '),
    remedy: 'Leave out the dimension that has the most values; nearly every trace has one of its own.',
  });
}
