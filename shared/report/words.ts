/** How figures are written in sentences. Must not know what they mean. */
import { countText } from '../figures/number-words.ts';

/** A share in per cent with one decimal, two below 1 %. */
export function percent(share: number): string {
  const hundredths = 100 * share;
  const decimals = hundredths !== 0 && Math.abs(hundredths) < 1 ? 2 : 1;
  return `${hundredths.toFixed(decimals)} %`;
}

/** A difference of shares in percentage points, signed. */
export function points(difference: number): string {
  const text = Math.abs(100 * difference).toFixed(1);
  return `${difference < 0 ? '−' : '+'}${text} points`;
}

/** A p- or q-value as sentences give it: `p = 0.012`, `p < 0.001`. */
export function chance(name: string, value: number): string {
  return value < 0.001 ? `${name} < 0.001` : `${name} = ${value.toFixed(3)}`;
}

/** A count with its noun: `1 item`, `2,000 items`. */
export function count(n: number, noun: string): string {
  return `${countText(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** A number with as many digits as a reader can use. */
export function digits(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(1) : String(Number(value.toPrecision(4)));
}
