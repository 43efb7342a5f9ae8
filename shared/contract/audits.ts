/** The workbench contract, part audits: lists, the draw, its proof, second looks, closing. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { assignment, audit, auditPlan, manifest } from '../domain/audit.ts';
import { auditId, digest, isoTime, personId } from '../domain/ids.ts';
import { errors } from './errors.ts';

const base = oc.errors(errors);
const nothing = z.strictObject({});

export const progress = z.strictObject({
  mine: z.int(),
  done: z.int(),
  skipped: z.int(),
  drafts: z.int(),
  flagged: z.int(),
});

const auditSummary = audit.extend({
  progress,
  itemCount: z.int(),
  reviewerCount: z.int(),
  /** Reviewed items over all reviewers, as far as this device knows. */
  reviewedCount: z.int(),
});
export type AuditSummary = z.infer<typeof auditSummary>;

/** What Today says of an audit beside its summary. */
const todayAudit = z.strictObject({
  auditId,
  /** Expected time of what is left for this person, by their own pace, milliseconds; null where that is not known. */
  leftMs: z.int().min(0).nullable(),
  /** Items that they judged since the moment asked about. */
  judged: z.int().min(0),
  /** Of the calibration round; null where there is none, or this person has no part in it. */
  calibration: z.strictObject({ total: z.int(), done: z.int(), isOver: z.boolean() }).nullable(),
  /** When it was taken along to where there is no network; null when it was not. */
  takenAt: isoTime.nullable(),
});
export type TodayAudit = z.infer<typeof todayAudit>;

export const audits = {
  list: base.input(nothing).output(z.array(auditSummary)),
  /** `since`: the beginning of the person's day. */
  today: base.input(z.strictObject({ since: isoTime })).output(z.array(todayAudit)),
  get: base.input(z.strictObject({ auditId })).output(auditSummary),
  /** Freezes the plan, draws, stores the drawn items, assigns them. One person alone is assigned everything. */
  draw: base
    .input(z.strictObject({ plan: auditPlan, reviewerIds: z.array(personId).min(1).max(50) }))
    .output(z.strictObject({ auditId, manifestDigest: digest, itemCount: z.int() })),
  manifest: base.input(z.strictObject({ auditId })).output(manifest),
  assignments: base.input(z.strictObject({ auditId })).output(z.array(assignment)),
  /** Draws the same plan again from its source and says whether the items are the same. */
  redraw: base
    .input(z.strictObject({ auditId }))
    .output(z.strictObject({ isSame: z.boolean(), missing: z.int(), added: z.int() })),
  /**
   * Draws first verdicts for a second look as the plan says and gives each to another person. Every overlap and first
   * review must be in; CONFLICT otherwise, or when nobody else could judge. `leftOut` counts first verdicts that nobody
   * else could judge.
   */
  beginSecondLook: base
    .input(z.strictObject({ auditId }))
    .output(z.strictObject({ clean: z.int(), flagged: z.int(), leftOut: z.int() })),
  close: base.input(z.strictObject({ auditId })).output(audit),
};
