/**
 * OpenTelemetry's conventions for generative AI, current (`gen_ai.input.messages` …) and older: prompts as events, one
 * event per message, and flattened `gen_ai.prompt.N` as the first instrumentations wrote them.
 */
import type { Message } from '../../../shared/domain/trace.ts';
import type { Chat } from '../chat.ts';
import { isObject, joinChats, readChat, readInput, readOutput, toText } from '../chat.ts';
import type { Attributes } from './attributes.ts';
import { cut, listUnder, numberOf, parseJson, structureOf, textOf } from './attributes.ts';
import type { IncomingSpan } from './read-spans.ts';
import type { Facts, SpanKind } from './span-facts.ts';
import type { Judgement, Passage } from './trace-parts.ts';
import { toJudgement, toPassage } from './trace-parts.ts';

const kinds: Record<string, SpanKind> = {
  chat: 'llm',
  text_completion: 'llm',
  completion: 'llm',
  generate_content: 'llm',
  execute_tool: 'tool',
  invoke_agent: 'chain',
  create_agent: 'chain',
  invoke_workflow: 'chain',
  retrieval: 'retriever',
  rerank: 'reranker',
  embeddings: 'other',
};
const olderKinds: Record<string, SpanKind> = {
  workflow: 'chain',
  agent: 'chain',
  task: 'chain',
  tool: 'tool',
};

export function readGenAi(span: IncomingSpan): Facts {
  // The details of a call may stand in an event of their own.
  const details = span.events.filter((event) => event.name === 'gen_ai.client.inference.operation.details');
  const attributes: Attributes = new Map([
    ...details.flatMap((event) => [...event.attributes]),
    ...span.attributes,
  ]);
  const kind = kindOf(attributes, span);
  const prompt = readPrompt(attributes, span);
  const said = readCompletion(attributes, span);
  return {
    kind,
    prompt: prompt.messages.length > 0 ? prompt.messages : undefined,
    output: said.text,
    passages: readDocuments(attributes),
    calls: kind === 'tool' ? [readTool(attributes, span)] : said.calls.length > 0 ? said.calls : undefined,
    results: prompt.results.size > 0 ? Object.fromEntries(prompt.results) : undefined,
    model: shortText(attributes, 'gen_ai.response.model', 'gen_ai.request.model'),
    promptTokens: count(attributes, 'gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens'),
    completionTokens: count(attributes, 'gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'),
    costUsd: numberOf(attributes, 'gen_ai.usage.cost', 'gen_ai.usage.cost_usd'),
    conversationId: longText(
      attributes,
      'gen_ai.conversation.id',
      'traceloop.association.properties.session_id',
    ),
    judges: readJudges(span),
  };
}

function kindOf(attributes: Attributes, span: IncomingSpan): SpanKind | undefined {
  const operation = textOf(attributes, 'gen_ai.operation.name') ?? '';
  if (Object.hasOwn(kinds, operation)) return kinds[operation];
  const older = textOf(attributes, 'traceloop.span.kind') ?? '';
  if (Object.hasOwn(olderKinds, older)) return olderKinds[older];
  if (attributes.has('gen_ai.retrieval.documents')) return 'retriever';
  if (attributes.has('gen_ai.tool.call.arguments')) return 'tool';
  const isCall =
    attributes.has('gen_ai.request.model') ||
    attributes.has('gen_ai.output.messages') ||
    span.events.some((event) => event.name === 'gen_ai.content.completion' || event.name === 'gen_ai.choice');
  return isCall || listUnder(attributes, 'gen_ai.completion').length > 0 ? 'llm' : undefined;
}

const messageEvents: Record<string, Message['role']> = {
  'gen_ai.system.message': 'system',
  'gen_ai.user.message': 'user',
  'gen_ai.assistant.message': 'assistant',
  'gen_ai.tool.message': 'tool',
};

function readPrompt(attributes: Attributes, span: IncomingSpan): Chat {
  const system = structureOf(attributes, 'gen_ai.system_instructions');
  const instructions =
    system === undefined
      ? textOf(attributes, 'gen_ai.system_instructions')
      : Array.isArray(system)
        ? [{ role: 'system', parts: system }]
        : system;
  const given = structureOf(attributes, 'gen_ai.input.messages');
  if (given !== undefined) return joinChats([readChat(instructions, 'system'), readChat(given, 'user')]);
  const flat = listUnder(attributes, 'gen_ai.prompt').map(toMessage);
  if (flat.length > 0) return joinChats([readChat(instructions, 'system'), readChat(flat, 'user')]);
  const events: Chat[] = [];
  for (const { name, attributes: of } of span.events) {
    const role = Object.hasOwn(messageEvents, name) ? messageEvents[name] : undefined;
    if (role !== undefined) events.push(readChat(eventMessage(of, role), role));
    const prompt = name === 'gen_ai.content.prompt' ? textOf(of, 'gen_ai.prompt') : undefined;
    if (prompt !== undefined) events.push(readInput(prompt));
  }
  if (events.length > 0) return joinChats([readChat(instructions, 'system'), ...events]);
  const asked = textOf(attributes, 'gen_ai.prompt', 'traceloop.entity.input');
  return joinChats([
    readChat(instructions, 'system'),
    asked === undefined ? readChat([], 'user') : readInput(asked),
  ]);
}

/** `gen_ai.prompt.N.role`, `.content`, `.tool_calls.M.name` and `.arguments`. */
function toMessage(of: Attributes): object {
  const content = textOf(of, 'content') ?? '';
  const calls = listUnder(of, 'tool_calls').map((call) => Object.fromEntries(call));
  return {
    role: textOf(of, 'role'),
    content: /^\s*\[/.test(content) ? (parseJson(content) ?? content) : content,
    tool_call_id: textOf(of, 'tool_call_id'),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
}

/** One event per message: fields as attributes, or all of them as JSON in one. */
function eventMessage(of: Attributes, role: Message['role']): object {
  const whole = structureOf(of, 'gen_ai.event.content', 'message');
  const fields = isObject(whole) ? whole : Object.fromEntries(of);
  const calls = fields['tool_calls'];
  return {
    role,
    ...fields,
    tool_call_id: fields['tool_call_id'] ?? fields['id'],
    tool_calls: typeof calls === 'string' ? parseJson(calls) : calls,
  };
}

function readCompletion(attributes: Attributes, span: IncomingSpan): ReturnType<typeof readOutput> {
  const given = structureOf(attributes, 'gen_ai.output.messages');
  // Each message is a choice of its own: the first one was taken.
  if (given !== undefined) return readOutput(Array.isArray(given) ? given.slice(0, 1) : given);
  const [flat] = listUnder(attributes, 'gen_ai.completion');
  if (flat !== undefined) return readOutput(toMessage(new Map([['role', 'assistant'], ...flat])));
  for (const { name, attributes: of } of span.events) {
    if (name === 'gen_ai.choice') {
      const whole = structureOf(of, 'gen_ai.event.content');
      const inner = isObject(whole) && isObject(whole['message']) ? whole['message'] : null;
      return readOutput(inner === null ? eventMessage(of, 'assistant') : { role: 'assistant', ...inner });
    }
    const said = name === 'gen_ai.content.completion' ? textOf(of, 'gen_ai.completion') : undefined;
    if (said !== undefined) return readOutput(said);
  }
  const said = textOf(attributes, 'gen_ai.completion', 'traceloop.entity.output');
  return said === undefined ? { text: undefined, calls: [] } : readOutput(said);
}

function readDocuments(attributes: Attributes): Passage[] | undefined {
  const list = structureOf(attributes, 'gen_ai.retrieval.documents');
  if (!Array.isArray(list)) return undefined;
  return list.filter(isObject).map((one, at) =>
    toPassage(
      {
        id: one['id'],
        text: toText(one['content'] ?? one['text']),
        score: one['score'],
        metadata: isObject(one['metadata']) ? { ...one, ...one['metadata'] } : one,
      },
      at + 1,
    ),
  );
}

function readTool(attributes: Attributes, span: IncomingSpan): NonNullable<Facts['calls']>[number] {
  const result = textAt(attributes, 'gen_ai.tool.call.result', 'traceloop.entity.output');
  return {
    id: textOf(attributes, 'gen_ai.tool.call.id'),
    name:
      shortText(attributes, 'gen_ai.tool.name', 'traceloop.entity.name') ?? (cut(span.name, 200) || 'tool'),
    arguments: textAt(attributes, 'gen_ai.tool.call.arguments', 'traceloop.entity.input') ?? '',
    ...(result === undefined ? {} : { result }),
  };
}

function readJudges(span: IncomingSpan): Judgement[] | undefined {
  const judges = span.events
    .filter((event) => event.name === 'gen_ai.evaluation.result')
    .map(({ attributes: of }) =>
      toJudgement({
        name: of.get('gen_ai.evaluation.name'),
        label: of.get('gen_ai.evaluation.score.label'),
        score: of.get('gen_ai.evaluation.score.value'),
      }),
    )
    .filter((one) => one !== null);
  return judges.length > 0 ? judges : undefined;
}

/** Text, or the JSON of a structured value. */
function textAt(attributes: Attributes, ...names: readonly string[]): string | undefined {
  for (const name of names) if (attributes.has(name)) return toText(attributes.get(name));
  return undefined;
}

function count(attributes: Attributes, ...names: readonly string[]): number | undefined {
  const number = numberOf(attributes, ...names);
  return number === undefined ? undefined : Math.round(number);
}

const shortText = (attributes: Attributes, ...names: readonly string[]): string | undefined => {
  const text = textOf(attributes, ...names);
  return text === undefined ? undefined : cut(text, 200);
};

const longText = (attributes: Attributes, ...names: readonly string[]): string | undefined => {
  const text = textOf(attributes, ...names);
  return text === undefined ? undefined : cut(text, 1000);
};
