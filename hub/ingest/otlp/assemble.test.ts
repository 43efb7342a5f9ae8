import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTrace } from '../../../shared/domain/check-trace.ts';
import {
  attributesOf,
  hexId,
  inferenceAnswer,
  inferenceTrace,
  jsonRequest,
  protobufRequest,
  testSpan,
} from '../../../tests/support/otlp.ts';
import type { TestSpan } from '../../../tests/support/otlp.ts';
import type { Assembled } from './assemble.ts';
import { assembleTrace } from './assemble.ts';
import { decodeRequest } from './decode.ts';
import { readSpans } from './read-spans.ts';
import { readFacts } from './read-facts.ts';

function assembleRequest(request: object): Assembled {
  const waiting = readSpans(request).map(({ read, resource }) => {
    if (!read.ok) throw new Error(read.reject.reason);
    const { spanId, parentId, traceId } = read.span;
    // As the database gives it back.
    const facts = JSON.parse(JSON.stringify(readFacts(read.span, resource))) as ReturnType<typeof readFacts>;
    return { traceId, spanId, parentId, facts };
  });
  return assembleTrace(waiting[0]?.traceId ?? '', waiting);
}

function traceOf(spans: readonly TestSpan[]): Record<string, unknown> {
  const assembled = assembleRequest(jsonRequest(spans));
  if ('fault' in assembled) throw new Error(assembled.fault.reason);
  const checked = checkTrace(assembled.trace);
  if (checked.fault !== undefined) throw new Error(checked.fault.reason);
  return checked.trace as unknown as Record<string, unknown>;
}

const chat = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm-1' };

describe('a trace of OpenInference spans', () => {
  it('holds prompt, reranked passages, tool calls, answer, versions, costs and what judges said', () => {
    expect(traceOf(inferenceTrace(5))).toEqual(inferenceAnswer(5));
  });

  it('is the same from JSON and from protobuf, in whatever order the spans stand', () => {
    const spans = inferenceTrace(9);
    fc.assert(
      fc.property(fc.shuffledSubarray(spans, { minLength: spans.length }), (shuffled) => {
        const whole = assembleRequest(jsonRequest(shuffled));
        expect(whole).toEqual(assembleRequest(jsonRequest(spans)));
        expect(assembleRequest(decodeRequest(protobufRequest(shuffled), 'protobuf'))).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });

  it('takes the passages of every retrieval where nothing was reranked, each once', () => {
    const spans = inferenceTrace(5).filter((span) => span.spanId !== hexId(3, 16));
    const again = testSpan({
      trace: 5,
      id: 20,
      parent: 1,
      from: 111,
      to: 120,
      attributes: {
        'openinference.span.kind': 'RETRIEVER',
        'retrieval.documents.0.document.id': 'kb-1',
        'retrieval.documents.0.document.content': 'Refunds take five days.',
        'retrieval.documents.1.document.content': 'Cash takes none.',
      },
    });
    const { context, retrievalMs } = traceOf([...spans, again]) as { context: object[]; retrievalMs: number };
    expect(context).toMatchObject([
      { sourceId: 'kb-1', rank: 1 },
      { sourceId: 'kb-2', rank: 2, title: 'Parcels', url: 'https://example.com/p' },
      { text: 'Shops close at six.', rank: 3 },
      { text: 'Cash takes none.', rank: 4 },
    ]);
    expect(retrievalMs).toBe(109);
  });
});

describe('a trace of OpenTelemetry GenAI spans', () => {
  it('reads messages, instructions, tools and documents of the current conventions', () => {
    const trace = traceOf([
      testSpan({ trace: 1, id: 1, to: 500, attributes: { 'gen_ai.operation.name': 'invoke_agent' } }),
      testSpan({
        trace: 1,
        id: 2,
        parent: 1,
        from: 5,
        attributes: {
          'gen_ai.operation.name': 'retrieval',
          'gen_ai.retrieval.documents': [{ id: 'doc_1', score: 0.5, content: 'It rains.' }, { id: 'doc_2' }],
        },
      }),
      testSpan({
        trace: 1,
        id: 3,
        parent: 1,
        from: 20,
        attributes: {
          'gen_ai.operation.name': 'execute_tool',
          'gen_ai.tool.name': 'weather',
          'gen_ai.tool.call.id': 'c1',
          'gen_ai.tool.call.arguments': { city: 'Paris' },
          'gen_ai.tool.call.result': 'rain',
        },
      }),
      testSpan({
        trace: 1,
        id: 4,
        parent: 1,
        from: 40,
        attributes: {
          ...chat,
          'gen_ai.response.model': 'm-1-2026',
          'gen_ai.conversation.id': 'conv-1',
          'gen_ai.usage.input_tokens': 12,
          'gen_ai.usage.output_tokens': 3,
          'gen_ai.data_source.id': 'kb-main',
          'gen_ai.request.temperature': 0.5,
          'gen_ai.system_instructions': [{ type: 'text', content: 'Be short.' }],
          'gen_ai.input.messages': JSON.stringify([
            { role: 'user', parts: [{ type: 'text', content: 'Weather in Paris?' }] },
            { role: 'assistant', parts: [{ type: 'tool_call', id: 'c1', name: 'weather', arguments: {} }] },
            { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c1', response: 'rain' }] },
          ]),
          'gen_ai.output.messages': JSON.stringify([
            {
              role: 'assistant',
              parts: [
                { type: 'reasoning', content: 'Hm.' },
                { type: 'text', content: 'Rain.' },
              ],
            },
            { role: 'assistant', parts: [{ type: 'text', content: 'Another choice.' }] },
          ]),
        },
        events: [
          {
            name: 'gen_ai.evaluation.result',
            attributes: { 'gen_ai.evaluation.name': 'relevance', 'gen_ai.evaluation.score.value': 0.9 },
          },
        ],
      }),
    ]);
    expect(trace).toMatchObject({
      prompt: [
        { role: 'system', text: 'Be short.' },
        { role: 'user', text: 'Weather in Paris?' },
        { role: 'tool', text: 'rain' },
      ],
      context: [
        { sourceId: 'doc_1', text: 'It rains.', rank: 1, score: 0.5 },
        { sourceId: 'doc_2', text: '', rank: 2 },
      ],
      output: 'Rain.',
      toolCalls: [{ name: 'weather', arguments: '{"city":"Paris"}', result: 'rain' }],
      model: 'm-1-2026',
      conversationId: 'conv-1',
      knowledgeBase: 'kb-main',
      promptTokens: 12,
      completionTokens: 3,
      latencyMs: 500,
      judge: [{ name: 'relevance', verdict: '0.9', probability: 0.9 }],
      attributes: { 'gen_ai.request.temperature': '0.5' },
    });
  });

  it.each([
    [
      'prompt and completion as events',
      {
        events: [
          {
            name: 'gen_ai.content.prompt',
            attributes: { 'gen_ai.prompt': '[{"role":"user","content":"Why?"}]' },
          },
          { name: 'gen_ai.content.completion', attributes: { 'gen_ai.completion': 'Because.' } },
        ],
      },
    ],
    [
      'one event per message',
      {
        events: [
          { name: 'gen_ai.user.message', attributes: { content: 'Why?' } },
          {
            name: 'gen_ai.choice',
            attributes: { index: 0, message: '{"role":"assistant","content":"Because."}' },
          },
        ],
      },
    ],
    [
      'event bodies as JSON',
      {
        events: [
          { name: 'gen_ai.user.message', attributes: { 'gen_ai.event.content': '{"content":"Why?"}' } },
          {
            name: 'gen_ai.choice',
            attributes: { 'gen_ai.event.content': '{"index":0,"message":{"content":"Because."}}' },
          },
        ],
      },
    ],
    [
      'flattened prompts',
      {
        attributes: {
          'gen_ai.prompt.0.role': 'user',
          'gen_ai.prompt.0.content': '[{"type":"text","text":"Why?"}]',
          'gen_ai.completion.0.role': 'assistant',
          'gen_ai.completion.0.content': 'Because.',
          'gen_ai.usage.prompt_tokens': 4,
        },
      },
    ],
    [
      'an event with the details of the call',
      {
        events: [
          {
            name: 'gen_ai.client.inference.operation.details',
            attributes: {
              'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'Why?' }] }],
              'gen_ai.output.messages': [
                { role: 'assistant', parts: [{ type: 'text', content: 'Because.' }] },
              ],
            },
          },
        ],
      },
    ],
  ])('reads an older or other form: %s', (_form, given) => {
    const of: { attributes?: object; events?: object[] } = given;
    const trace = traceOf([
      testSpan({ trace: 1, id: 1, ...of, attributes: { ...chat, ...of.attributes } } as never),
    ]);
    expect(trace).toMatchObject({
      prompt: [{ role: 'user', text: 'Why?' }],
      output: 'Because.',
      model: 'm-1',
    });
  });
});

const call = (id: number, parent: number | undefined, from: number, said: string): TestSpan =>
  testSpan({
    trace: 1,
    id,
    ...(parent === undefined ? {} : { parent }),
    from,
    attributes: {
      ...chat,
      'gen_ai.input.messages': [{ role: 'user', content: `asked by ${id}` }],
      'gen_ai.output.messages': [{ role: 'assistant', content: said }],
    },
  });
const root = (attributes: Record<string, unknown> = {}): TestSpan =>
  testSpan({ trace: 1, id: 1, to: 900, attributes: { 'openinference.span.kind': 'CHAIN', ...attributes } });

const within = (id: number, word: string): TestSpan =>
  testSpan({ trace: 1, id, parent: 1, from: 300, attributes: { 'openinference.span.kind': word } });

describe('which span answers', () => {
  it('is the last model call, leaving out those within tools, retrievals and guardrails', () => {
    const spans = [
      root(),
      call(2, 1, 10, 'first'),
      call(3, 1, 20, 'second'),
      within(10, 'TOOL'),
      call(11, 10, 310, 'of a tool'),
      within(12, 'RETRIEVER'),
      call(13, 12, 320, 'of a retrieval'),
      within(14, 'GUARDRAIL'),
      call(15, 14, 330, 'of a guardrail'),
    ];
    expect(traceOf(spans)).toMatchObject({ output: 'second', prompt: [{ text: 'asked by 3' }] });
  });

  it('is the last one that said what the root gave out', () => {
    const spans = [
      root({ 'output.value': 'first' }),
      call(2, 1, 10, 'first'),
      call(3, 1, 20, 'a title for it'),
    ];
    expect(traceOf(spans)).toMatchObject({ output: 'first', prompt: [{ text: 'asked by 2' }] });
  });

  it('is the root where no model call was traced', () => {
    const spans = [root({ 'input.value': 'Why?', 'output.value': '{"answer": "Because."}' })];
    expect(traceOf(spans)).toMatchObject({ output: 'Because.', prompt: [{ role: 'user', text: 'Why?' }] });
  });

  it('says why there is none: nothing was answered, or nobody asked', () => {
    expect(assembleRequest(jsonRequest([testSpan({ trace: 1, id: 1 })]))).toMatchObject({
      fault: { code: 'MISSING_FIELD' },
    });
    const silent = testSpan({
      trace: 1,
      id: 1,
      attributes: { ...chat, 'gen_ai.output.messages': [{ role: 'assistant', content: 'Hello.' }] },
    });
    expect(assembleRequest(jsonRequest([silent]))).toMatchObject({ fault: { code: 'MISSING_FIELD' } });
  });

  it('is found although parents form a ring or never came', () => {
    const ring = [call(2, 3, 10, 'two'), call(3, 2, 20, 'three')];
    expect(traceOf(ring)).toMatchObject({ output: 'three' });
    expect(traceOf([call(4, 99, 10, 'four')])).toMatchObject({ output: 'four' });
  });
});

it('counts a call once that two instrumentations traced, one within the other', () => {
  const traced = {
    ...chat,
    'gen_ai.prompt': 'Why?',
    'gen_ai.completion': 'So.',
    'gen_ai.usage.input_tokens': 7,
  };
  const spans = [
    testSpan({ trace: 1, id: 1, from: 0, to: 50, attributes: traced }),
    testSpan({
      trace: 1,
      id: 2,
      parent: 1,
      from: 5,
      to: 40,
      attributes: { ...traced, 'gen_ai.usage.output_tokens': 2 },
    }),
  ];
  expect(traceOf(spans)).toMatchObject({ promptTokens: 7, completionTokens: 2 });
});

it('keeps a hundred attributes at most, the same whatever their order, and none that is a text', () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`k${hexId(at, 4)}`, at]));
  const span = testSpan({
    trace: 1,
    id: 1,
    attributes: {
      ...chat,
      'gen_ai.prompt': 'Why?',
      'gen_ai.completion': 'So.',
      a: 'x'.repeat(1001),
      ...many,
    },
  });
  const turned = { ...span, attributes: span.attributes.toReversed() };
  const { attributes } = traceOf([span]) as { attributes: Record<string, string> };
  expect(Object.keys(attributes)).toHaveLength(100);
  expect(attributes).not.toHaveProperty('a');
  expect(traceOf([turned])).toEqual(traceOf([span]));
});

it('never throws, whatever attributes hold', () => {
  const names = fc.constantFrom(
    'openinference.span.kind',
    'llm.input_messages.0.message.content',
    'llm.output_messages.999999999.message.role',
    'gen_ai.input.messages',
    'gen_ai.output.messages',
    'gen_ai.system_instructions',
    'gen_ai.retrieval.documents',
    'metadata',
    'input.value',
    'output.value',
    '__proto__',
    'constructor',
  );
  const values = fc.oneof(
    fc.jsonValue().map((one) => JSON.stringify(one)),
    fc.constantFrom('LLM', 'RETRIEVER', 'TOOL', 'EVALUATOR'),
    fc.jsonValue({ maxDepth: 3 }).filter((one) => one !== null && !JSON.stringify(one).includes('null')),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(names, values), { maxLength: 8 }), (pairs) => {
      const span = { ...testSpan({ trace: 1, id: 1 }), attributes: attributesOf(Object.fromEntries(pairs)) };
      const assembled = assembleRequest(jsonRequest([span]));
      expect('trace' in assembled || 'fault' in assembled).toBe(true);
    }),
    { numRuns: 300 },
  );
});
