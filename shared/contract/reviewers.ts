/** The workbench contract, part reviewers: a private page for each, never a list of all by rank. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { auditId, isoTime, personId, slug } from '../domain/ids.ts';
import { label, safeText } from '../domain/text.ts';
import { errors } from './errors.ts';
import { figure } from './report-figure.ts';

const base = oc.errors(errors);

export const reviewerPage = z.strictObject({
  personId,
  name: label(120),
  isMine: z.boolean(),
  /** What others may see of this page, and by which policy. */
  privacy: safeText,
  audits: z.array(
    z.strictObject({
      auditId,
      title: label(120),
      closedAt: isoTime.nullable(),
      reviewed: z.int(),
      questions: z.array(
        z.strictObject({
          question: slug,
          title: label(),
          /** Share of one's labels that the ruling confirmed, of cases ruled. */
          withRulings: figure,
          /** Share of pairs with others that answered alike. */
          withOthers: figure,
          /** Share of gold items answered rightly. */
          withGold: figure,
          options: z.array(z.strictObject({ option: slug, title: label() })),
          /** Rows: what was ruled, or what most others said; columns: what this reviewer said. Counts. */
          confusion: z.array(z.array(z.int())),
          /** The row that differs most, as a sentence with its interval; null where none stands out. */
          standsOut: safeText.nullable(),
        }),
      ),
    }),
  ),
  /** Seconds on task, by audit: median with its interval. */
  speed: z.array(z.strictObject({ auditId, title: label(120), medianMs: figure, items: z.int() })),
  /** Earlier half against later half (statistics.md D5). */
  drift: z.array(
    z.strictObject({
      question: slug,
      title: label(),
      earlier: figure,
      later: figure,
      isDrifting: z.boolean(),
      sentence: safeText,
    }),
  ),
  /** What to do, in plain words; each rests on a figure above. */
  advice: z.array(safeText),
});
export type ReviewerPage = z.infer<typeof reviewerPage>;

export const reviewers = {
  /** Whose pages this person may open: their own first; others only of audits whose plan opens them. */
  list: base
    .input(z.strictObject({}))
    .output(z.array(z.strictObject({ personId, name: label(120), isMine: z.boolean() }))),
  page: base.input(z.strictObject({ personId: personId.nullable() })).output(reviewerPage),
};
