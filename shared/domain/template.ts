/**
 * An audit that draws itself each week: a plan without its seed and window, who reviews it, and when. The window is
 * always the whole weeks that ended before the draw (statistics.md A4: draw once, at the week's close).
 */
import { z } from 'zod';
import { auditPlan, frameFilter } from './audit.ts';
import { personId, sourceId } from './ids.ts';
import { label } from './text.ts';

/** What a hub is asked to draw: it chooses the seed, fixes the watermark and names the source itself. */
export const hubPlan = auditPlan.omit({ source: true, seed: true }).extend({ sourceId });
export type HubPlan = z.infer<typeof hubPlan>;

/** Gold items per audit; spread over the queue. */
export const goldCount = z.int().min(0).max(1000);

export const schedule = z.strictObject({
  /** 1 Monday … 7 Sunday, ISO 8601. */
  weekday: z.int().min(1).max(7),
  hour: z.int().min(0).max(23),
  minute: z.int().min(0).max(59),
  /** Name of the IANA time zone database, such as `Europe/Berlin`. */
  timeZone: label(60),
});
export type Schedule = z.infer<typeof schedule>;

export const template = z.strictObject({
  templateId: z.uuid(),
  leadId: personId,
  /** `title` names the audits: `{week}` becomes the ISO week that it speaks for. No `dueAt`: see `dueDays`. */
  plan: hubPlan.omit({ dueAt: true, filter: true }).extend({
    filter: frameFilter.omit({ from: true, until: true }),
  }),
  reviewerIds: z.array(personId).min(1).max(50),
  gold: goldCount,
  schedule,
  /** Whole ISO weeks (UTC) that each audit speaks for. */
  weeks: z.int().min(1).max(26),
  /** Days after the draw by which it is due; null for no date. */
  dueDays: z.int().min(1).max(90).nullable(),
});
export type Template = z.infer<typeof template>;
