// Owns the permanent random number of an item: a pure function of seed, purpose and id that every engine can
// repeat (Node, DuckDB, PostgreSQL). Must not know what is being sampled. Invariant: the hashed text is the exact
// id, without any normalisation, and keys are compared as lower-case hex text; changing either changes every draw
// that was ever published.
// Source: permanent random numbers, Ohlsson (1995), "Coordination of samples using permanent random numbers".
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** `assign:k` is the k-th review of an item, counted from 1; `second` is its second look. */
export type PrnPurpose = 'sample' | 'overlap' | `assign:${number}` | 'second';

/** Lower-case hex SHA-256 (64 characters) of the UTF-8 text `seed:purpose:id`. */
export function prnKey(seed: string, purpose: PrnPurpose, id: string): string {
  return bytesToHex(sha256(utf8ToBytes(`${seed}:${purpose}:${id}`)));
}

/** The key as a number in [0, 1): its first 13 hex digits over 2^52, exact in a double. */
export function prnUnit(hexKey: string): number {
  return Number.parseInt(hexKey.slice(0, 13), 16) / 2 ** 52;
}

/** A second number in [0, 1) from the next 13 digits, independent of the one that orders items by key. */
export function prnSecondUnit(hexKey: string): number {
  return Number.parseInt(hexKey.slice(13, 26), 16) / 2 ** 52;
}

export interface Keyed {
  readonly key: string;
  readonly id: string;
}

/** Order of selection: key, then (for the impossible tie) id by UTF-8 bytes. */
export function compareKeys(a: Keyed, b: Keyed): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return compareBytes(a.id, b.id);
}

/**
 * Order of two texts by their UTF-8 bytes, as PostgreSQL's collation "C" and DuckDB order them. UTF-16 order, which
 * `<` uses, differs from it only where a surrogate (a code point above U+FFFF) meets a unit above the surrogates.
 */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const isSurrogateX = x >= 0xd800 && x <= 0xdfff;
      const isSurrogateY = y >= 0xd800 && y <= 0xdfff;
      if (isSurrogateX !== isSurrogateY) return isSurrogateX ? 1 : -1;
      return x - y;
    }
  }
  return a.length - b.length;
}
