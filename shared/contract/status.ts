/** The small objects that the foot of the window draws: who am I, where does sync stand. */
import { z } from 'zod';
import { isoTime, ledgerId } from '../domain/ids.ts';
import { person } from '../domain/person.ts';
import { label, safeText } from '../domain/text.ts';
import { problem } from './errors.ts';

export const syncPhases = [
  'no_hub',
  'idle',
  'pushing',
  'pulling',
  'waiting',
  'signed_out',
  'halted',
] as const;

export const syncStatus = z.strictObject({
  /** Null while there is no hub; otherwise whether the last contact succeeded. */
  isOnline: z.boolean().nullable(),
  phase: z.enum(syncPhases),
  hubUrl: safeText.nullable(),
  /** Events that the hub has not acknowledged. */
  waiting: z.int().min(0),
  /** Events that the hub keeps but does not count, with reasons. */
  refused: z.int().min(0),
  acknowledged: z.int().min(0),
  lastSyncedAt: isoTime.nullable(),
  /** When the next attempt is due, while backing off. */
  nextAttemptAt: isoTime.nullable(),
  error: problem.nullable(),
});
export type SyncStatus = z.infer<typeof syncStatus>;

const ledgerStatus = z.strictObject({
  id: ledgerId,
  events: z.int().min(0),
  headHash: z.string(),
});

export const appStatus = z.strictObject({
  version: label(),
  host: z.enum(['desktop', 'loopback']),
  dataDir: safeText,
  person,
  ledger: ledgerStatus,
  /** Grows with everything that this device records or is told, in whichever of its ledgers. */
  recorded: z.int().min(0),
  sync: syncStatus,
  /** No audit, no source yet: the welcome screen is shown. */
  isFresh: z.boolean(),
  /** Whether this program can start a demo hub itself. */
  canStartDemoHub: z.boolean(),
});
export type AppStatus = z.infer<typeof appStatus>;
