/** What the calls of part profiles may ask of whoever hands the computer from one person to the next. */
import type { ProfileState } from '../../../shared/contract/profiles.ts';
import type { ChangeHub } from '../changes.ts';

export interface ProfileDesk {
  /** Told whenever the state has changed. */
  readonly events: ChangeHub;
  state(): Promise<ProfileState>;
  beginGroup(input: { name: string; pin: string }): Promise<ProfileState>;
  add(input: { name: string; pin: string }): Promise<ProfileState>;
  unlock(input: { id: string; pin: string }): Promise<ProfileState>;
  lock(): Promise<ProfileState>;
  changePin(input: { id: string; pin: string; next: string }): Promise<ProfileState>;
  rename(input: { id: string; name: string }): Promise<ProfileState>;
  remove(input: { id: string; pin: string; losesUnsent: boolean }): Promise<ProfileState>;
  endGroup(input: { pin: string }): Promise<ProfileState>;
  setLock(input: { lockAfterMinutes: number }): Promise<ProfileState>;
}
