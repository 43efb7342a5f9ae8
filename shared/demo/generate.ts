/**
 * The demo generator: support traces of a fictional company with planted errors, and the truth about each.
 *
 * Pure: the same options give the same bytes on every machine. Each trace has a random stream of its own, so that the
 * first hundred traces are the same whether a hundred or twenty thousand are made.
 */
import { traceId } from '../domain/ids.ts';
import type { Trace } from '../domain/trace.ts';
import type { RandomStream } from '../statistics/random-stream.ts';
import { randomStream } from '../statistics/random-stream.ts';
import type { Draft } from './answer-draft.ts';
import { renderDraft } from './answer-draft.ts';
import { happens } from './chance.ts';
import type { AnswerShape } from './compose-answer.ts';
import { composeAnswer, drawShape } from './compose-answer.ts';
import { converse } from './converse.ts';
import type { MarkedRange } from './marked-text.ts';
import { takeMarks } from './marked-text.ts';
import type { Counterproof } from './plant-errors.ts';
import { plantError } from './plant-errors.ts';
import type { Retrieved } from './retrieve.ts';
import { recordCall, retrieve } from './retrieve.ts';
import type { Scene, World } from './scene.ts';
import { drawScene, makeWorld } from './scene.ts';
import { drawTelemetry } from './telemetry.ts';
import type { Topic } from './topics.ts';
import type { DemoTruth, DemoTruthSpan } from './truth.ts';

export interface DemoOptions {
  /** Any text. */
  seed: string;
  /** Number of traces, 0 or more. */
  count: number;
  /** First day of the week in which the traces occurred, as `YYYY-MM-DD` or as an ISO time on that day, in UTC. */
  weekStart: string;
}

export interface Demo {
  traces: Trace[];
  /** One for each trace, in the same order. */
  truth: DemoTruth[];
}

/** An answer with its errors, its context and what is known about both. */
interface Answered {
  output: string;
  correctedOutput: string;
  shape: AnswerShape;
  guide: Topic['guide'];
  retrieved: Retrieved;
  spans: DemoTruthSpan[];
  usesPolicy: boolean;
}

function sourcesOf(draft: Draft): string[] {
  return draft.body
    .flatMap((block) => block.lines)
    .flatMap((line) => (line.source === undefined ? [] : [line.source.article]));
}

function spansOf(
  scene: Scene,
  ranges: readonly MarkedRange[],
  proofs: readonly Counterproof[],
  found: Retrieved['found'],
): DemoTruthSpan[] {
  return scene.errors.map((planned, error): DemoTruthSpan => {
    const output = ranges.find((one) => one.error === error);
    if (output === undefined) throw new RangeError(`planted error ${error} is not in the output`);
    const against = proofs[error] == null ? undefined : found.get(error);
    return {
      ...planned,
      output: { start: output.start, end: output.end, quote: output.quote },
      support:
        against === undefined
          ? { kind: 'not_in_context' }
          : {
              kind: 'contradicts',
              passage: against.rank,
              range: { start: against.range.start, end: against.range.end, quote: against.range.quote },
            },
    };
  });
}

function answer(random: RandomStream, scene: Scene, world: World): Answered {
  const { subject, filling, errors } = scene;
  const needsSteps = errors.some((one) => one.class === 'procedural');
  const shape = drawShape(random, subject, errors.length > 0, needsSteps);
  const draft = composeAnswer(random, subject, shape);
  const proofs = errors.map((planned, error) =>
    plantError(planned.class, { random, subject, filling, draft, error }),
  );
  const articles = sourcesOf(draft);
  const [firstFact = ''] = subject.topic.facts;
  const retrieved = retrieve(random, {
    subject,
    filling,
    needed: new Set([firstFact.split('#')[0] ?? '', ...articles]),
    marks: proofs.filter((proof) => proof !== null),
    updatedAt: (article) => world.changedAt(article, scene.knowledgeBase),
  });
  const planted = takeMarks(renderDraft(draft, filling, 'planted'));
  return {
    output: planted.text,
    correctedOutput: takeMarks(renderDraft(draft, filling, 'right')).text,
    shape,
    guide: subject.topic.guide,
    retrieved,
    spans: spansOf(scene, planted.ranges, proofs, retrieved.found),
    usesPolicy: articles.some((id) => subject.shelf.get(id)?.kind === 'policy'),
  };
}

function judgeActionability(
  primary: DemoTruthSpan | undefined,
  { shape: { layout }, guide }: Pick<Answered, 'shape' | 'guide'>,
): DemoTruth['actionability'] {
  if (primary === undefined) {
    if (layout === 'vague') return 'not_actionable';
    const lacksSteps = guide === 'asked' && layout !== 'steps';
    return layout === 'thin' || lacksSteps ? 'needs_rework' : 'actionable_as_is';
  }
  if (primary.severity === 'critical') return 'not_actionable';
  if (primary.severity === 'major') return primary.class === 'procedural' ? 'not_actionable' : 'needs_rework';
  return primary.class === 'citation' || primary.class === 'other' ? 'actionable_as_is' : 'needs_rework';
}

function findCause(primary: DemoTruthSpan | undefined): DemoTruth['cause'] {
  if (primary === undefined) return null;
  if (primary.support.kind === 'contradicts') return 'model_ignored';
  if (primary.class === 'policy') return 'prompt_or_policy';
  return primary.class === 'factual' || primary.class === 'procedural' ? 'retrieval_missed' : 'unclear';
}

function truthOf(id: Trace['id'], answered: Answered): DemoTruth {
  const { spans, usesPolicy, correctedOutput } = answered;
  const [primary] = spans;
  const breaksPolicy = spans.some((span) => span.class === 'policy');
  return {
    traceId: id,
    hallucination: primary?.class ?? 'none',
    severity: primary?.severity ?? null,
    policy: breaksPolicy ? 'violates' : usesPolicy ? 'complies' : 'not_applicable',
    actionability: judgeActionability(primary, answered),
    cause: findCause(primary),
    spans,
    correctedOutput: primary === undefined ? null : correctedOutput,
  };
}

const lengthOf = (texts: readonly { text: string }[]): number =>
  texts.reduce((sum, one) => sum + one.text.length, 0);

const numbered = (index: number): string => String(index + 1).padStart(6, '0');

function makeTrace(random: RandomStream, index: number, world: World): { trace: Trace; truth: DemoTruth } {
  const scene = drawScene(random, world);
  const { subject, filling } = scene;
  const answered = answer(random, scene, world);
  const { prompt, turn } = converse(random, subject, filling, scene.ask, {
    template: scene.promptTemplate,
    turns: scene.turns,
    until: scene.occurredAtMs,
  });
  const context = answered.retrieved.passages;
  const call = recordCall(context, subject);
  const id = traceId.parse(`wd-${world.tag}-${numbered(index)}`);
  const trace: Trace = {
    id,
    occurredAt: new Date(scene.occurredAtMs).toISOString(),
    conversationId: `wdc-${world.tag}-${numbered(index)}`,
    turn,
    prompt,
    context,
    output: answered.output,
    ...(call === null ? {} : { toolCalls: [call] }),
    language: subject.language,
    intent: subject.intent,
    riskClass: scene.risk,
    model: scene.model,
    promptTemplate: scene.promptTemplate,
    ...(happens(random, 0.95) ? { region: filling.locale.region } : {}),
    ...(happens(random, 0.97) ? { knowledgeBase: scene.knowledgeBase } : {}),
    ...drawTelemetry(random, {
      intent: subject.intent,
      model: scene.model,
      promptLength: lengthOf(prompt) + lengthOf(context),
      outputLength: answered.output.length,
      severity: answered.spans[0]?.severity ?? null,
      turns: turn,
      isVague: answered.shape.layout === 'vague',
    }),
    provenance: { importer: 'demo', row: index + 1 },
  };
  return { trace, truth: truthOf(id, answered) };
}

/** Makes the demo's traces and the truth about them. Throws a RangeError for a week that is no date. */
export function generateDemo(options: DemoOptions): Demo {
  const world = makeWorld(options.seed, options.weekStart);
  const traces: Trace[] = [];
  const truth: DemoTruth[] = [];
  for (let index = 0; index < options.count; index += 1) {
    const made = makeTrace(randomStream(`${options.seed}:trace:${index}`), index, world);
    traces.push(made.trace);
    truth.push(made.truth);
  }
  return { traces, truth };
}
