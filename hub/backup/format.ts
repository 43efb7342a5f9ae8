/**
 * A backup as a file: gzip over lines of JSON. First a header, then each table (its name, then a row per line as the
 * database writes it), last an end line with the count and SHA-256 of every table. The same for both kinds of database,
 * so that a restore also moves a hub from one to the other.
 *
 * Invariant: a file without its end line, or of which any line was changed, is never taken for a backup.
 */
import { z } from 'zod';

/** Grows when a reader of the last format could not read this one. */
export const FORMAT = 1;

export const header = z.strictObject({
  kind: z.literal('assay hub backup'),
  format: z.int().min(1),
  schemaVersion: z.int().min(1),
  hubId: z.uuid(),
  takenAt: z.iso.datetime(),
  /** In an order in which no row comes before one that it refers to. */
  tables: z.array(z.string()),
});
export type BackupHeader = z.infer<typeof header>;

export const tableStart = z.strictObject({ table: z.string() });

const tableSum = z.strictObject({ table: z.string(), rows: z.int().min(0), sha256: z.string().length(64) });
export type TableSum = z.infer<typeof tableSum>;

export const end = z.strictObject({
  end: z.literal(true),
  tables: z.array(tableSum),
  /** Last value that each sequence gave out; null for none. */
  sequences: z.record(z.string(), z.int().nullable()),
});
export type BackupEnd = z.infer<typeof end>;

/** What a backup held, for whoever asked for it. */
export interface BackupSummary {
  hubId: string;
  schemaVersion: number;
  takenAt: string;
  tables: TableSum[];
}
