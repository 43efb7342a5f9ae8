/**
 * A source: where traces come from. A file source is a SQL view over files; its spec says which files, which preset
 * understands them and how columns map to trace fields. Nothing of its content is copied until items are drawn.
 */
import { z } from 'zod';
import { digest, isoTime, sourceId } from './ids.ts';
import { label, safeText } from './text.ts';
import { trace } from './trace.ts';

export const presets = ['trace-jsonl', 'ragtruth-qa', 'clapnq', 'columns'] as const;
export const preset = z.enum(presets);
export type Preset = z.infer<typeof preset>;

/** Trace field (`id`, `prompt`, `output`, `context`, `model`, `attributes.team` …) → column of the file. */
export const columnMapping = z.record(label(), label(1000));
export type ColumnMapping = z.infer<typeof columnMapping>;

const sourceSpec = z.strictObject({
  /** Absolute paths of files or of one folder that a preset understands. */
  paths: z.array(label(4096)).min(1).max(1000),
  preset,
  mapping: columnMapping.optional(),
});
export type SourceSpec = z.infer<typeof sourceSpec>;

export const source = z.strictObject({
  id: sourceId,
  name: label(200),
  spec: sourceSpec,
  /** Digest over name, size and content digest of each file, so that a changed file is noticed. */
  fingerprint: digest,
  traceCount: z.int().min(0),
  rejectedCount: z.int().min(0),
  addedAt: isoTime,
});
export type Source = z.infer<typeof source>;

/** A row that could not become a trace: counted, listed, never silently dropped. */
export const rejectedRow = z.strictObject({
  file: label(4096),
  /** 1-based line of a text file, 1-based row of a columnar one. */
  line: z.int().min(1),
  code: z.enum([
    'NOT_JSON',
    'MISSING_FIELD',
    'BAD_VALUE',
    'DUPLICATE_ID',
    'NUL_CHARACTER',
    'LINE_TOO_LONG',
    'NO_QUESTION',
  ]),
  reason: safeText,
});
export type RejectedRow = z.infer<typeof rejectedRow>;

/** What Assay sees in files before anything is stored. */
export const inspection = z.strictObject({
  preset,
  files: z.array(z.strictObject({ path: label(4096), format: label(20), bytes: z.int().min(0) })),
  columns: z.array(z.strictObject({ name: label(1000), type: label(200), sample: safeText.nullable() })),
  /** Suggested for the `columns` preset; empty for the others. */
  mapping: columnMapping,
  /** Fields that a mapping must still name before the source can be added. */
  missingFields: z.array(label()),
  /** Up to ten mapped traces. */
  preview: z.array(trace),
  traceCount: z.int().min(0),
  rejectedCount: z.int().min(0),
  /** The first hundred. */
  rejected: z.array(rejectedRow),
});
export type Inspection = z.infer<typeof inspection>;
