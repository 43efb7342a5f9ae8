/**
 * The sizes that a slider goes through, and what a curve says between its points. Pure; must not know the screen.
 * Invariant: steps are round numbers that grow with the size, both ends included, so that one key press is always a
 * change that matters.
 */

export interface CurvePoint {
  size: number;
  halfWidth: number | null;
}

/** One press of an arrow key at this size. */
function stepAt(size: number): number {
  if (size < 100) return 5;
  const power = 10 ** Math.floor(Math.log10(size));
  return size < 5 * power ? power / 10 : power / 4;
}

/** Sizes from `from` to `to`. */
export function sizeSteps(from: number, to: number): number[] {
  const sizes = [from];
  for (let size = from; size < to;) {
    const step = stepAt(size);
    size = Math.min(to, Math.floor(size / step + 1) * step);
    sizes.push(size);
  }
  return sizes;
}

/** Place of the step that is nearest to a size. */
export function nearestStep(steps: readonly number[], size: number): number {
  const above = steps.findIndex((one) => one >= size);
  if (above === -1) return steps.length - 1;
  const below = steps[above - 1];
  return below !== undefined && size - below < (steps[above] ?? size) - size ? above - 1 : above;
}

/** Share of the way from the first to the last step, in the logarithm: where the curve above has the size. */
export function placeOfSize(steps: readonly number[], size: number): number {
  const [from, to] = [steps[0] ?? 1, steps.at(-1) ?? 1];
  if (to <= from) return 0;
  return Math.min(1, Math.max(0, Math.log(size / from) / Math.log(to / from)));
}

/** The step nearest to a place. */
export function sizeAtPlace(steps: readonly number[], place: number): number {
  const [from, to] = [steps[0] ?? 1, steps.at(-1) ?? 1];
  return steps[nearestStep(steps, from * (to / from) ** place)] ?? from;
}

/** The step after or before a size. */
export function nextStep(steps: readonly number[], size: number, direction: 1 | -1): number {
  const found = direction === 1 ? steps.find((one) => one > size) : steps.findLast((one) => one < size);
  return found ?? (direction === 1 ? steps.at(-1) : steps[0]) ?? size;
}

/** Half-width at a size between the points of a curve: straight in the logarithm of the size. Null outside of it. */
export function widthOnCurve(curve: readonly CurvePoint[], size: number): number | null {
  const at = curve.findIndex((point) => point.size >= size);
  const [left, right] = [curve[at - 1], curve[at]];
  if (right === undefined) return null;
  if (right.size === size) return right.halfWidth;
  if (left === undefined || left.halfWidth === null || right.halfWidth === null) return null;
  const share = Math.log(size / left.size) / Math.log(right.size / left.size);
  return left.halfWidth + share * (right.halfWidth - left.halfWidth);
}
