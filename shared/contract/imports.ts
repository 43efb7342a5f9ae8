/** The workbench contract, part imports: reviews from elsewhere, looked at before anything is stored. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { auditId, isoTime, personId, slug } from '../domain/ids.ts';
import { importPreset, rejectedReviewRow } from '../domain/imported.ts';
import { label, safeText } from '../domain/text.ts';
import { errors } from './errors.ts';

const base = oc.errors(errors);

/** Role of a column of generic data. `question:<id>` gives the answers to a question. */
const reviewMapping = z.record(label(), label(1000));

const importRequest = z.strictObject({
  paths: z.array(label(4096)).min(1).max(1000),
  /** Null lets Assay recognise it. */
  preset: importPreset.nullable(),
  /**
   * Of generic columns: role → column. Roles: `trace` (id), `reviewer`, `at`, `elapsed`, `note`, `prompt`, `output`,
   * `context`, `question:<id>` (value of that question), `final:<id>` (a final label).
   */
  mapping: reviewMapping.nullable(),
  /** An audit whose items were reviewed elsewhere; null makes an audit of all that the files hold. */
  auditId: auditId.nullable(),
});

const importInspection = z.strictObject({
  preset: importPreset,
  files: z.array(z.strictObject({ path: label(4096), bytes: z.int().min(0) })),
  columns: z.array(z.strictObject({ name: label(1000), sample: safeText.nullable() })),
  mapping: reviewMapping,
  /** Roles that a mapping must still name. */
  missingRoles: z.array(label()),
  items: z.int().min(0),
  /** Items that the chosen audit has; equal to `items` where an audit is made. */
  matchedItems: z.int().min(0),
  reviews: z.int().min(0),
  /** Final labels that become rulings. */
  rulings: z.int().min(0),
  disagreements: z.int().min(0),
  reviewers: z.array(z.strictObject({ name: label(120), reviews: z.int() })),
  questions: z.array(
    z.strictObject({
      question: slug,
      title: label(),
      /** Values as they stand in the files, with the option that each becomes; null for none. */
      values: z.array(z.strictObject({ value: safeText, count: z.int(), option: slug.nullable() })),
    }),
  ),
  /** The first ten reviews as they would be. */
  preview: z.array(z.strictObject({ item: safeText, reviewer: label(120), answers: safeText })),
  rejectedCount: z.int().min(0),
  /** The first hundred. */
  rejected: z.array(rejectedReviewRow),
  warnings: z.array(safeText),
});
export type ImportInspection = z.infer<typeof importInspection>;

const importSummary = z.strictObject({
  importId: z.uuid(),
  auditId,
  auditTitle: label(120),
  name: label(200),
  preset: importPreset,
  reviewers: z.array(z.strictObject({ personId, name: label(120), reviews: z.int() })),
  reviews: z.int(),
  rulings: z.int(),
  rejected: z.int(),
  isSimulated: z.boolean(),
  at: isoTime,
  by: label(120),
});
export type ImportSummary = z.infer<typeof importSummary>;

/** How far an import that is under way is. `total` is null where nobody knows before the end. */
const importProgress = z.strictObject({
  phase: z.enum(['reading', 'drawing', 'writing']),
  done: z.int().min(0),
  total: z.int().min(0).nullable(),
});
export type ImportProgress = z.infer<typeof importProgress>;

export const imports = {
  inspect: base.input(importRequest).output(importInspection),
  /** All or nothing, in one origin ledger. `importId` makes a repeated call change nothing. */
  run: base
    .input(
      importRequest.extend({
        importId: z.uuid(),
        name: label(200),
        isSimulated: z.boolean(),
        /** Title of the audit that is made, and whether it is closed at once. */
        audit: z
          .strictObject({ title: label(120), isClosed: z.boolean(), dueAt: isoTime.nullable() })
          .nullable(),
      }),
    )
    .output(importSummary),
  /** Null when no import with this id is under way. */
  progress: base.input(z.strictObject({ importId: z.uuid() })).output(importProgress.nullable()),
  /** Ends an import that is under way; answers what was stored under this id before, which stays, or null for nothing. */
  cancel: base.input(z.strictObject({ importId: z.uuid() })).output(importSummary.nullable()),
  list: base.input(z.strictObject({})).output(z.array(importSummary)),
  rejected: base
    .input(z.strictObject({ importId: z.uuid(), offset: z.int().min(0), limit: z.int().min(1).max(500) }))
    .output(z.strictObject({ total: z.int(), rows: z.array(rejectedReviewRow) })),
};
