/**
 * Exports of Langfuse: one trace with its observations and scores, as its API and its download give them. Observations
 * are read as spans, so that the rules of `otlp/assemble.ts` hold here too: which call answers, which passages count.
 *
 * Invariant: a pure function of the value; whatever it is, the answer is a trace or the reason why there is none.
 */
import { isObject, readInput, readOutput, toText } from './chat.ts';
import type { Value } from './otlp/attributes.ts';
import { cut, toNumber } from './otlp/attributes.ts';
import type { Assembled, WaitingSpan } from './otlp/assemble.ts';
import { assembleTrace } from './otlp/assemble.ts';
import { readLabels } from './otlp/labels.ts';
import type { SpanFacts, SpanKind } from './otlp/span-facts.ts';
import type { Judgement, Passage } from './otlp/trace-parts.ts';
import { timeOf, toJudgement, toPassage } from './otlp/trace-parts.ts';

type Fields = Record<string, unknown>;

const kinds: Record<string, SpanKind> = {
  GENERATION: 'llm',
  RETRIEVER: 'retriever',
  TOOL: 'tool',
  AGENT: 'chain',
  CHAIN: 'chain',
  SPAN: 'chain',
  EVALUATOR: 'evaluator',
  GUARDRAIL: 'guardrail',
};

/** The trace that one exported trace is, unchecked and unmasked as any that arrives; or why it is none. */
export function readLangfuse(value: unknown): Assembled {
  if (!isObject(value)) return bad('BAD_VALUE', 'is not a trace of Langfuse: an object with an id');
  const of = isObject(value['trace']) ? { ...value, ...value['trace'] } : value;
  const id = of['id'];
  if (typeof id !== 'string' || id === '') return bad('MISSING_FIELD', '"id" is missing');
  const startMs = timeMs(of['timestamp'] ?? of['createdAt'] ?? of['startTime']);
  if (startMs === undefined) return bad('MISSING_FIELD', '"timestamp" is missing, or no time');
  try {
    const assembled = assembleTrace(id, listSpans(of, id, startMs));
    return 'fault' in assembled || !isObject(assembled.trace)
      ? assembled
      : { trace: { ...assembled.trace, ...ownFields(of) } };
  } catch (error) {
    // What was parsed without trouble may still be nested too deeply to be written again.
    if (!(error instanceof RangeError)) throw error;
    return bad('BAD_VALUE', 'is nested too deeply');
  }
}

const bad = (code: 'MISSING_FIELD' | 'BAD_VALUE', reason: string): Assembled => ({ fault: { code, reason } });

/** What the trace says itself of what is otherwise computed from its observations. */
function ownFields(of: Fields): Fields {
  const seconds = toNumber(of['latency']);
  const cost = toNumber(of['totalCost']);
  const feedback = listOf(of['scores']).find((one) => isFeedback(one['name']));
  const said = feedback === undefined ? undefined : toText(feedback['stringValue'] ?? feedback['value']);
  return {
    ...(seconds === undefined || seconds < 0 ? {} : { latencyMs: Math.round(seconds * 1e6) / 1000 }),
    ...(cost === undefined || cost <= 0 ? {} : { costUsd: cost }),
    ...(said === undefined || said === '' ? {} : { userFeedback: cut(said, 500) }),
  };
}

function listSpans(of: Fields, id: string, startMs: number): WaitingSpan[] {
  const observations = listOf(of['observations']);
  const spans = observations.map((one, at) => toSpan(one, at, id, startMs));
  const endMs = Math.max(startMs, ...spans.map((span) => span.facts.endMs));
  const root: SpanFacts = {
    kind: 'chain',
    startMs,
    endMs,
    ...contents('chain', of),
    ...labelsOf(of),
    judges: listOf(of['scores']).flatMap(judgementsOf),
  };
  const sessionId = toText(of['sessionId']);
  if (sessionId !== undefined && sessionId !== '') root.conversationId = cut(sessionId, 1000);
  return [{ spanId: `trace ${id}`, parentId: null, facts: root }, ...spans];
}

function toSpan(of: Fields, at: number, traceId: string, traceMs: number): WaitingSpan {
  const startMs = timeMs(of['startTime']) ?? traceMs;
  const kind = kindOf(of);
  const parent = of['parentObservationId'];
  const facts: SpanFacts = {
    kind,
    startMs,
    endMs: Math.max(startMs, timeMs(of['endTime']) ?? startMs),
    ...contents(kind, of),
    ...usageOf(of),
    judges: listOf(of['scores']).flatMap(judgementsOf),
  };
  const model = toText(of['model']);
  if (model !== undefined && model !== '') facts.model = cut(model, 200);
  const template = toText(of['promptName']);
  if (template !== undefined && template !== '') {
    const version = toText(of['promptVersion']);
    facts.fields = { promptTemplate: cut(version === undefined ? template : `${template}@${version}`, 200) };
  }
  const spanId = typeof of['id'] === 'string' ? of['id'] : `observation ${at}`;
  return {
    spanId,
    parentId: typeof parent === 'string' && parent !== '' ? parent : `trace ${traceId}`,
    facts,
  };
}

function kindOf(of: Fields): SpanKind {
  const type = typeof of['type'] === 'string' ? of['type'].toUpperCase() : '';
  const kind = Object.hasOwn(kinds, type) ? (kinds[type] as SpanKind) : 'other';
  // Before there was a type for it, retrievals were spans by that name.
  const isRetrieval = kind === 'chain' && /retriev/i.test(String(of['name'] ?? ''));
  return isRetrieval && listDocuments(of['output']).length > 0 ? 'retriever' : kind;
}

function contents(kind: SpanKind, of: Fields): Partial<SpanFacts> {
  const [input, output] = [of['input'] ?? undefined, of['output'] ?? undefined];
  if (kind === 'tool') {
    const result = toText(output);
    const name = cut(toText(of['name']) || 'tool', 200);
    return {
      calls: [{ name, arguments: toText(input) ?? '', ...(result === undefined ? {} : { result }) }],
    };
  }
  if (kind === 'retriever') return { passages: listDocuments(output) };
  const asked = input === undefined ? null : readInput(input);
  const said = output === undefined ? null : readOutput(output);
  return {
    ...(asked === null || asked.messages.length === 0 ? {} : { prompt: asked.messages }),
    ...(asked === null || asked.results.size === 0 ? {} : { results: Object.fromEntries(asked.results) }),
    ...(said?.text === undefined ? {} : { output: said.text }),
    ...(said === null || said.calls.length === 0 ? {} : { calls: said.calls }),
  };
}

/** Documents in the shapes of the frameworks: alone, with a score beside them, or in a list under a name. */
function listDocuments(output: unknown): Passage[] {
  const list = isObject(output) ? (output['documents'] ?? output['results'] ?? output['context']) : output;
  if (!Array.isArray(list)) return [];
  const passages: Passage[] = [];
  for (const one of list as unknown[]) {
    const isPair = Array.isArray(one) && one.length === 2 && isObject(one[0]);
    const outer: unknown = isPair ? { document: one[0] as unknown, score: one[1] as unknown } : one;
    const inner: unknown = isObject(outer) && isObject(outer['document']) ? outer['document'] : outer;
    const fields: Fields = isObject(inner) ? inner : {};
    const text =
      typeof inner === 'string'
        ? inner
        : (fields['page_content'] ?? fields['pageContent'] ?? fields['content'] ?? fields['text']);
    if (typeof text !== 'string') continue;
    const score = (isObject(outer) ? outer['score'] : undefined) ?? fields['score'];
    const metadata = isObject(fields['metadata']) ? { ...fields, ...fields['metadata'] } : fields;
    passages.push(toPassage({ id: fields['id'], text, score, metadata }, passages.length + 1));
  }
  return passages;
}

const pick = (...values: unknown[]): number | undefined =>
  values.map(toNumber).find((one) => one !== undefined && one > 0);

function usageOf(of: Fields): Partial<SpanFacts> {
  const details = isObject(of['usageDetails']) ? of['usageDetails'] : {};
  const usage = isObject(of['usage']) ? of['usage'] : {};
  const costs = isObject(of['costDetails']) ? of['costDetails'] : {};
  const prompt = pick(details['input'], usage['input'], usage['promptTokens'], of['promptTokens']);
  const completion = pick(
    details['output'],
    usage['output'],
    usage['completionTokens'],
    of['completionTokens'],
  );
  const cost = pick(costs['total'], of['calculatedTotalCost'], of['totalPrice'], usage['totalCost']);
  return {
    ...(prompt === undefined ? {} : { promptTokens: Math.round(prompt) }),
    ...(completion === undefined ? {} : { completionTokens: Math.round(completion) }),
    ...(cost === undefined ? {} : { costUsd: cost }),
  };
}

const isFeedback = (name: unknown): boolean => typeof name === 'string' && /^user[-_ ]?feedback$/i.test(name);

/** Scores of people are labels of their own, and what the user said is no judge's. */
function judgementsOf(score: Fields): Judgement[] {
  if (isFeedback(score['name'])) return [];
  const said = toJudgement({
    name: score['name'],
    label: score['stringValue'],
    score: score['value'],
    by: score['source'],
  });
  return said === null ? [] : [said];
}

function labelsOf(of: Fields): Pick<SpanFacts, 'fields' | 'attributes'> {
  const given: [string, unknown][] = [
    ['langfuse.name', of['name']],
    ['user.id', of['userId']],
    ['release', of['release']],
    ['version', of['version']],
    ['environment', of['environment']],
    ['metadata', of['metadata']],
    ['tag.tags', of['tags']],
    ...(isObject(of['metadata']) ? Object.entries(of['metadata']) : []).filter(([name]) =>
      name.startsWith('assay.'),
    ),
  ];
  const present = given.filter(([, value]) => value !== undefined && value !== null);
  return readLabels(new Map(present as [string, Value][]), new Map());
}

function timeMs(value: unknown): number | undefined {
  const iso = timeOf(value);
  return iso === undefined ? undefined : Date.parse(iso);
}

const listOf = (value: unknown): Fields[] =>
  Array.isArray(value) ? (value as unknown[]).filter(isObject) : [];
