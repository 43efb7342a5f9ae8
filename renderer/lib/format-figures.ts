/**
 * Owns how planned and weighted quantities are written: margins, weights, hours of work. Estimates with their
 * intervals are written by `ui/figure-text`. Invariant: what is null is a dash, never 0.
 */
import { formatCount } from './format.ts';

const NBSP = '\u00a0';
export const NO_FIGURE = '–';

/** Half-width of an interval of a share, in percentage points: "± 2.1 points". */
export function formatMargin(halfWidth: number | null): string {
  if (halfWidth === null) return NO_FIGURE;
  const digits = halfWidth > 0 && halfWidth < 0.001 ? 2 : 1;
  return `±${NBSP}${(halfWidth * 100).toFixed(digits)}${NBSP}points`;
}

/** A sampling weight: three significant digits, whole from 100 on. */
export function formatWeight(weight: number | null): string {
  if (weight === null) return NO_FIGURE;
  return weight >= 100 ? formatCount(Math.round(weight)) : String(Number(weight.toPrecision(3)));
}

/** Working time: "40 min", "2 h 15 min", "31 h". */
export function formatHours(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return `${minutes}${NBSP}min`;
  const rest = minutes % 60;
  const whole = `${formatCount(Math.floor(minutes / 60))}${NBSP}h`;
  return minutes >= 600 || rest === 0 ? whole : `${whole} ${rest}${NBSP}min`;
}
