/**
 * When copies of a text end, on devices and as the hub tells them. Pure. What the hub itself holds ends by its own rules
 * (hub/retention); a copy ends no later than that, and earlier where the trace says so.
 *
 * Invariant: the same facts give the same end on the device and at the hub.
 */
export interface CopyFacts {
  /** What the trace itself says, ISO time. */
  retainUntil: string | undefined;
  /** When its audit was drawn; null when that is not known. */
  drawnAt: string | null;
  /** What the rule in force says of a closed audit, milliseconds since 1970; null while it is open, or nothing ends it. */
  ruleEndsMs: number | null;
}

/**
 * When a copy ends, ISO time; null when nothing ends it. A wish that had ended before the draw was overruled by whoever
 * drew it: then only the rule counts.
 */
export function copyKeptUntil({ retainUntil, drawnAt, ruleEndsMs }: CopyFacts): string | null {
  const wishMs = wishOf(retainUntil, drawnAt);
  const ends = [wishMs, ruleEndsMs].filter((one) => one !== null);
  return ends.length === 0 ? null : new Date(Math.min(...ends)).toISOString();
}

function wishOf(retainUntil: string | undefined, drawnAt: string | null): number | null {
  if (retainUntil === undefined) return null;
  const wishMs = Date.parse(retainUntil);
  return drawnAt !== null && wishMs <= Date.parse(drawnAt) ? null : wishMs;
}
