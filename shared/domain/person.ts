/**
 * A person: who reviews, leads or reads. Roles are enforced at the hub; the workbench only hides what the hub would
 * refuse.
 */
import { z } from 'zod';
import { personId } from './ids.ts';
import { label } from './text.ts';

export const roles = ['ingest', 'reviewer', 'owner', 'lead', 'admin', 'auditor'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

export const person = z.strictObject({
  id: personId,
  name: label(120),
  role,
  /** Known by imported reviews alone: nobody signs in as them. Absent for everybody else. */
  isImported: z.boolean().optional(),
});
export type Person = z.infer<typeof person>;
