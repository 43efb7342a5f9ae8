/**
 * The calibration round of the demo: three made answers that teach what the audit asks, with what is known about them
 * because it was planted. Must not use an item of the sample.
 *
 * Invariant: the same traces and manifest give the same round.
 */
import type { Manifest } from '../../shared/domain/audit.ts';
import { itemIdOf } from '../../shared/domain/audit.ts';
import { uuidFromText } from '../../shared/domain/canonical.ts';
import type { CalibrationPlace } from '../../shared/domain/extra-work.ts';
import type { Answers } from '../../shared/domain/review.ts';
import type { Trace } from '../../shared/domain/trace.ts';
import type { DemoTruth } from '../../shared/demo/truth.ts';
import { truthToAnswers } from '../../shared/demo/truth.ts';
import { maskTrace, noRules } from '../../shared/privacy/mask.ts';
import { contentsOf } from '../../shared/sampling/compose-draw.ts';
import type { Content } from '../../db/queries/contents.ts';

export interface DemoRound {
  items: CalibrationPlace[];
  contents: Content[];
}

/** Questions of which the truth is beyond dispute; what caused an error is not. */
const taught = ['hallucination', 'severity', 'policy', 'actionability'] as const;

/** Items that `demoRound` has, as the plan says before the draw. */
export const demoRoundSize = 3;

/** One clean answer, one with a wrong fact, one that promises what policy does not give; short, and in English. */
export function demoRound(
  { traces, truth }: { traces: readonly Trace[]; truth: readonly DemoTruth[] },
  { auditId, plan, items }: Manifest,
): DemoRound {
  const sampled = new Set<string>(items.map((item) => item.traceId));
  const known = new Map(truth.map((one) => [one.traceId, one]));
  const round: DemoRound = { items: [], contents: [] };
  for (const [at, teaches] of lessons.entries()) {
    const trace = traces.find((one) => {
      const about = known.get(one.id);
      return about !== undefined && !sampled.has(one.id) && isPlain(one) && teaches(about) !== null;
    });
    const about = trace === undefined ? undefined : known.get(trace.id);
    if (trace === undefined || about === undefined)
      throw new RangeError('the demo has no trace for this lesson');
    const { content, sealed } = contentsOf(maskTrace(trace, noRules).trace, plan);
    round.contents.push(content, ...(sealed === null ? [] : [sealed]));
    round.items.push({
      itemId: itemIdOf(auditId, trace.id),
      goldId: uuidFromText(`gold:${auditId}:${trace.id}`),
      contentDigest: content.digest,
      sealedDigest: sealed?.digest ?? null,
      position: at + 1,
      answers: taughtAnswers(truthToAnswers(about, trace)),
      rationale: teaches(about) ?? '',
    });
  }
  return round;
}

/** Why the known answers are right, in a sentence; null where the truth does not teach it. */
type Lesson = (about: DemoTruth) => string | null;

const clean: Lesson = ({ hallucination, policy, actionability }) =>
  hallucination === 'none' && policy === 'complies' && actionability === 'actionable_as_is'
    ? 'Every claim is in a passage and nothing is promised beyond policy, so the class is “none” and the answer can be sent as it is.'
    : null;

const wrongFact: Lesson = (about) => {
  const [said, stands] = contradictionOf(about, 'factual');
  if (said === null) return null;
  return `The answer says “${said}” where ${stands}: product facts that the evidence contradicts are class “factual”.`;
};

const promise: Lesson = (about) => {
  const [said, stands] = contradictionOf(about, 'policy');
  if (said === null) return null;
  return `The answer says “${said}”, but ${stands}: a promise that policy does not give is class “policy”.`;
};

const lessons: readonly Lesson[] = [clean, wrongFact, promise];

/** The one major error and the passage against it, quoted; nulls where there is none of this class. */
function contradictionOf(
  { hallucination, severity, spans }: DemoTruth,
  wanted: 'factual' | 'policy',
): [said: string, stands: string] | [null, null] {
  const [span] = spans;
  if (hallucination !== wanted || severity !== 'major' || spans.length !== 1) return [null, null];
  if (span === undefined || span.support?.kind !== 'contradicts') return [null, null];
  return [span.output.quote, `passage ${span.support.passage} says “${span.support.range.quote}”`];
}

/** One question of one person, a few passages, a short answer. */
function isPlain({ language, prompt, context, output }: Trace): boolean {
  const asked = prompt.filter((one) => one.role === 'user').length;
  return (
    language === 'en' && asked === 1 && context.length >= 2 && context.length <= 4 && output.length <= 600
  );
}

function taughtAnswers(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => taught.some((one) => one === id)));
}
