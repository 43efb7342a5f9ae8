/** The clock of the backend, passed in so that tests can set it. Order never depends on it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** The time now as the ledger writes it: ISO 8601, UTC, milliseconds. */
export function isoNow(clock: Clock): string {
  return clock.now().toISOString();
}
