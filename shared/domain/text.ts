/**
 * Text that may enter the store.
 *
 * NUL and lone surrogates are refused at input: PostgreSQL cannot store them, and one such note would block a
 * whole ledger at the hub for ever. Every schema for human or trace text is built from `safeText`.
 */
import { z } from 'zod';

/** The first reason why `value` cannot be stored, or null when it can. */
export function findUnstorable(value: string): 'NUL' | 'LONE_SURROGATE' | null {
  if (value.includes('\u0000')) return 'NUL';
  return value.isWellFormed() ? null : 'LONE_SURROGATE';
}

const isStorable = (value: string): boolean => findUnstorable(value) === null;

/** Text of any length without NUL and without lone surrogates. */
export const safeText = z
  .string()
  .refine(isStorable, 'holds a NUL character or half of a surrogate pair, which cannot be stored');

/** Non-empty safe text, at most `max` UTF-16 units. */
export const label = (max = 200) => safeText.min(1).max(max);

/** Number of Unicode code points: the unit of every span offset. */
export function countCodePoints(value: string): number {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}

/** The part of `value` between two code point offsets, end exclusive. */
export function sliceCodePoints(value: string, start: number, end: number): string {
  return Array.from(value).slice(start, end).join('');
}
