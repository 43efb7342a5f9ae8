/**
 * A taxonomy that is begun from nothing: the question that offers it, its classes, and which of them count. Kept as typed on
 * one device until its first version is published; nothing of it is anybody's history before.
 */
import { z } from 'zod';
import { slug } from './ids.ts';
import { taxonomyClass } from './taxonomy.ts';
import { safeText } from './text.ts';

/** Keys of classes are only of this form; those of the version are made of the titles. */
export const begunClass = taxonomyClass.extend({ title: safeText.max(60) });
export type BegunClass = z.infer<typeof begunClass>;

export const begunTaxonomy = z.strictObject({
  title: safeText.max(100),
  /** What reviewers are asked, e.g. "Tone". */
  question: safeText.max(60),
  /** What reports call the share of counted classes, e.g. "rate of rude answers". */
  rateTitle: safeText.max(80),
  classes: z.array(begunClass).min(1).max(9),
  /** Class that means "no error". */
  cleanClass: slug,
  /** Classes that count as the event of the rate. */
  counting: z.array(slug).max(9),
  /** Whether reviewers say how severe the error is wherever the class is not the clean one. */
  asksSeverity: z.boolean(),
  summary: safeText,
});
export type BegunTaxonomy = z.infer<typeof begunTaxonomy>;
