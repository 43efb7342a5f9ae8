/** The part of a report that puts an earlier audit's rate on the line of a new taxonomy version, or says that it is broken. */
import { z } from 'zod';
import { auditId, slug } from '../domain/ids.ts';
import { taxonomyRef } from '../domain/taxonomy.ts';
import { label, safeText } from '../domain/text.ts';
import { figure } from './report-figure.ts';

export const bridgeReport = z.strictObject({
  /** The audit whose items were judged anew. */
  auditId,
  title: label(120),
  question: slug,
  rateTitle: label(),
  from: taxonomyRef,
  to: taxonomyRef,
  /** Rate of its frame under its own version, as it stood when the items were drawn. */
  before: figure,
  /** Rate of the same frame under the new version, bridging error included; a reason where the line is broken. */
  after: figure,
  classes: z.array(
    z.strictObject({
      class: slug,
      title: label(60),
      items: z.int().min(0),
      /** Weighted share of the earlier labels. */
      share: z.number(),
      /** Its labels have one meaning in the new version, so that none is judged anew. */
      isCertain: z.boolean(),
      drawn: z.int().min(0),
      judged: z.int().min(0),
      /** Weighted share that counts as the event now; null while nothing was judged. */
      found: z.number().nullable(),
    }),
  ),
  isBroken: z.boolean(),
  sentence: safeText,
});
