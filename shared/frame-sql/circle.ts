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
      return places.length < size && stepsOf(wanted[at] as Wanted, width) < STEPS;
    });
  }
  return taken;
}

function comparePlaces(a: Place, b: Place): number {
  return a.turn - b.turn || compareBytes(a.sortKey, b.sortKey);
}

/** Width of the arc in steps; all of them for the whole circle. */
function stepsOf({ size, population }: Wanted, width: number): number {
  if (size >= population) return STEPS;
  return Math.min(STEPS, Math.ceil(((size + 6 * Math.sqrt(size) + 10) / population) * width * STEPS));
}

function arcsOf(wanted: Wanted, stratum: number, width: number): Arc[] {
  const steps = stepsOf(wanted, width);
  const isWhole = steps === STEPS;
  const { start, size } = wanted;
  const first = { stratum, turn: 0, above: start ?? FIRST, wanted: size } as const;
  if (start === null) return [{ ...first, upTo: isWhole ? LAST : hexOf(steps) }];
  const end = Number.parseInt(start.slice(0, 13), 16) + steps;
  if (end < STEPS) return [{ ...first, upTo: hexOf(end) }];
  return [
    { ...first, upTo: LAST },
    { stratum, turn: 1, above: FIRST, upTo: isWhole ? start : hexOf(end - STEPS), wanted: size },
  ];
}
