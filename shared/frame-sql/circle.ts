/**
 * The order in which traces are taken: their sort keys lie on a circle of 2^52 steps (the first 13 hex digits), and a
 * stratum is read from its start along an arc just wide enough, because keys are uniform: the n next of N lie within
 * (n + 6√n + 10)/N of the circle, all but surely. Too few, and the arc is widened, never accepted.
 *
 * Invariant: what is taken are exactly the next n of the frame after the start, wrapping round once, whatever the reader
 * of arcs gives beyond them.
 */
import { compareBytes } from '../sampling/prn.ts';

/** A sort key: 13 hex digits, then whatever settles ties, in byte order. */
export type SortKey = string;

/** Rows whose sort key is above `above` and not above `upTo`. Arcs of turn 1 come after those of turn 0. */
export interface Arc {
  /** Place of the stratum in what was asked for. */
  readonly stratum: number;
  readonly turn: 0 | 1;
  readonly above: SortKey;
  readonly upTo: SortKey;
  /** More rows than this of one arc are never needed. */
  readonly wanted: number;
}

export interface Place {
  readonly stratum: number;
  readonly turn: number;
  readonly sortKey: SortKey;
}

export interface Wanted {
  readonly size: number;
  /** Traces of the stratum, or a guess: a wrong one costs another look, nothing else. */
  readonly population: number;
  /** Sort key to begin after; null: at the very first, with nothing to wrap round to. */
  readonly start: SortKey | null;
}

const STEPS = 2 ** 52;
/** Below and above every sort key. */
export const FIRST: SortKey = '0'.repeat(13);
export const LAST: SortKey = 'g';

/** The sort key that a place on the circle begins with. */
export function hexOf(step: number): string {
  return step.toString(16).padStart(13, '0');
}

/** The next `size` rows of each stratum in order, by its place in `wanted`; fewer only where there are no more. */
export async function takeInOrder<P extends Place>(
  wanted: readonly Wanted[],
  readArcs: (arcs: readonly Arc[]) => Promise<readonly P[]>,
): Promise<P[][]> {
  const taken: P[][] = wanted.map(() => []);
  let open = wanted.map((_, at) => at).filter((at) => (wanted[at]?.size ?? 0) > 0);
  for (let width = 1; open.length > 0; width *= 4) {
    const arcs = open.flatMap((at) => arcsOf(wanted[at] as Wanted, at, width));
    const found = Map.groupBy(await readArcs(arcs), (place) => place.stratum);
    open = open.filter((at) => {
      const { size } = wanted[at] as Wanted;
      const places = (found.get(at) ?? []).toSorted(comparePlaces);
      taken[at] = places.slice(0, size);
      return places.length < size && !isWhole(wanted[at] as Wanted, width);
    });
  }
  return taken;
}

function comparePlaces(a: Place, b: Place): number {
  return a.turn - b.turn || compareBytes(a.sortKey, b.sortKey);
}

function shareOf({ size, population }: Wanted, width: number): number {
  if (size >= population) return 1;
  return ((size + 6 * Math.sqrt(size) + 10) / population) * width;
}

function isWhole(wanted: Wanted, width: number): boolean {
  return shareOf(wanted, width) >= 1;
}

function arcsOf(wanted: Wanted, stratum: number, width: number): Arc[] {
  const base = { stratum, wanted: wanted.size };
  const { start } = wanted;
  const share = shareOf(wanted, width);
  const steps = Math.ceil(share * STEPS);
  if (start === null) {
    return [{ ...base, turn: 0, above: FIRST, upTo: share >= 1 ? LAST : hexOf(steps) }];
  }
  if (share >= 1) {
    return [
      { ...base, turn: 0, above: start, upTo: LAST },
      { ...base, turn: 1, above: FIRST, upTo: start },
    ];
  }
  const end = Number.parseInt(start.slice(0, 13), 16) + steps;
  if (end < STEPS) return [{ ...base, turn: 0, above: start, upTo: hexOf(end) }];
  return [
    { ...base, turn: 0, above: start, upTo: LAST },
    {
      ...base,
      turn: 1,
      above: FIRST,
      upTo: hexOf(end - STEPS),
    },
  ];
}
