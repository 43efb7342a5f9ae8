/**
 * Pre-registration: what an audit sets out to show, written into its plan before the draw and frozen there by the
 * ledger and the manifest's digest. Must not know results.
 *
 * Invariant: everything here was decided before any label existed; nothing of it can be changed afterwards.
 */
import { z } from 'zod';
import { slug } from './ids.ts';
import { safeText } from './text.ts';
import { dimension } from './trace.ts';

/** A part of the frame: the traces whose dimension has this value. */
export const framePart = z.strictObject({ dimension, value: safeText });
export type FramePart = z.infer<typeof framePart>;

/** A claim that a program can hold against what was observed. */
export const claim = z.discriminatedUnion('kind', [
  /** The rate, over the frame or a part of it, lies below (or above) a limit. */
  z.strictObject({
    kind: z.literal('rate'),
    question: slug,
    part: framePart.nullable(),
    direction: z.enum(['below', 'above']),
    limit: z.number().gt(0).lt(1),
  }),
  /** The rate of part `a` is higher than, lower than or different from that of part `b`. */
  z.strictObject({
    kind: z.literal('difference'),
    question: slug,
    dimension,
    a: safeText,
    b: safeText,
    direction: z.enum(['higher', 'lower', 'different']),
  }),
  /** Krippendorff's α on the overlap reaches at least this value. */
  z.strictObject({ kind: z.literal('agreement'), question: slug, atLeast: z.number().gt(0).lt(1) }),
]);
export type Claim = z.infer<typeof claim>;

export const hypothesis = z.strictObject({
  /** In the words of the person who registered it. */
  statement: safeText.min(1).max(500),
  claim,
});
export type Hypothesis = z.infer<typeof hypothesis>;

/**
 * When the audit may be decided (statistics.md B11): at its planned end; as soon as the interval that stays valid under
 * continuous looking is ± `halfWidth` or narrower; as soon as the e-process decides the primary limit; or at a
 * number of equally spaced looks among which the error is spent.
 */
export const stopRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed') }),
  z.strictObject({ kind: z.literal('precision'), halfWidth: z.number().gt(0).lt(0.5) }),
  z.strictObject({ kind: z.literal('verdict') }),
  z.strictObject({
    kind: z.literal('looks'),
    count: z.int().min(2).max(20),
    spending: z.enum(['obrienFleming', 'pocock']),
  }),
]);
export type StopRule = z.infer<typeof stopRule>;

export const registration = z.strictObject({
  /** Question whose rate decides; it is the headline of the report. */
  primaryQuestion: slug,
  hypotheses: z.array(hypothesis).max(20),
  stopRule,
});
export type Registration = z.infer<typeof registration>;
