/** Words of the Hub screen that several parts use: roles, what they do, expiries, graces. */
import type { Role } from '../../../shared/domain/person.ts';

/** What a role is there for, in one sentence each. */
export const roleWords: Readonly<Record<Role, string>> = {
  reviewer: 'Scores the items given to them.',
  owner: 'Rules on disagreements, keeps gold and taxonomies.',
  lead: 'Plans, draws and closes audits, gives work out.',
  admin: 'Looks after people, tokens, masking and retention; may all that a lead may.',
  auditor: 'Reads everything, changes nothing.',
  ingest: 'A program that sends traces. Reads nothing.',
};

/** Lead and admin may add people; only an admin gives the other roles (the hub refuses the rest). */
export function rolesToGive(of: Role): Role[] {
  return of === 'admin' ? ['reviewer', 'lead', 'owner', 'auditor', 'admin', 'ingest'] : ['reviewer', 'lead'];
}

export const expiries = [
  { value: '', title: 'never' },
  { value: '30', title: 'in 30 days' },
  { value: '90', title: 'in 90 days' },
  { value: '365', title: 'in a year' },
] as const;

const DAY_MS = 86_400_000;

/** The time that many days after `nowMs`; nothing for an empty choice. */
export function expiryOf(days: string, nowMs: number): { expiresAt?: string } {
  return days === '' ? {} : { expiresAt: new Date(nowMs + Number(days) * DAY_MS).toISOString() };
}

/** How long the old token goes on beside its successor. */
export const graces = [
  { value: '0', title: 'at once' },
  { value: '3600', title: 'in an hour' },
  { value: '86400', title: 'in a day' },
  { value: '604800', title: 'in a week' },
] as const;
