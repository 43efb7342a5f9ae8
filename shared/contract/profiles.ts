/**
 * The contract, part profiles: several people take turns on one computer, each with a store of their own behind a PIN.
 *
 * Invariant: while a profile is locked, nothing of it is answered; every other procedure says LOCKED.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { isoTime } from '../domain/ids.ts';
import { label } from '../domain/text.ts';
import { errors } from './errors.ts';

const base = oc.errors(errors);
const nothing = z.strictObject({});

/** 4 to 12 digits. */
export const pin = z.string().regex(/^[0-9]{4,12}$/, 'must be 4 to 12 digits');

const profile = z.strictObject({
  id: z.uuid(),
  name: label(120),
  hasPin: z.boolean(),
  lastOpenedAt: isoTime.nullable(),
  /** Events that wait to be sent, as of when it was locked. */
  waiting: z.int().min(0),
  /** After wrong PINs: no earlier than then is another one looked at. */
  nextTryAt: isoTime.nullable(),
});
export type Profile = z.infer<typeof profile>;

/** `single`: one person without a PIN, as on most computers. */
const profileState = z.strictObject({
  mode: z.enum(['single', 'group']),
  /** The one whose store is open; null while locked. */
  openId: z.uuid().nullable(),
  profiles: z.array(profile).min(1),
  /** Minutes without a key or a click after which the window locks itself; 0 for never. Only in a group. */
  lockAfterMinutes: z.int().min(0).max(240),
});
export type ProfileState = z.infer<typeof profileState>;

const one = z.strictObject({ id: z.uuid() });

export const profiles = {
  state: base.input(nothing).output(profileState),
  /** The state now, then again whenever it changes. */
  watch: base.input(nothing).output(eventIterator(profileState)),
  /** Makes the person whose store is open the first of a group: from now on their PIN is asked for. */
  beginGroup: base.input(z.strictObject({ name: label(120), pin })).output(profileState),
  /** Only in a group; the new profile stays locked. */
  add: base.input(z.strictObject({ name: label(120), pin })).output(profileState),
  /** Locks whichever is open first. FORBIDDEN for a wrong PIN, with how long to wait. */
  unlock: base.input(one.extend({ pin })).output(profileState),
  lock: base.input(nothing).output(profileState),
  changePin: base.input(one.extend({ pin, next: pin })).output(profileState),
  rename: base.input(one.extend({ name: label(120) })).output(profileState),
  /**
   * Takes a profile away with its store. CONFLICT while something of it was not sent, unless `losesUnsent`; the one that
   * is open and the last one stay.
   */
  remove: base.input(one.extend({ pin, losesUnsent: z.boolean() })).output(profileState),
  /** Back to one person without a PIN: only when the others were removed. */
  endGroup: base.input(z.strictObject({ pin })).output(profileState),
  setLock: base.input(z.strictObject({ lockAfterMinutes: z.int().min(0).max(240) })).output(profileState),
};
