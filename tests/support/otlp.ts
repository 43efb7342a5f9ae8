/** Spans as exporters send them, in OTLP's two encodings, and a conversation of each vocabulary. */
import { exportRequest } from '../../hub/ingest/otlp/messages.ts';

export interface TestSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: object }[];
  events?: { name: string; timeUnixNano: string; attributes: { key: string; value: object }[] }[];
}

export const hexId = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');

/** A value as OTLP/JSON writes it. */
export function anyValue(value: unknown): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') {
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  const members = Object.entries(value as object).map(([key, one]) => ({ key, value: anyValue(one) }));
  return { kvlistValue: { values: members } };
}

export const attributesOf = (of: Record<string, unknown>): { key: string; value: object }[] =>
  Object.entries(of).map(([key, value]) => ({ key, value: anyValue(value) }));

const nano = (ms: number): string => `${ms}000000`;

export function testSpan(of: {
  trace: number;
  id: number;
  parent?: number;
  name?: string;
  from?: number;
  to?: number;
  attributes?: Record<string, unknown>;
  events?: { name: string; attributes: Record<string, unknown> }[];
}): TestSpan {
  const startMs = 1_790_000_000_000 + (of.from ?? 0);
  const span: TestSpan = {
    traceId: hexId(of.trace, 32),
    spanId: hexId(of.id, 16),
    name: of.name ?? 'step',
    startTimeUnixNano: nano(startMs),
    endTimeUnixNano: nano(1_790_000_000_000 + (of.to ?? (of.from ?? 0) + 10)),
    attributes: attributesOf(of.attributes ?? {}),
  };
  if (of.parent !== undefined) span.parentSpanId = hexId(of.parent, 16);
  if (of.events !== undefined) {
    span.events = of.events.map(({ name, attributes }) => ({
      name,
      timeUnixNano: nano(startMs),
      attributes: attributesOf(attributes),
    }));
  }
  return span;
}

export function jsonRequest(spans: readonly TestSpan[], service: string | null = 'support-bot'): object {
  const attributes = service === null ? [] : attributesOf({ 'service.name': service });
  return { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope: { name: 'test' }, spans }] }] };
}

const toBytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** The same request in protobuf. */
export function protobufRequest(spans: readonly TestSpan[], service: string | null = 'support-bot'): Buffer {
  const binary = spans.map((span) => ({
    ...span,
    traceId: toBytes(span.traceId),
    spanId: toBytes(span.spanId),
    ...(span.parentSpanId === undefined ? {} : { parentSpanId: toBytes(span.parentSpanId) }),
  }));
  const request = jsonRequest(binary as unknown as TestSpan[], service);
  return Buffer.from(exportRequest.encode(exportRequest.fromObject(request)).finish());
}

const kind = (word: string): Record<string, unknown> => ({ 'openinference.span.kind': word });

/** Retrieval, reranking, a tool, two model calls and an evaluator, as OpenInference writes them. */
export function inferenceTrace(trace: number): TestSpan[] {
  return [
    testSpan({
      trace,
      id: 1,
      name: 'ask',
      from: 0,
      to: 900,
      attributes: {
        ...kind('CHAIN'),
        'input.value': '{"question": "How long do refunds take?"}',
        'input.mime_type': 'application/json',
        'session.id': `session-${trace}`,
        'assay.intent': 'refund',
        'assay.riskClass': 'high',
        metadata: '{"team": "billing", "nested": {"a": 1}}',
        'tag.tags': ['beta'],
        'user.id': 'u-1',
      },
    }),
    testSpan({
      trace,
      id: 2,
      parent: 1,
      name: 'search',
      from: 10,
      to: 110,
      attributes: {
        ...kind('RETRIEVER'),
        'input.value': 'refund time',
        'retrieval.documents.0.document.id': 'kb-1',
        'retrieval.documents.0.document.content': 'Refunds take five days.',
        'retrieval.documents.0.document.score': 0.75,
        'retrieval.documents.1.document.id': 'kb-2',
        'retrieval.documents.1.document.content': 'Parcels take two days.',
        'retrieval.documents.1.document.score': 0.5,
        'retrieval.documents.1.document.metadata': '{"title": "Parcels", "url": "https://example.com/p"}',
        'retrieval.documents.10.document.content': 'Shops close at six.',
      },
    }),
    testSpan({
      trace,
      id: 3,
      parent: 1,
      name: 'rerank',
      from: 100,
      to: 160,
      attributes: {
        ...kind('RERANKER'),
        'reranker.input_documents.0.document.content': 'Parcels take two days.',
        'reranker.output_documents.0.document.id': 'kb-2',
        'reranker.output_documents.0.document.content': 'Parcels take two days.',
        'reranker.output_documents.0.document.score': 0.9,
        'reranker.output_documents.1.document.id': 'kb-1',
        'reranker.output_documents.1.document.content': 'Refunds take five days.',
      },
    }),
    testSpan({
      trace,
      id: 4,
      parent: 1,
      name: 'plan',
      from: 170,
      to: 300,
      attributes: {
        ...kind('LLM'),
        'llm.model_name': 'small-1',
        'llm.input_messages.0.message.role': 'user',
        'llm.input_messages.0.message.content': 'How long do refunds take?',
        'llm.output_messages.0.message.role': 'assistant',
        'llm.output_messages.0.message.tool_calls.0.tool_call.id': 'call-1',
        'llm.output_messages.0.message.tool_calls.0.tool_call.function.name': 'order',
        'llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments': '{"id": 7}',
        'llm.token_count.prompt': 20,
        'llm.token_count.completion': 5,
        'llm.cost.total': 0.25,
      },
    }),
    testSpan({
      trace,
      id: 5,
      parent: 1,
      name: 'order',
      from: 310,
      to: 330,
      attributes: {
        ...kind('TOOL'),
        'tool.name': 'order',
        'input.value': '{"id":7}',
        'output.value': 'paid',
      },
    }),
    testSpan({
      trace,
      id: 6,
      parent: 1,
      name: 'answer',
      from: 400,
      to: 800,
      attributes: {
        ...kind('LLM'),
        'llm.model_name': 'large-2',
        'llm.input_messages.0.message.role': 'system',
        'llm.input_messages.0.message.content': 'Answer by the passages.',
        'llm.input_messages.1.message.role': 'user',
        'llm.input_messages.1.message.contents.0.message_content.type': 'text',
        'llm.input_messages.1.message.contents.0.message_content.text': 'How long do refunds take?',
        'llm.output_messages.0.message.role': 'assistant',
        'llm.output_messages.0.message.content': 'Refunds take five days.',
        'llm.token_count.prompt': 100,
        'llm.token_count.completion': 10,
        'llm.cost.total': 0.5,
        'llm.prompt_template.version': 'v7',
      },
    }),
    testSpan({ trace, id: 7, parent: 1, name: 'judge', from: 810, to: 890, attributes: kind('EVALUATOR') }),
    testSpan({
      trace,
      id: 8,
      parent: 7,
      name: 'judge model',
      from: 815,
      to: 885,
      attributes: {
        ...kind('LLM'),
        'llm.output_messages.0.message.role': 'assistant',
        'llm.output_messages.0.message.content': 'faithful',
        'llm.token_count.prompt': 1000,
        'evaluations.0.evaluation.name': 'faithfulness',
        'evaluations.0.evaluation.label': 'faithful',
        'evaluations.0.evaluation.score': 0.8,
        'evaluations.1.evaluation.name': 'tone',
        'evaluations.1.evaluation.label': 'kind',
        'evaluations.1.evaluation.annotator_kind': 'HUMAN',
      },
    }),
  ];
}

/** What Assay is to make of `inferenceTrace`. */
export function inferenceAnswer(trace: number): object {
  return {
    id: hexId(trace, 32),
    occurredAt: new Date(1_790_000_000_000).toISOString(),
    conversationId: `session-${trace}`,
    source: 'support-bot',
    prompt: [
      { role: 'system', text: 'Answer by the passages.' },
      { role: 'user', text: 'How long do refunds take?' },
    ],
    context: [
      {
        sourceId: 'kb-2',
        text: 'Parcels take two days.',
        rank: 1,
        score: 0.9,
      },
      { sourceId: 'kb-1', text: 'Refunds take five days.', rank: 2 },
    ],
    output: 'Refunds take five days.',
    toolCalls: [{ name: 'order', arguments: '{"id":7}', result: 'paid' }],
    intent: 'refund',
    riskClass: 'high',
    promptTemplate: 'v7',
    model: 'large-2',
    promptTokens: 120,
    completionTokens: 15,
    costUsd: 0.75,
    latencyMs: 900,
    retrievalMs: 150,
    judge: [{ name: 'faithfulness', verdict: 'faithful', probability: 0.8 }],
    attributes: {
      'metadata.team': 'billing',
      'service.name': 'support-bot',
      'tag.beta': 'true',
      'user.id': 'u-1',
    },
  };
}
