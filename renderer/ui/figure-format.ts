/**
 * Owns how figures are written on screen: counts, shares, intervals, coefficients, digests, sizes, hours. Must not
 * know what a figure means or whether it is good. Invariant: a share is never written without its unit, and what is
 * null is written as a dash, never as 0.
 */

const NARROW_SPACE = '\u00a0';
export const NO_FIGURE = '–';

const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A whole number with thousands separators. */
export function formatCount(value: number): string {
  return counts.format(value);
}

/** A count with its noun: "1 item", "1,204 items". */
export function formatCountOf(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)}${NARROW_SPACE}${value === 1 ? one : many}`;
}

/** Digits after the point that a share (0..1) deserves: one, two below 0.1 %. */
function shareDigits(...shares: number[]): number {
  return shares.some((share) => share > 0 && share < 0.001) ? 2 : 1;
}

/** A share 0..1 as percent: "1.8 %". */
export function formatShare(share: number | null): string {
  if (share === null) return NO_FIGURE;
  return `${(share * 100).toFixed(shareDigits(share))}${NARROW_SPACE}%`;
}

/** Limits of a share as percent: "1.1–2.9 %"; a dash when there is no interval. */
export function formatShareInterval(low: number | null, high: number | null): string {
  if (low === null || high === null) return NO_FIGURE;
  const digits = shareDigits(low, high);
  return `${(low * 100).toFixed(digits)}–${(high * 100).toFixed(digits)}${NARROW_SPACE}%`;
}

/** A coefficient of agreement in [-1, 1], without the leading zero: ".74", "−.08", "1.00". */
export function formatCoefficient(value: number | null): string {
  if (value === null) return NO_FIGURE;
  const rounded = Math.round(value * 100) / 100;
  const text = Math.abs(rounded).toFixed(2).replace(/^0/, '');
  return rounded < 0 ? `−${text}` : text;
}

/** Limits of a coefficient: ".61 to .84"; "to" because a limit may be negative. */
export function formatCoefficientInterval(low: number | null, high: number | null): string {
  if (low === null || high === null) return NO_FIGURE;
  return `${formatCoefficient(low)} to ${formatCoefficient(high)}`;
}

/** Half-width of an interval of a share: "± 2.1 points". */
export function formatMargin(halfWidth: number | null): string {
  if (halfWidth === null) return NO_FIGURE;
  return `±${NARROW_SPACE}${(halfWidth * 100).toFixed(shareDigits(halfWidth))}${NARROW_SPACE}points`;
}

/** A sampling weight: three significant digits, whole from 100 on. */
export function formatWeight(weight: number | null): string {
  if (weight === null) return NO_FIGURE;
  return weight >= 100 ? formatCount(Math.round(weight)) : String(Number(weight.toPrecision(3)));
}

/** Beginning and end of a digest, for the eye; copying always gives the whole. */
export function shortDigest(digest: string): string {
  return digest.length <= 12 ? digest : `${digest.slice(0, 6)}…${digest.slice(-4)}`;
}

/** Size of a file: "812 B", "4.2 MB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)}${NARROW_SPACE}${units[unit]}`;
}

/** Working time: "40 min", "2 h 15 min", "31 h". */
export function formatHours(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return `${minutes}${NARROW_SPACE}min`;
  const rest = minutes % 60;
  const whole = `${formatCount(Math.floor(minutes / 60))}${NARROW_SPACE}h`;
  return minutes >= 600 || rest === 0 ? whole : `${whole} ${rest}${NARROW_SPACE}min`;
}
