/** The workbench contract, part reports: figures, how they came about, files. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { auditId, itemId } from '../domain/ids.ts';
import { label, safeText } from '../domain/text.ts';
import { errors } from './errors.ts';
import { explanation, figureRef, reportItem } from './report-ref.ts';
import { comparison, history, report, reportBrief } from './report.ts';

const base = oc.errors(errors);

const reportFormats = ['json', 'csv', 'html'] as const;

export const reports = {
  get: base.input(z.strictObject({ auditId })).output(report),
  /** Of `get` what Today shows: small, however large the audit is. */
  brief: base.input(z.strictObject({ auditId })).output(reportBrief),
  /** How one figure came about, and the items behind it. */
  explain: base.input(z.strictObject({ auditId, ref: figureRef })).output(explanation),
  /** One item with everything that was said about it. */
  item: base.input(z.strictObject({ auditId, itemId })).output(reportItem),
  /** Beside another audit of the same scorecard. */
  compare: base.input(z.strictObject({ auditId, withAuditId: auditId })).output(comparison),
  /** The primary rate of the audits of this audit's source and scorecard. */
  history: base.input(z.strictObject({ auditId })).output(history),
  /**
   * Writes what this device measures of agreement into the ledger, for the hub to confirm: one measurement for each
   * question. `measured` is 0 where nothing new can be said, and the sentence says why.
   */
  measure: base
    .input(z.strictObject({ auditId }))
    .output(z.strictObject({ measured: z.int().min(0), sentence: safeText })),
  /** The report as a file. JSON and HTML carry the evidence from which `assay report verify` recomputes every figure. */
  export: base
    .input(
      z.strictObject({
        auditId,
        format: z.enum(reportFormats),
        /** Reviewers appear as R1, R2 … in the file. */
        hidesNames: z.boolean(),
      }),
    )
    .output(z.strictObject({ fileName: label(), mediaType: label(), text: z.string() })),
};
