/**
 * What the hub takes from the world, passed in so that tests can set it: the time, and what must not be guessed.
 */
import { randomBytes, randomUUID } from 'node:crypto';

export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** The time now as ISO 8601 in UTC with milliseconds. */
export function isoNow(clock: Clock): string {
  return clock.now().toISOString();
}

export interface HubIds {
  uuid(): string;
  /** 256 bits that nobody can guess, as base64url. */
  secret(): string;
}

export const randomIds: HubIds = {
  uuid: () => randomUUID(),
  secret: () => randomBytes(32).toString('base64url'),
};
