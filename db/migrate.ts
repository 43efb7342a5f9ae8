/**
 * The migrations in order, and which of them a store still needs. Each runs in one transaction with its version bump
 * (`connection.ts` does that). A published migration never changes; a change is a new file.
 */
import { first } from './migrations/001-first.ts';
import { secondLook } from './migrations/002-second-look.ts';
import { hubWork } from './migrations/003-hub-work.ts';
import { reviewBench } from './migrations/004-review-bench.ts';
import { adjudication } from './migrations/005-adjudication.ts';

export interface Migration {
  version: number;
  name: string;
  sql: string;
}

export const migrations: readonly Migration[] = [first, secondLook, hubWork, reviewBench, adjudication];

/** The version that this program writes. */
export const latestVersion = migrations.at(-1)?.version ?? 0;

/** Migrations after `version` up to `until`. */
export function listPending(version: number, until: number = latestVersion): Migration[] {
  return migrations.filter((one) => one.version > version && one.version <= until);
}
