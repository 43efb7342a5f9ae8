/** OpenInference: spans of one of its kinds, with messages and documents as flattened lists. */
import type { Chat } from '../chat.ts';
import { isObject, joinChats, readChat, readInput, readOutput, toText } from '../chat.ts';
import type { Attributes } from './attributes.ts';
import { cut, listUnder, numberOf, parseJson, structureOf, textOf } from './attributes.ts';
import type { IncomingSpan } from './read-spans.ts';
import type { Facts, SpanKind } from './span-facts.ts';
import type { Judgement, Passage } from './trace-parts.ts';
import { toJudgement, toPassage } from './trace-parts.ts';

const kinds: Record<string, SpanKind> = {
  LLM: 'llm',
  RETRIEVER: 'retriever',
  RERANKER: 'reranker',
  TOOL: 'tool',
  CHAIN: 'chain',
  AGENT: 'chain',
  EVALUATOR: 'evaluator',
  GUARDRAIL: 'guardrail',
  EMBEDDING: 'other',
  PROMPT: 'other',
};

export function readOpenInference({ attributes, name }: IncomingSpan): Facts {
  const word = (textOf(attributes, 'openinference.span.kind') ?? '').toUpperCase();
  const kind = Object.hasOwn(kinds, word) ? kinds[word] : undefined;
  const prompt = kind === 'tool' || kind === 'retriever' ? emptyChat : readPrompt(attributes);
  const said = readSaid(attributes);
  const calls = kind === 'tool' ? [readTool(attributes, name)] : said.calls;
  const model = textOf(attributes, 'llm.response.model_name', 'llm.model_name', 'llm.request.model_name');
  const session = textOf(attributes, 'session.id');
  return {
    kind,
    prompt: prompt.messages.length > 0 ? prompt.messages : undefined,
    output: said.text,
    passages: readDocuments(attributes),
    calls: calls.length > 0 ? calls : undefined,
    results: prompt.results.size > 0 ? Object.fromEntries(prompt.results) : undefined,
    model: model === undefined ? undefined : cut(model, 200),
    promptTokens: count(attributes, 'llm.token_count.prompt'),
    completionTokens: count(attributes, 'llm.token_count.completion'),
    costUsd: numberOf(attributes, 'llm.cost.total'),
    conversationId: session === undefined ? undefined : cut(session, 1000),
    judges: readJudges(attributes, kind),
  };
}

const emptyChat: Chat = { messages: [], calls: [], results: new Map() };

function readPrompt(attributes: Attributes): Chat {
  const messages = listUnder(attributes, 'llm.input_messages').map(toMessage);
  if (messages.length > 0) return readChat(messages, 'user');
  const prompts = listUnder(attributes, 'llm.prompts').map((of) => textOf(of, 'prompt.text') ?? '');
  if (prompts.length > 0) return joinChats(prompts.map((text) => readChat(text, 'user')));
  const input = textOf(attributes, 'input.value');
  return input === undefined ? emptyChat : readInput(input);
}

function readSaid(attributes: Attributes): ReturnType<typeof readOutput> {
  const [message] = listUnder(attributes, 'llm.output_messages').map(toMessage);
  if (message !== undefined) return readOutput({ role: 'assistant', ...message });
  const [choice] = listUnder(attributes, 'llm.choices');
  const text = choice === undefined ? undefined : textOf(choice, 'completion.text');
  if (text !== undefined) return { text, calls: [] };
  const output = textOf(attributes, 'output.value');
  return output === undefined ? { text: undefined, calls: [] } : readOutput(output);
}

function toMessage(of: Attributes): Record<string, unknown> {
  const parts = listUnder(of, 'message.contents')
    .filter((part) => (textOf(part, 'message_content.type') ?? 'text') === 'text')
    .map((part) => ({ type: 'text', text: textOf(part, 'message_content.text') ?? '' }));
  const calls = listUnder(of, 'message.tool_calls').map((call) => ({
    id: textOf(call, 'tool_call.id'),
    name: textOf(call, 'tool_call.function.name'),
    arguments: textOf(call, 'tool_call.function.arguments'),
  }));
  return {
    role: textOf(of, 'message.role'),
    content: textOf(of, 'message.content') ?? parts,
    name: textOf(of, 'message.name'),
    tool_call_id: textOf(of, 'message.tool_call_id'),
    tool_calls: calls,
  };
}

function readDocuments(attributes: Attributes): Passage[] | undefined {
  for (const list of ['reranker.output_documents', 'retrieval.documents']) {
    const documents = listUnder(attributes, list);
    if (documents.length === 0) continue;
    return documents.map((of, at) =>
      toPassage(
        {
          id: of.get('document.id'),
          text: toText(of.get('document.content')),
          score: of.get('document.score'),
          metadata: structureOf(of, 'document.metadata'),
        },
        at + 1,
      ),
    );
  }
  return undefined;
}

function readTool(attributes: Attributes, name: string): NonNullable<Facts['calls']>[number] {
  const result = textOf(attributes, 'output.value');
  return {
    id: textOf(attributes, 'tool.id', 'tool_call.id'),
    name: cut(textOf(attributes, 'tool.name', 'tool_call.function.name') ?? (name || 'tool'), 200),
    arguments: textOf(attributes, 'tool_call.function.arguments', 'tool.parameters', 'input.value') ?? '',
    ...(result === undefined ? {} : { result }),
  };
}

const judgedLists = [
  ['evaluations', 'evaluation'],
  ['trace.evaluations', 'evaluation'],
  ['annotations', 'annotation'],
  ['trace.annotations', 'annotation'],
] as const;

/** Results beside any span, and what an evaluator span itself says. Those of people are no judge's. */
function readJudges(attributes: Attributes, kind: SpanKind | undefined): Judgement[] | undefined {
  const found: (Judgement | null)[] = [];
  for (const [list, word] of judgedLists) {
    for (const of of listUnder(attributes, list)) found.push(judgementOf(of, word));
  }
  if (kind === 'evaluator') {
    for (const word of ['evaluation', 'annotation']) found.push(judgementOf(attributes, word));
    const said = parseJson(textOf(attributes, 'output.value') ?? '');
    if (isObject(said)) {
      found.push(
        toJudgement({
          name: said['name'],
          label: said['label'],
          score: said['score'],
          by: said['annotator_kind'],
        }),
      );
    }
  }
  const judges = found.filter((one) => one !== null);
  return judges.length > 0 ? judges : undefined;
}

function judgementOf(of: Attributes, word: string): Judgement | null {
  return toJudgement({
    name: of.get(`${word}.name`),
    version: of.get(`${word}.identifier`),
    label: of.get(`${word}.label`),
    score: of.get(`${word}.score`),
    by: of.get(`${word}.annotator_kind`),
  });
}

function count(attributes: Attributes, name: string): number | undefined {
  const number = numberOf(attributes, name);
  return number === undefined ? undefined : Math.round(number);
}
