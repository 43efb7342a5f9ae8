/**
 * The review: one reviewer's submitted answers to the scorecard for one item; never edited, only superseded.
 * A draft is the same form before it is submitted. Offsets are Unicode code points, end exclusive.
 */
import { z } from 'zod';
import { auditId, eventId, isoTime, itemId, personId, reviewId, slug } from './ids.ts';
import type { Question, Scorecard } from './scorecard.ts';
import { isChoice, scorecardRef } from './scorecard.ts';
import { countCodePoints, label, safeText, sliceCodePoints } from './text.ts';
import type { Trace } from './trace.ts';

export const range = z
  .strictObject({ start: z.int().min(0), end: z.int().min(1), quote: safeText.min(1) })
  .refine((of) => of.end > of.start, 'the range is empty');
export type Range = z.infer<typeof range>;

/** Where the claim stands against the context. `passage` is the passage's rank (1-based). */
export const support = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not_in_context') }),
  z.strictObject({ kind: z.enum(['supports', 'contradicts']), passage: z.int().min(1), range }),
]);
export type Support = z.infer<typeof support>;

export const evidenceSpan = z.strictObject({
  id: z.uuid(),
  output: range,
  class: slug,
  support: support.nullable(),
});
export type EvidenceSpan = z.infer<typeof evidenceSpan>;

export const answer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('choice'), option: slug }),
  z.strictObject({ type: z.literal('text'), text: safeText }),
  z.strictObject({ type: z.literal('spans'), spans: z.array(evidenceSpan) }),
]);
export type Answer = z.infer<typeof answer>;

/** Answers by question id. A question that is not asked has no key. */
export const answers = z.record(slug, answer);
export type Answers = z.infer<typeof answers>;

export const review = z.strictObject({
  id: reviewId,
  auditId,
  itemId,
  personId,
  /** Event that carried it; equal on every device. */
  eventId,
  scorecard: scorecardRef,
  answers,
  submittedAt: isoTime,
  /** Time on task of this submission, milliseconds; reopening adds on. */
  elapsedMs: z.int().min(0),
  supersedes: reviewId.nullable(),
  /** Made for a closed audit or after a reassignment; counts only in a new version of the report. */
  isLate: z.boolean(),
  isCurrent: z.boolean(),
});
export type Review = z.infer<typeof review>;

/** Code point offsets of the output, end exclusive. */
const place = z.strictObject({ start: z.int().min(0), end: z.int().min(1) });

/** What in an answer can occur nowhere in what the model was given. */
const unfoundKinds = ['number', 'date', 'price', 'name', 'link'] as const;
export type UnfoundKind = (typeof unfoundKinds)[number];

/** What the evidence finder showed while the item was judged: it is part of what a label means. */
export const finderUse = z.strictObject({
  /** Of the rules that found it. */
  version: label(20),
  /** What was underlined, in the order of the output; only the first are kept. */
  underlined: z.array(place.extend({ kind: z.enum(unfoundKinds) })).max(200),
  /** Sentences that the person opened, first opening first, with the ranks of the passages that lit up, best first. */
  opened: z.array(place.extend({ passages: z.array(z.int().min(1)).max(10) })).max(200),
});
export type FinderUse = z.infer<typeof finderUse>;

/** A form while it is being filled in. `selection` keeps what the person had not yet made into a span. */
export const draft = z.strictObject({
  answers,
  elapsedMs: z.int().min(0),
  focusedQuestion: slug.nullable(),
  /** Review that this draft will supersede, after a reopen. */
  supersedes: reviewId.nullable(),
  /** Absent where the finder is off, or was not ready. */
  finder: finderUse.optional(),
});
export type Draft = z.infer<typeof draft>;

export const skipReasons = [
  'cannot_judge',
  'not_my_language',
  'broken_item',
  'conflict_of_interest',
  'other',
] as const;
export const flagReasons = ['misrouted', 'missing_class', 'privacy', 'other'] as const;

/** Whether `of` is asked, given the answers so far. A hidden question is never asked, whatever it held before. */
export function isAsked(of: Question, given: Answers, card: Scorecard): boolean {
  if (of.showIf === undefined) return true;
  const on = of.showIf;
  const parent = card.questions.find((candidate) => candidate.id === on.question);
  if (parent === undefined || !isAsked(parent, given, card)) return false;
  const held = given[on.question];
  // An option that the parent does not have is no answer, so nothing hangs on it.
  if (held?.type !== 'choice' || !isAnswered(parent, held)) return false;
  const isListed = on.options.includes(held.option);
  return on.operator === 'is' ? isListed : !isListed;
}

function isAnswered(of: Question, held: Answer | undefined): boolean {
  if (held === undefined) return false;
  if (held.type === 'choice') return isChoice(of) && of.options.some((one) => one.id === held.option);
  if (held.type === 'text') return of.type === 'text' && held.text.trim() !== '';
  return of.type === 'spans' && held.spans.length > 0;
}

/** Ids of required questions that are asked and not answered, in scorecard order: empty when complete. */
export function listMissing(card: Scorecard, given: Answers): string[] {
  return card.questions
    .filter((of) => of.isRequired && isAsked(of, given, card) && !isAnswered(of, given[of.id]))
    .map((of) => of.id);
}

/** The answers that count: those of questions that are asked and answered; blank texts and empty span lists drop out. */
export function relevantAnswers(card: Scorecard, given: Answers): Answers {
  const kept: Answers = {};
  for (const of of card.questions) {
    const held = given[of.id];
    if (held !== undefined && isAsked(of, given, card) && isAnswered(of, held)) kept[of.id] = held;
  }
  return kept;
}

function checkRange(of: Range, text: string, where: string): string | null {
  if (of.end > countCodePoints(text)) return `${where} ends after the text`;
  return sliceCodePoints(text, of.start, of.end) === of.quote ? null : `${where} does not quote the text`;
}

function checkSpan(span: EvidenceSpan, on: Trace): string | null {
  const output = checkRange(span.output, on.output, 'an evidence span');
  if (output !== null || span.support === null || span.support.kind === 'not_in_context') return output;
  const { passage: rank, range: linked } = span.support;
  const target = on.context.find((one) => one.rank === rank);
  if (target === undefined) return `an evidence span points to passage ${rank}, which is not there`;
  return checkRange(linked, target.text, `an evidence span in passage ${rank}`);
}

/**
 * Why a form cannot be submitted, as sentences (empty when it can): missing required answers, answers to unknown
 * questions or options, spans that do not quote the trace. A trace whose text was erased is null: its spans are not
 * checked any more.
 */
export function checkAnswers(card: Scorecard, given: Answers, on: Trace | null): string[] {
  const problems = listMissing(card, given).map((id) => `question "${id}" has no answer`);
  for (const [id, held] of Object.entries(given)) {
    const of = card.questions.find((candidate) => candidate.id === id);
    if (of === undefined) problems.push(`question "${id}" is not in the scorecard`);
    else if (!isAnswered(of, held) && held.type === 'choice')
      problems.push(`"${held.option}" is not an option of "${id}"`);
    else if (held.type !== (isChoice(of) ? 'choice' : of.type))
      problems.push(`the answer to "${id}" is of another kind than the question`);
    else if (of.type === 'text' && held.type === 'text' && held.text.length > of.maxLength) {
      problems.push(`the text of "${id}" is longer than ${of.maxLength} characters`);
    }
    if (held.type !== 'spans' || on === null) continue;
    for (const span of held.spans) {
      const problem = checkSpan(span, on);
      if (problem !== null) problems.push(problem);
    }
  }
  return problems;
}
