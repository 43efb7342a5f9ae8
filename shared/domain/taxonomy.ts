/**
 * The taxonomy: a versioned set of classes that a scorecard question offers. A version never changes once
 * published; labels keep the version they were made with for ever.
 */
import { z } from 'zod';
import { auditId, digest, isoTime, itemId, slug } from './ids.ts';
import { label, safeText } from './text.ts';

export const taxonomyClass = z.strictObject({
  id: slug,
  title: label(60),
  definition: safeText,
  useWhen: safeText,
  avoidWhen: safeText,
  examples: z.array(safeText),
  counterExamples: z.array(safeText),
  /** Which examples were taken from real items, by their text; where the text was changed since, nothing is known. */
  exampleItems: z.array(z.strictObject({ text: safeText, auditId, itemId, question: slug })).optional(),
  /** Colour name of the design tokens; meaning is never carried by colour alone. */
  tone: z.enum(['none', 'factual', 'procedural', 'policy', 'citation', 'other']),
});
export type TaxonomyClass = z.infer<typeof taxonomyClass>;

export const taxonomy = z.strictObject({
  id: slug,
  version: z.int().min(1),
  title: label(100),
  /** Class that means "no error"; every other class counts as the event of the rate. */
  cleanClass: slug,
  classes: z.array(taxonomyClass).min(2),
  publishedAt: isoTime,
});
export type Taxonomy = z.infer<typeof taxonomy>;

export const taxonomyRef = z.strictObject({
  id: slug,
  version: z.int().min(1),
  /** What the version is by its content; absent for versions that ship. See `version-digest.ts`. */
  digest: digest.optional(),
});
export type TaxonomyRef = z.infer<typeof taxonomyRef>;
