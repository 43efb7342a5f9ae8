/**
 * What differs between engines in the texts of counts and draws. A new engine is one more object of this kind
 * (docs/recipes/draw-from-a-warehouse.md); everything else is the same text everywhere.
 *
 * Invariant: names and texts enter SQL through `name` and `text` only, and the same traces give the same keys, in the
 * same order, in every engine.
 */
export interface FrameDialect {
  readonly id: string;
  /** A quoted identifier. Throws a RangeError for one that cannot be quoted. */
  name(identifier: string): string;
  /** A quoted text literal. Throws a RangeError for a text with NUL, which no engine can hold. */
  text(value: string): string;
  /** Any scalar as text, as the engine itself writes it; null stays null. */
  asText(expression: string): string;
  /** A text so that it is compared, ordered and grouped by the bytes of its UTF-8. */
  bytewise(expression: string): string;
  /** Lower case hex SHA-256 of the UTF-8 of a text. */
  sha256Hex(expression: string): string;
  /** Whole milliseconds since 1970 (rounded down) of a timestamp or date; one without a zone is taken as UTC. */
  epochMs(expression: string): string;
  /** A count in a type that drivers give as a number, exact to 2^53. */
  count(expression: string): string;
}

/** Throws for what no engine can hold inside an identifier or a literal. */
export function refuseNul(value: string): void {
  if (value.includes('\u0000')) throw new RangeError('SQL cannot hold a NUL character');
}

/** A standard identifier or literal: the quote itself is written twice. */
export function doubled(value: string, quote: string): string {
  refuseNul(value);
  return `${quote}${value.replaceAll(quote, quote + quote)}${quote}`;
}
