/** What a desk is given: everything that a backend is, and what differs from profile to profile. */
import type { BackendOptions } from '../backend.ts';
import type { SecretStore } from '../secrets.ts';
import type { Patience } from './open-profile.ts';
import type { PinCost } from './pin.ts';

export interface DeskOptions extends Omit<BackendOptions, 'secrets' | 'profiles' | 'personName'> {
  /** Secrets of one profile; those of another must be out of its reach. */
  secretsOf(id: string, folder: string): SecretStore;
  patience?: Patience;
  /** Of new PINs; lower in tests that are about something else. */
  pinCost?: PinCost;
  /** Time since the computer's start, milliseconds: goes on while nobody can set it. */
  uptimeMs?: () => number;
}
