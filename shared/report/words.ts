/** How figures are written in sentences. Must not know what they mean. */

/** A share in per cent with one decimal, two below 1 %. */
export function percent(share: number): string {
  const hundredths = 100 * share;
  const digits = hundredths !== 0 && Math.abs(hundredths) < 1 ? 2 : 1;
  return `${hundredths.toFixed(digits)} %`;
}

/** A difference of shares in percentage points, signed. */
export function points(difference: number): string {
  const text = Math.abs(100 * difference).toFixed(1);
  return `${difference < 0 ? '−' : '+'}${text} points`;
}

/** A probability as sentences give it. */
export function chance(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

/** A count with its noun: `1 item`, `2 items`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** A number with as many digits as a reader can use. */
export function digits(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(1) : String(Number(value.toPrecision(4)));
}
