/**
 * Who uses this computer, as rules on a list: adding, renaming, counting wrong PINs. Pure but for the PIN's hash; must not
 * know files, stores or windows.
 */
import type { Profile, ProfileState } from '../../../shared/contract/profiles.ts';
import type { People, PersonRecord } from './people-file.ts';
import { isGroup, plainName } from './people-file.ts';
import type { KeptPin } from './pin.ts';
import type { Moment } from './pin-waits.ts';
import { noAttempts, remainingMs } from './pin-waits.ts';
import { blankName, nameTaken, noGroup, noSuchPerson } from './profile-errors.ts';

/** Minutes until a new group locks itself. */
const usualLockMinutes = 10;

export function newPerson(id: string, name: string, pin: KeptPin | null): PersonRecord {
  return { id, name: tidyName(name), pin, ...noAttempts, lastOpenedAt: null, waiting: 0 };
}

export function newGroup(first: PersonRecord): People {
  return { version: 1, lockAfterMinutes: usualLockMinutes, people: [first], leaving: [] };
}

/** Blanks at the ends and doubled ones go. Throws INVALID_INPUT when nothing is left. */
export function tidyName(name: string): string {
  const tidy = name.replaceAll(/\s+/gu, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(tidy)) throw blankName();
  return tidy;
}

/** Throws CONFLICT when somebody else has this name, whatever its case and blanks. */
export function mustBeFree(people: People, name: string, id: string | null): void {
  const held = people.people.find((one) => one.id !== id && plainName(one.name) === plainName(name));
  if (held !== undefined) throw nameTaken(held.name);
}

export function getGroup(people: People | null): People {
  if (!isGroup(people)) throw noGroup();
  return people;
}

export function getPerson(people: People, id: string): PersonRecord {
  const person = people.people.find((one) => one.id === id);
  if (person === undefined) throw noSuchPerson();
  return person;
}

export function withPerson(people: People, id: string, change: Partial<PersonRecord>): People {
  return { ...people, people: people.people.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}

export function withoutPerson(people: People, id: string): People {
  const left = people.people.filter((one) => one.id !== id);
  return { ...people, people: left, leaving: [...people.leaving, id] };
}

/** What windows are shown. `waiting` of the open one is as of now. */
export function toState(
  people: People,
  open: { id: string; waiting: number } | null,
  now: Moment,
): ProfileState {
  return {
    mode: isGroup(people) ? 'group' : 'single',
    openId: open?.id ?? null,
    lockAfterMinutes: isGroup(people) ? people.lockAfterMinutes : 0,
    profiles: people.people.map((one) => toProfile(one, open, now)),
  };
}

function toProfile(one: PersonRecord, open: { id: string; waiting: number } | null, now: Moment): Profile {
  const left = remainingMs(one, now);
  return {
    id: one.id,
    name: one.name,
    hasPin: one.pin !== null,
    lastOpenedAt: one.lastOpenedAt,
    waiting: open?.id === one.id ? open.waiting : one.waiting,
    nextTryAt: left === 0 ? null : new Date(now.wallMs + left).toISOString(),
  };
}
