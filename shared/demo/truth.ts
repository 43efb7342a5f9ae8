/**
 * What is known about a demo trace because it was planted: class, severity, spans and what speaks against them; and how
 * a flawless reviewer would therefore fill in the default scorecard.
 */
import { z } from 'zod';
import { uuidFromText } from '../domain/canonical.ts';
import { traceId } from '../domain/ids.ts';
import type { Answers, EvidenceSpan } from '../domain/review.ts';
import { range, support } from '../domain/review.ts';
import { safeText } from '../domain/text.ts';
import type { Trace } from '../domain/trace.ts';
import { demoErrorClasses, demoSeverities } from './rates.ts';

const demoTruthSpan = z.strictObject({
  class: z.enum(demoErrorClasses),
  severity: z.enum(demoSeverities),
  /** Code points of the output. */
  output: range,
  support,
});
export type DemoTruthSpan = z.infer<typeof demoTruthSpan>;

const demoCauses = ['retrieval_missed', 'model_ignored', 'prompt_or_policy', 'unclear'] as const;

/** The truth about one trace. `spans[0]` is the primary error, the one that the class and severity name. */
export const demoTruth = z.strictObject({
  traceId,
  hallucination: z.enum(['none', ...demoErrorClasses]),
  severity: z.enum(demoSeverities).nullable(),
  policy: z.enum(['complies', 'violates', 'not_applicable']),
  actionability: z.enum(['not_actionable', 'needs_rework', 'actionable_as_is']),
  cause: z.enum(demoCauses).nullable(),
  spans: z.array(demoTruthSpan).max(2),
  /** The output without the planted errors; null where there are none. */
  correctedOutput: safeText.nullable(),
});
export type DemoTruth = z.infer<typeof demoTruth>;

const choice = (option: string): Answers[string] => ({ type: 'choice', option });

/**
 * The form of `hallucinationAudit` as the truth demands it, complete and valid for the trace. Throws a RangeError when
 * truth and trace do not belong together.
 */
export function truthToAnswers(truth: DemoTruth, trace: Trace): Answers {
  if (truth.traceId !== trace.id)
    throw new RangeError(`the truth of ${truth.traceId} is not about ${trace.id}`);
  const given: Answers = {
    hallucination: choice(truth.hallucination),
    policy: choice(truth.policy),
    actionability: choice(truth.actionability),
  };
  if (truth.severity !== null) given.severity = choice(truth.severity);
  if (truth.cause !== null) given.cause = choice(truth.cause);
  if (truth.spans.length > 0) {
    const spans = truth.spans.map((span, at): EvidenceSpan => ({
      id: uuidFromText(`demo-span:${trace.id}:${at}`),
      output: span.output,
      class: span.class,
      support: span.support,
    }));
    given.evidence = { type: 'spans', spans };
  }
  if (truth.correctedOutput !== null) given.corrected_answer = { type: 'text', text: truth.correctedOutput };
  return given;
}
