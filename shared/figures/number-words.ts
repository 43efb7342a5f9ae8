/**
 * How figures are written wherever they are shown, on screen and in files. Pure; must not know what a figure means.
 * Invariant: a value that is not nought never reads as nought.
 */
const NBSP = '\u00a0';
const counts = new Intl.NumberFormat('en');
const MINUS = '\u2212';

/** What a value is: a share, a coefficient of agreement, or a difference of shares. */
export type NumberFormat = 'percent' | 'coefficient' | 'difference';

/** One digit after the point; two where one would read as nothing; none at exactly all. */
function digitsOf(value: number): string {
  const percent = value * 100;
  const size = Math.abs(percent);
  return percent.toFixed(size > 0 && size < 0.1 ? 2 : size >= 99.95 ? 0 : 1);
}

/** A rate as people write it: 1.8 %. */
export function percentText(value: number): string {
  return `${digitsOf(value)}${NBSP}%`;
}

/** A coefficient as people write it: .74, −.05, 1.00. */
export function coefficientText(value: number): string {
  const text = Math.abs(value).toFixed(2).replace(/^0/, '');
  return value < 0 && text !== '.00' ? `${MINUS}${text}` : text;
}

/** A difference of shares in points, with its sign: +2.1, −0.4, 0.0. */
export function pointsText(value: number): string {
  const text = digitsOf(Math.abs(value));
  if (Number(text) === 0) return text;
  return `${value < 0 ? MINUS : '+'}${text}`;
}

/** In place of an interval of no width: whatever was there was reviewed. */
export const NO_SAMPLING_ERROR = 'no sampling error';

/** An interval as people write it: 1.1–2.9 %. One of no width is none: it is a count, not an estimate. */
export function intervalText(low: number, high: number, format: NumberFormat): string {
  if (low === high) return NO_SAMPLING_ERROR;
  if (format === 'percent') return `${digitsOf(low)}–${percentText(high)}`;
  if (format === 'difference') return `${pointsText(low)} to ${pointsText(high)}`;
  const between = low < 0 || high < 0 ? ' to ' : '–';
  return `${coefficientText(low)}${between}${coefficientText(high)}`;
}

export function numberText(value: number, format: NumberFormat): string {
  switch (format) {
    case 'percent':
      return percentText(value);
    case 'coefficient':
      return coefficientText(value);
    case 'difference':
      return pointsText(value);
  }
}

/** A tick of an axis: no digit more than it needs. */
export function tickText(value: number, format: NumberFormat): string {
  if (format === 'coefficient') return coefficientText(value);
  const points = Number((value * 100).toFixed(3));
  if (format === 'percent') return `${points}${NBSP}%`;
  return points < 0 ? `${MINUS}${-points}` : points > 0 ? `+${points}` : '0';
}

/** A p- or q-value: .034, < .001. */
export function chanceText(value: number): string {
  return value < 0.001 ? `<${NBSP}.001` : value.toFixed(3).replace(/^0/, '');
}

export function countText(value: number): string {
  return counts.format(value);
}

/** `1 item`, `3 items`. */
export function countedText(value: number, one: string, many = `${one}s`): string {
  return `${counts.format(value)}${NBSP}${value === 1 ? one : many}`;
}
