/**
 * Owns the reading of single fields: from what was typed to a value, or to the sentence that says what is wrong with it.
 * Must not know the form. Invariant: a number that cannot be read is never replaced by another.
 */

/** A whole number of at least `min` (and at most `max`), or a sentence. Thousands separators are allowed. */
export function readWhole(typed: string, min: number, max = 10_000_000): number | string {
  const bare = typed.trim().replaceAll(/[,_\s]/g, '');
  if (bare === '') return 'Enter a number.';
  if (!/^\d+$/.test(bare)) return 'Enter a whole number.';
  const value = Number(bare);
  if (value < min) return `Enter ${min} or more.`;
  return value > max ? `Enter ${max} or less.` : value;
}

/** A decimal as it is typed, with comma or point; NaN for anything else. */
function readDecimal(typed: string): number {
  const bare = typed.trim().replace(',', '.');
  return /^\d*\.?\d+$|^\d+\.$/.test(bare) ? Number(bare) : Number.NaN;
}

/** Percent as a share, strictly between 0 and 100, or a sentence. A decimal comma is understood. */
export function readPercent(typed: string): number | string {
  const bare = typed.trim().replace(/\s*%$/, '').replace(',', '.');
  const value = Number(bare);
  if (bare === '' || !Number.isFinite(value)) return 'Enter a percentage.';
  return value > 0 && value < 100 ? value / 100 : 'Enter a percentage above 0 and below 100.';
}

/** A share of something, in percent from `min` to 100, or a sentence. */
export function readShare(typed: string, min: number): number | string {
  const value = readDecimal(typed.trim().replace(/\s*%$/, ''));
  if (Number.isNaN(value)) return 'Enter a percentage.';
  if (value > 100) return 'Enter 100 or less.';
  return value < min ? `Enter ${min} or more.` : value / 100;
}

/** Half a width in percentage points as a share, above 0 and below 50, or a sentence. */
export function readMargin(typed: string): number | string {
  const value = readDecimal(typed.replace('±', '').replace(/\s*(points?|%)\s*$/, ''));
  if (Number.isNaN(value)) return 'Enter a number of percentage points.';
  return value > 0 && value < 50 ? value / 100 : 'Enter more than 0 and less than 50 points.';
}

/** A coefficient of agreement, strictly between 0 and 1, or a sentence. */
export function readCoefficient(typed: string): number | string {
  const value = readDecimal(typed);
  return value > 0 && value < 1 ? value : 'Enter a number between 0 and 1, such as 0.67.';
}

/** Midnight UTC of a date field (`2026-11-14`), or null. `addDays` shifts it. */
export function readDay(typed: string, addDays = 0): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return null;
  const [year, month, day] = typed.split('-').map(Number) as [number, number, number];
  const at = new Date(Date.UTC(year, month - 1, day + addDays));
  const isReal = addDays !== 0 || at.toISOString().startsWith(typed);
  return isReal ? at.toISOString() : null;
}
