/**
 * Canonical JSON (RFC 8785) and SHA-256: the only way in which Assay hashes structured data.
 *
 * Invariant: `canonicalJson` refuses what JSON cannot carry (NaN, infinities, lone surrogates, undefined anywhere but as
 * the value of a member, dates, maps, functions …), so that two devices never hash different bytes for the same value.
 * A member that is undefined counts as absent, because structured clone keeps it and JSON drops it.
 */
import canonicalize from 'canonicalize';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Digest } from './ids.ts';

/** RFC 8785 text of `value`; throws a TypeError when the value has no JSON form. */
export function canonicalJson(value: unknown): string {
  const sorted = sortKeys(value, 0);
  return sorted === UNUSUAL ? canonicalText(value) : JSON.stringify(sorted);
}

const UNUSUAL = Symbol('for the library');
const MAX_DEPTH = 100;
/**
 * A copy with its keys in order of UTF-16 units, of which the engine's own writer, several times as fast as the library,
 * makes the same text. Whatever is not plain JSON in every respect is left to the library.
 */
function sortKeys(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.isWellFormed() ? value : UNUSUAL;
  if (typeof value === 'number') return Number.isFinite(value) ? value : UNUSUAL;
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object' || depth > MAX_DEPTH || 'toJSON' in value) return UNUSUAL;
  return Array.isArray(value) ? sortItems(value, depth) : sortMembers(value, depth);
}

function sortItems(value: readonly unknown[], depth: number): unknown {
  const items: unknown[] = [];
  for (const one of value) {
    const item = sortKeys(one, depth + 1);
    if (item === UNUSUAL) return UNUSUAL;
    items.push(item);
  }
  return items;
}

function sortMembers(value: object, depth: number): unknown {
  const prototype: unknown = Object.getPrototypeOf(value);
  if ((prototype !== Object.prototype && prototype !== null) || Symbol.toStringTag in value) return UNUSUAL;
  const members: Record<string, unknown> = {};
  for (const key of keysInOrder(value)) {
    const held = (value as Record<string, unknown>)[key];
    if (held === undefined) continue;
    const member = sortKeys(held, depth + 1);
    if (member === UNUSUAL || !canBeSorted(key)) return UNUSUAL;
    members[key] = member;
  }
  return members;
}

/** By insertion, which for the few keys that objects have is faster than the general sort. */
function keysInOrder(value: object): string[] {
  const keys = Object.keys(value);
  if (keys.length > 32) return keys.toSorted();
  for (let next = 1; next < keys.length; next += 1) {
    const key = keys[next] as string;
    let at = next - 1;
    for (; at >= 0 && (keys[at] as string) > key; at -= 1) keys[at + 1] = keys[at] as string;
    keys[at + 1] = key;
  }
  return keys;
}

/** An object puts keys that are numbers first, and takes `__proto__` for its prototype, in whatever order they are set. */
function canBeSorted(key: string): boolean {
  const first = key.charCodeAt(0);
  return (first < 0x30 || first > 0x39) && key !== '__proto__' && key.isWellFormed();
}

function canonicalText(value: unknown): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (error) {
    throw new TypeError('this value has no JSON form', { cause: error });
  }
  // After `canonicalize`, which has refused cycles, so that the walk ends.
  if (text === undefined || !isJson(value)) throw new TypeError('this value has no JSON form');
  return text;
}

/** Whether `canonicalize`, which has accepted the value, has written all of it: it turns some values into others. */
function isJson(value: unknown): boolean {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (Array.isArray(next)) {
      for (const one of next) open.push(one);
    } else if (typeof next === 'object' && next !== null) {
      const isPlain = Object.prototype.toString.call(next) === '[object Object]';
      if (!isPlain || ('toJSON' in next && typeof next.toJSON === 'function')) return false;
      for (const one of Object.values(next)) if (one !== undefined) open.push(one);
    } else if (next === undefined || typeof next === 'function' || typeof next === 'symbol') {
      return false;
    }
  }
  return true;
}

/** UTF-8 would turn half a surrogate pair into U+FFFD, so that two texts had one digest. */
function toBytes(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new TypeError('the text holds half of a surrogate pair');
  return utf8ToBytes(text);
}

/** Lowercase hex SHA-256 of the UTF-8 bytes of `text`; throws a TypeError for a lone surrogate. */
export function sha256Hex(text: string): Digest {
  return bytesToHex(sha256(toBytes(text))) as Digest;
}

/** SHA-256 over the bytes of a hex salt followed by the UTF-8 bytes of `text`; throws a TypeError for a lone surrogate. */
export function saltedSha256Hex(saltHex: string, text: string): Digest {
  return bytesToHex(sha256(concatBytes(hexToBytes(saltHex), toBytes(text)))) as Digest;
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
