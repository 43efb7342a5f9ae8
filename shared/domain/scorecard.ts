/**
 * The scorecard: the versioned list of questions that a reviewer answers about an item. Scorecards are data; the
 * rules here say which questions are asked for given answers and whether a form is complete.
 */
import { z } from 'zod';
import { digest, slug } from './ids.ts';
import { taxonomyRef } from './taxonomy.ts';
import { label, safeText } from './text.ts';

export const option = z.strictObject({
  id: slug,
  title: label(60),
  /** Short form for narrow buttons. */
  short: label(20).optional(),
  definition: safeText.optional(),
});
export type Option = z.infer<typeof option>;

/** Ask only if the answer to `question` is (or is not) one of `options`. */
const condition = z.strictObject({
  question: slug,
  operator: z.enum(['is', 'isNot']),
  options: z.array(slug).min(1),
});

const shared = {
  id: slug,
  title: label(60),
  help: safeText.optional(),
  isRequired: z.boolean(),
  showIf: condition.optional(),
};

export const choiceQuestion = z.strictObject({
  ...shared,
  type: z.enum(['nominal', 'ordinal']),
  options: z.array(option).min(2).max(9),
  taxonomy: taxonomyRef.optional(),
  /** Options that count as the event of the rate that reports show (the bad outcome). */
  eventOptions: z.array(slug).min(1),
  /** Sentence fragment that names the rate, e.g. "hallucination rate". */
  rateTitle: label(80),
});
export type ChoiceQuestion = z.infer<typeof choiceQuestion>;

const spansQuestion = z.strictObject({ ...shared, type: z.literal('spans'), taxonomy: taxonomyRef });
const textQuestion = z.strictObject({ ...shared, type: z.literal('text'), maxLength: z.int().min(1) });

export const question = z.discriminatedUnion('type', [choiceQuestion, spansQuestion, textQuestion]);
export type Question = z.infer<typeof question>;

export const scorecard = z.strictObject({
  id: slug,
  version: z.int().min(1),
  title: label(100),
  questions: z.array(question).min(1),
});
export type Scorecard = z.infer<typeof scorecard>;

export const scorecardRef = z.strictObject({
  id: slug,
  version: z.int().min(1),
  /** What the version is by its content; absent for versions that ship. See `version-digest.ts`. */
  digest: digest.optional(),
});
export type ScorecardRef = z.infer<typeof scorecardRef>;

export function isChoice(of: Question): of is ChoiceQuestion {
  return of.type === 'nominal' || of.type === 'ordinal';
}
