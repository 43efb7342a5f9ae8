/**
 * One trace of Assay from the spans of one trace of OpenTelemetry.
 *
 * The rules. Root: the span without parent; where none came, one whose parent did not come; of several the first to start.
 * The answer: of the model calls that said something, the last to end, leaving out calls made within evaluators,
 * guardrails, tools and retrievals; where one of them said exactly what the root gave out, the last such one. Without any
 * model call the root speaks for itself. Passages: those of the last reranker, or else of all retrievers as they began;
 * each once. Tokens and costs: of all model calls that count. Time: the root's.
 *
 * Invariant: a pure function of the set of spans; their order and how they came do not matter.
 */
import type { Arriving } from '../arriving.ts';
import type { Call } from '../chat.ts';
import { isObject } from '../chat.ts';
import { keepLabels } from './labels.ts';
import type { SpanFacts } from './span-facts.ts';
import { rankPassages, timeOf } from './trace-parts.ts';

export interface WaitingSpan {
  spanId: string;
  parentId: string | null;
  facts: SpanFacts;
}

/** What `storeTraces` takes of it, but its line: the trace, or why there is none. */
export type Assembled = { trace: unknown } | { fault: (Arriving & { fault: object })['fault'] };

const missing = (reason: string): Assembled => ({ fault: { code: 'MISSING_FIELD', reason } });

/** The trace with this id. Needs at least one span. */
export function assembleTrace(traceId: string, spans: readonly WaitingSpan[]): Assembled {
  const sorted = spans.toSorted(byStart);
  const byId = new Map(sorted.map((span) => [span.spanId, span]));
  const root =
    sorted.find((one) => one.parentId === null) ?? sorted.find((one) => !byId.has(one.parentId ?? ''));
  const top = root ?? sorted[0];
  if (top === undefined) return missing(`trace ${traceId} has no spans`);
  const counting = sorted.filter((span) => !isBeside(span, byId));
  const answer = findAnswer(counting, top);
  const output = answer?.facts.output ?? top.facts.output;
  if (output === undefined) return missing(`no span of trace ${traceId} holds an answer of a model`);
  const prompt = firstOf([answer, top], (span) => span.facts.prompt);
  if (prompt === undefined) return missing(`no span of trace ${traceId} holds what was asked`);
  const facts = [answer, top].filter((span) => span !== undefined).map((span) => span.facts);
  const retrieval = findRetrieval(counting);
  const trace = {
    id: traceId,
    occurredAt: timeOf(top.facts.startMs),
    prompt,
    context: rankPassages(retrieval.flatMap((span) => span.facts.passages ?? [])),
    output,
    ...toolCalls(counting),
    ...conversation([...facts, ...counting.map((span) => span.facts)]),
    ...labels(facts),
    ...costs(counting, answer ?? top, byId),
    latencyMs: round(top.facts.endMs - top.facts.startMs),
    ...retrievalTime(counting),
    ...judges(sorted),
    ...redaction(sorted),
  };
  return { trace };
}

function byStart(a: WaitingSpan, b: WaitingSpan): number {
  return a.facts.startMs - b.facts.startMs || (a.spanId < b.spanId ? -1 : 1);
}

/** The spans around a span, from the inside. Parents may form a ring. */
function* listAround(span: WaitingSpan, byId: ReadonlyMap<string, WaitingSpan>): Generator<WaitingSpan> {
  const seen = new Set([span.spanId]);
  for (let at = byId.get(span.parentId ?? ''); at !== undefined && !seen.has(at.spanId);) {
    seen.add(at.spanId);
    yield at;
    at = byId.get(at.parentId ?? '');
  }
}

/** Whether the span stands within a step that is not the answering: what an evaluator's model says answers nobody. */
function isBeside(span: WaitingSpan, byId: ReadonlyMap<string, WaitingSpan>): boolean {
  const isCall = span.facts.kind === 'llm';
  for (const { facts } of [span, ...listAround(span, byId)]) {
    const { kind } = facts;
    if (kind === 'evaluator' || kind === 'guardrail') return true;
    if (isCall && (kind === 'tool' || kind === 'retriever' || kind === 'reranker')) return true;
  }
  return false;
}

function findAnswer(counting: readonly WaitingSpan[], top: WaitingSpan): WaitingSpan | undefined {
  const calls = counting
    .filter((span) => span.facts.kind === 'llm' && span.facts.output !== undefined)
    .toSorted((a, b) => a.facts.endMs - b.facts.endMs || byStart(a, b));
  const given = top.facts.kind === 'llm' ? undefined : top.facts.output;
  return calls.findLast((call) => given !== undefined && call.facts.output === given) ?? calls.at(-1);
}

function findRetrieval(counting: readonly WaitingSpan[]): WaitingSpan[] {
  const holding = counting.filter((span) => (span.facts.passages ?? []).length > 0);
  const reranker = holding.findLast((span) => span.facts.kind === 'reranker');
  if (reranker !== undefined) return [reranker];
  const retrievers = holding.filter((span) => span.facts.kind === 'retriever');
  // Some instrumentations name the documents at the step around the retrieval only.
  return retrievers.length > 0 ? retrievers : holding;
}

/** What tools did, then what was asked of tools of which there is no span; results also as later prompts show them. */
function toolCalls(counting: readonly WaitingSpan[]): object {
  const results = new Map(counting.flatMap((span) => Object.entries(span.facts.results ?? {})));
  const done = counting
    .filter((span) => span.facts.kind === 'tool')
    .flatMap((span) => span.facts.calls ?? []);
  const asked = counting
    .filter((span) => span.facts.kind !== 'tool')
    .flatMap((span) => span.facts.calls ?? []);
  const known = new Set(done.flatMap(keysOf));
  const calls = [...done];
  for (const call of asked) {
    if (keysOf(call).some((key) => known.has(key))) continue;
    for (const key of keysOf(call)) known.add(key);
    calls.push(call);
  }
  if (calls.length === 0) return {};
  return {
    toolCalls: calls.map((call) => {
      const result = call.result ?? (call.id === undefined ? undefined : results.get(call.id));
      return { name: call.name, arguments: call.arguments, ...(result === undefined ? {} : { result }) };
    }),
  };
}

/** A call is known again by its id; without one, by what it is. */
function keysOf(call: Call): string[] {
  const same = JSON.stringify([call.name, call.arguments.replaceAll(/\s/g, '')]);
  return call.id === undefined ? [same] : [`id ${call.id}`, same];
}

function conversation(facts: readonly SpanFacts[]): object {
  const id = facts.find((one) => one.conversationId !== undefined)?.conversationId;
  return id === undefined ? {} : { conversationId: id };
}

/** Fields and attributes of the answer before those of the root. */
function labels(facts: readonly SpanFacts[]): object {
  const fields: Record<string, string> = Object.assign({}, ...facts.toReversed().map((one) => one.fields));
  const attributes = keepLabels(Object.assign({}, ...facts.toReversed().map((one) => one.attributes)));
  const retainUntil = timeOf(fields['retainUntil']);
  return {
    ...fields,
    ...(retainUntil === undefined ? {} : { retainUntil }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/** A call that two instrumentations traced, one within the other, counts once. */
function costs(
  counting: readonly WaitingSpan[],
  answer: WaitingSpan,
  byId: ReadonlyMap<string, WaitingSpan>,
): object {
  const calls = counting.filter((span) => span.facts.kind === 'llm');
  const of = calls.length > 0 ? calls : [answer];
  const sum = (name: 'promptTokens' | 'completionTokens' | 'costUsd'): object => {
    const known = of.flatMap((span) => {
      const isWithin = [...listAround(span, byId)].some(
        ({ facts }) => facts.kind === 'llm' && facts[name] !== undefined,
      );
      return isWithin || span.facts[name] === undefined ? [] : [span.facts[name]];
    });
    return known.length === 0 ? {} : { [name]: known.reduce((total, one) => total + one, 0) };
  };
  const { model } = answer.facts;
  return {
    ...(model === undefined ? {} : { model }),
    ...sum('promptTokens'),
    ...sum('completionTokens'),
    ...sum('costUsd'),
  };
}

/** Time in which at least one retrieval or reranking ran, milliseconds. */
function retrievalTime(counting: readonly WaitingSpan[]): object {
  const steps = counting.filter(({ facts }) => facts.kind === 'retriever' || facts.kind === 'reranker');
  if (steps.length === 0) return {};
  let total = 0;
  let until = 0;
  for (const { facts } of steps) {
    total += Math.max(0, facts.endMs - Math.max(until, facts.startMs));
    until = Math.max(until, facts.endMs);
  }
  return { retrievalMs: round(total) };
}

function judges(sorted: readonly WaitingSpan[]): object {
  const judge = sorted.flatMap((span) => span.facts.judges ?? []);
  return judge.length === 0 ? {} : { judge };
}

/** What was masked while the spans waited. */
function redaction(sorted: readonly WaitingSpan[]): object {
  const counts: Record<string, number> = {};
  for (const { facts } of sorted) {
    for (const [kind, count] of Object.entries(facts.masked ?? {}))
      counts[kind] = (counts[kind] ?? 0) + count;
  }
  return Object.keys(counts).length === 0 ? {} : { redaction: { status: 'masked', counts } };
}

function firstOf<T>(
  spans: readonly (WaitingSpan | undefined)[],
  pick: (span: WaitingSpan) => T | undefined,
): T | undefined {
  for (const span of spans) {
    const found = span === undefined ? undefined : pick(span);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** To microseconds. */
const round = (ms: number): number => Math.round(ms * 1000) / 1000;

/** The facts as they were stored; throws for what is none. */
export function parseFacts(body: string): SpanFacts {
  const facts: unknown = JSON.parse(body);
  if (!isObject(facts)) throw new TypeError('a waiting span holds no facts');
  return facts as unknown as SpanFacts;
}
