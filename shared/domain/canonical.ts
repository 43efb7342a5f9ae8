/**
 * Canonical JSON (RFC 8785) and SHA-256: the only way in which Assay hashes structured data.
 *
 * Invariant: `canonicalJson` refuses what JSON cannot carry (undefined at the top, NaN, lone surrogates), so that
 * two devices never hash different bytes for the same value.
 */
import canonicalize from 'canonicalize';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Digest } from './ids.ts';

/** RFC 8785 text of `value`; throws a TypeError when the value has no JSON form. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('this value has no JSON form');
  return text;
}

/** Lowercase hex SHA-256 of the UTF-8 bytes of `text`. */
export function sha256Hex(text: string): Digest {
  return bytesToHex(sha256(utf8ToBytes(text))) as Digest;
}

/** SHA-256 over the bytes of a hex salt followed by the UTF-8 bytes of `text`. */
export function saltedSha256Hex(saltHex: string, text: string): Digest {
  return bytesToHex(sha256(concatBytes(hexToBytes(saltHex), utf8ToBytes(text)))) as Digest;
}

/** Digest of a structured value: SHA-256 over its canonical JSON. */
export function digestOf(value: unknown): Digest {
  return sha256Hex(canonicalJson(value));
}

/**
 * A UUID derived from text (version 8 of RFC 9562: the first 122 free bits of its SHA-256), for things that two
 * devices must name alike without asking each other, such as the item of a trace in an audit.
 */
export function uuidFromText(text: string): string {
  const hex = sha256Hex(text).slice(0, 32).split('');
  hex[12] = '8';
  hex[16] = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  const flat = hex.join('');
  return [flat.slice(0, 8), flat.slice(8, 12), flat.slice(12, 16), flat.slice(16, 20), flat.slice(20)].join(
    '-',
  );
}
