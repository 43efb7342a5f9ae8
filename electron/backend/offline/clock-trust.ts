/**
 * Whether this computer's clock may end the keeping of texts. A clock that was set back, or that leapt far ahead, is
 * doubted: nothing is erased until the hub has been spoken to since, or the clock has gone on steadily for a day. Pure.
 *
 *              reading in order                        hub spoken to · a day gone on steadily
 *   trusted ───────────────────▶ trusted      doubted ─────────────────────────────────────▶ trusted
 *      │  set back, or far ahead                │  set back, or far ahead again
 *      └──────────────────────▶ doubted         └──────────────────────────────▶ doubted anew
 *
 * Invariant: a doubted clock erases nothing; no clock is doubted for ever.
 */
import { z } from 'zod';
import { isoTime } from '../../../shared/domain/ids.ts';

/** A longer rest than most: whoever comes back later waits for the hub, or a day. */
export const farAheadMs = 14 * 86_400_000;
/** Clocks are corrected by seconds all the time. */
export const correctionMs = 5 * 60_000;
export const steadyMs = 86_400_000;

export const clockRecord = z.strictObject({
  /** The last reading of a clock that was trusted. */
  seenAt: isoTime,
  /** The first and the last reading since it is doubted; null while it is trusted. */
  doubt: z.strictObject({ sinceAt: isoTime, lastAt: isoTime }).nullable(),
});
export type ClockRecord = z.infer<typeof clockRecord>;

/** The record after a reading. `lastContactAt`: when the hub answered last, by this clock; null when never. */
export function readClock(before: ClockRecord | null, now: Date, lastContactAt: string | null): ClockRecord {
  const nowMs = now.getTime();
  const at = now.toISOString();
  const trusted: ClockRecord = { seenAt: at, doubt: null };
  if (before === null) return trusted;
  const { seenAt, doubt } = before;
  const leaptMs = nowMs - Date.parse(doubt?.lastAt ?? seenAt);
  const isInOrder = leaptMs >= -correctionMs && leaptMs <= farAheadMs;
  if (isInOrder && doubt === null) return leaptMs < 0 ? before : trusted;
  const sinceAt = isInOrder && doubt !== null ? doubt.sinceAt : at;
  const wasContacted = lastContactAt !== null && lastContactAt >= sinceAt && lastContactAt <= at;
  const isSteady = isInOrder && nowMs - Date.parse(sinceAt) >= steadyMs;
  return wasContacted || isSteady ? trusted : { seenAt, doubt: { sinceAt, lastAt: at } };
}
