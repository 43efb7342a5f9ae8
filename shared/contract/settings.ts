/** The workbench contract, part settings: what one person prefers. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { slug } from '../domain/ids.ts';
import { errors } from './errors.ts';

const base = oc.errors(errors);
const nothing = z.strictObject({});

export const preferences = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  /** Command id → key chord; only what differs from the defaults. */
  keys: z.record(slug, z.string().max(60)),
  /** Letters, digits and marks without Ctrl or Alt start commands; off for who dictates (WCAG 2.1.4). */
  hasSingleKeys: z.boolean(),
  advancesAfterSubmit: z.boolean(),
  /** The person's own switch; an audit can switch the finder off for everyone. */
  showsFinder: z.boolean(),
  /** After so many minutes of reviewing a break is suggested; 0 for never. */
  breakAfterMinutes: z.int().min(0).max(240),
  /** How far the introduction on the demo audit is. */
  introduction: z.enum(['new', 'score', 'evidence', 'submit', 'done']),
});
export type Preferences = z.infer<typeof preferences>;

export const settings = {
  get: base.input(nothing).output(preferences),
  update: base.input(preferences.partial()).output(preferences),
};
