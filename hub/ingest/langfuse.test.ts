import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTrace } from '../../shared/domain/check-trace.ts';
import { readLangfuse } from './langfuse.ts';

const base = { id: 'trace-1', timestamp: '2026-11-02T10:00:00.000Z' };

function read(value: unknown): object {
  const found = readLangfuse(value);
  if ('fault' in found) throw new Error(found.fault.reason);
  const checked = checkTrace(found.trace);
  if (checked.fault !== undefined) throw new Error(checked.fault.reason);
  return checked.trace;
}

describe('a trace exported from Langfuse', () => {
  it('keeps the conversation, passages, tools, versions, costs and scores of its observations', () => {
    const exported = {
      ...base,
      name: 'support',
      userId: 'u-7',
      sessionId: 'chat-3',
      release: '2026.11',
      environment: 'production',
      tags: ['beta'],
      metadata: { team: 'billing', 'assay.intent': 'refund', 'assay.riskClass': 'high' },
      input: { question: 'How long?' },
      output: { answer: 'Five days.' },
      latency: 1.25,
      totalCost: 0.75,
      observations: [
        {
          id: 'o1',
          type: 'RETRIEVER',
          name: 'search',
          startTime: '2026-11-02T10:00:00.100Z',
          endTime: '2026-11-02T10:00:00.300Z',
          output: [
            { page_content: 'Five days.', metadata: { source: 'kb-1', title: 'Refunds' } },
            [{ pageContent: 'Two days.', id: 'kb-2' }, 0.5],
          ],
        },
        {
          id: 'o2',
          type: 'TOOL',
          name: 'order',
          startTime: base.timestamp,
          input: { id: 7 },
          output: 'paid',
        },
        {
          id: 'o3',
          type: 'GENERATION',
          startTime: '2026-11-02T10:00:00.400Z',
          endTime: '2026-11-02T10:00:01.000Z',
          model: 'large-2',
          promptName: 'answer',
          promptVersion: 3,
          input: [
            { role: 'system', content: 'Be short.' },
            { role: 'user', content: [{ type: 'text', text: 'How long?' }] },
          ],
          output: { role: 'assistant', content: 'Five days.' },
          usageDetails: { input: 30, output: 4, total: 34 },
          costDetails: { total: 0.5 },
        },
        {
          id: 'o4',
          type: 'EVALUATOR',
          startTime: '2026-11-02T10:00:01.000Z',
          scores: [{ name: 'faithful', value: 1, stringValue: 'True', source: 'EVAL' }],
        },
        {
          id: 'o5',
          parentObservationId: 'o4',
          type: 'GENERATION',
          startTime: '2026-11-02T10:00:01.100Z',
          output: 'yes',
          usage: { input: 900 },
        },
      ],
      scores: [
        { name: 'relevance', value: 0.75, source: 'API' },
        { name: 'correct', value: 1, source: 'ANNOTATION' },
        { name: 'user-feedback', value: -1, source: 'API' },
      ],
    };
    expect(read(exported)).toEqual({
      id: 'trace-1',
      occurredAt: base.timestamp,
      conversationId: 'chat-3',
      prompt: [
        { role: 'system', text: 'Be short.' },
        { role: 'user', text: 'How long?' },
      ],
      context: [
        { sourceId: 'kb-1', title: 'Refunds', text: 'Five days.', rank: 1 },
        { sourceId: 'kb-2', text: 'Two days.', rank: 2, score: 0.5 },
      ],
      output: 'Five days.',
      toolCalls: [{ name: 'order', arguments: '{"id":7}', result: 'paid' }],
      intent: 'refund',
      riskClass: 'high',
      promptTemplate: 'answer@3',
      model: 'large-2',
      promptTokens: 30,
      completionTokens: 4,
      costUsd: 0.75,
      latencyMs: 1250,
      retrievalMs: 200,
      userFeedback: '-1',
      judge: [
        { name: 'relevance', verdict: '0.75', probability: 0.75 },
        { name: 'faithful', verdict: 'True', probability: 1 },
      ],
      attributes: {
        environment: 'production',
        'langfuse.name': 'support',
        'metadata.team': 'billing',
        release: '2026.11',
        'tag.beta': 'true',
        'user.id': 'u-7',
      },
    });
  });

  it.each([
    ['texts', 'Why?', 'Because.'],
    ['texts that are JSON', '{"messages":[{"role":"user","content":"Why?"}]}', '{"output":"Because."}'],
    ['messages', [{ role: 'user', content: 'Why?' }], [{ role: 'assistant', content: 'Because.' }]],
    ['a batch of messages', { messages: [[{ role: 'user', content: 'Why?' }]] }, { content: 'Because.' }],
    [
      'messages of a framework',
      { messages: [{ type: 'human', content: 'Why?' }] },
      {
        messages: [
          { type: 'human', content: 'Why?' },
          { type: 'ai', content: 'Because.' },
        ],
      },
    ],
    [
      'serialised objects',
      [{ lc: 1, id: ['core', 'HumanMessage'], kwargs: { content: 'Why?' } }],
      { lc: 1, id: ['core', 'AIMessage'], kwargs: { content: 'Because.' } },
    ],
    [
      'an answer of the provider',
      { messages: [{ role: 'user', content: 'Why?' }], temperature: 0 },
      { choices: [{ index: 0, message: { role: 'assistant', content: 'Because.' } }] },
    ],
    [
      'parts',
      { role: 'user', parts: [{ text: 'Why?' }] },
      { role: 'model', parts: [{ text: 'Because.' }, { type: 'reasoning', content: 'x' }] },
    ],
    ['fields by other names', { query: 'Why?' }, { response: 'Because.' }],
  ])('reads input and output as %s', (_shape, input, output) => {
    expect(read({ ...base, input, output })).toMatchObject({
      prompt: [{ role: 'user', text: 'Why?' }],
      output: 'Because.',
    });
  });

  it('takes what nobody thought of as its JSON', () => {
    expect(read({ ...base, input: { a: 1 }, output: { b: [2] } })).toMatchObject({
      prompt: [{ role: 'user', text: '{"a":1}' }],
      output: '{"b":[2]}',
    });
  });

  it('is read alike with its observations inside or beside it', () => {
    const observations = [{ id: 'o', type: 'GENERATION', input: 'Why?', output: 'So.', model: 'm' }];
    expect(read({ trace: base, observations })).toEqual(read({ ...base, observations }));
  });

  it('says what is missing', () => {
    expect(readLangfuse([])).toMatchObject({ fault: { code: 'BAD_VALUE' } });
    expect(readLangfuse({ timestamp: base.timestamp })).toMatchObject({ fault: { code: 'MISSING_FIELD' } });
    expect(readLangfuse({ ...base, timestamp: 'soon' })).toMatchObject({ fault: { code: 'MISSING_FIELD' } });
    expect(readLangfuse({ ...base, input: 'Why?' })).toMatchObject({ fault: { code: 'MISSING_FIELD' } });
  });

  it('never throws, whatever it is given', () => {
    const deep = JSON.parse('['.repeat(5000) + ']'.repeat(5000)) as unknown;
    expect(readLangfuse({ ...base, input: deep, output: deep })).toHaveProperty('fault');
    const members = fc.constantFrom(
      'id',
      'timestamp',
      'input',
      'output',
      'observations',
      'scores',
      'metadata',
      'tags',
    );
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constant(base.timestamp),
      fc.array(fc.dictionary(members, fc.jsonValue())),
    );
    fc.assert(
      fc.property(fc.dictionary(members, value), (fields) => {
        const found = readLangfuse({ ...base, ...fields });
        expect('trace' in found || 'fault' in found).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
