import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceCodePoints } from '../domain/text.ts';
import type { Trace } from '../domain/trace.ts';
import { trace } from '../domain/trace.ts';
import type { MaskRules } from './mask.ts';
import { maskText, maskTrace, noRules, patternRule } from './mask.ts';

const rules: MaskRules = {
  version: 'test-1',
  rules: [
    patternRule('email', /[a-z0-9.]+@example\.com/, '[email]'),
    patternRule('order', /AB-\d+/g, (match) => `[order of ${match.length - 3} digits]`),
  ],
};

function makeTrace(more: Partial<Trace> = {}): Trace {
  return trace.parse({
    id: 't-1',
    occurredAt: '2025-11-03T10:00:00.000Z',
    prompt: [{ role: 'user', text: 'I am kim@example.com, order AB-1234', name: 'kim@example.com' }],
    context: [
      {
        text: 'Order AB-1234 was sent.',
        title: 'AB-1234',
        rank: 1,
        hash: 'h1',
        url: 'https://example.com/?o=AB-1234',
      },
      { text: 'Nothing private.', rank: 2, hash: 'h2' },
    ],
    output: 'Dear kim@example.com, order AB-1234 is on its way.',
    toolCalls: [{ name: 'lookup', arguments: '{"order":"AB-1234"}', result: 'kim@example.com' }],
    escalationReason: 'asked by kim@example.com',
    userFeedback: 'AB-1234 never came',
    ...more,
  });
}

const isPrivate = /kim@example\.com|AB-1234/;

describe('masking with the rules that ship', () => {
  it('changes no text and says in the trace that no rules ran', () => {
    const before = makeTrace();
    const { trace: after, counts } = maskTrace(before, noRules);
    expect(counts).toEqual({});
    expect(after).toEqual({ ...before, redaction: { status: 'none', ruleSetVersion: 'none-1', counts: {} } });
  });

  it('keeps what the source declared about its own masking', () => {
    const redaction = { status: 'masked', ruleSetVersion: 'theirs-4', counts: { phone: 2 } } as const;
    expect(maskTrace(makeTrace({ redaction }), noRules).trace.redaction).toEqual(redaction);
  });
});

describe('masking with rules', () => {
  it('reaches prompt, context, output, tool calls and the free texts beside them', () => {
    const { trace: after } = maskTrace(makeTrace(), rules);
    expect(JSON.stringify(after)).not.toMatch(isPrivate);
    expect(after.output).toBe('Dear [email], order [order of 4 digits] is on its way.');
    expect(after.toolCalls?.[0]?.arguments).toBe('{"order":"[order of 4 digits]"}');
  });

  it('leaves the trace that went in as it was', () => {
    const before = makeTrace();
    maskTrace(before, rules);
    expect(before).toEqual(makeTrace());
  });

  it('counts findings by kind and writes them into the trace with the version of the rules', () => {
    const { trace: after, counts } = maskTrace(makeTrace(), rules);
    expect(counts).toEqual({ email: 5, order: 7 });
    expect(after.redaction).toEqual({ status: 'masked', ruleSetVersion: 'test-1', counts });
    expect(trace.parse(after)).toEqual(after);
  });

  it('drops the digest of a passage that it changed and keeps the others', () => {
    const { trace: after } = maskTrace(makeTrace(), rules);
    expect(after.context.map((one) => one.hash)).toEqual([undefined, 'h2']);
  });

  it('marks a trace without findings as masked, since the rules did run', () => {
    const bare = trace.parse({
      id: 't',
      occurredAt: '2025-11-03T10:00:00.000Z',
      prompt: [{ role: 'user', text: 'Hi' }],
      output: 'Hi',
    });
    expect(maskTrace(bare, rules).trace).toEqual({
      ...bare,
      redaction: { status: 'masked', ruleSetVersion: 'test-1', counts: {} },
    });
  });

  it('changes nothing more when done twice', () => {
    const once = maskTrace(makeTrace(), rules).trace;
    const twice = maskTrace(once, rules);
    expect(twice.counts).toEqual({});
    expect(twice.trace).toEqual(once);
  });

  it('masks a text of its own, such as a corrected answer', () => {
    expect(maskText('Write to kim@example.com about AB-99.', rules)).toEqual({
      text: 'Write to [email] about [order of 2 digits].',
      counts: { email: 1, order: 1 },
    });
  });

  it('ignores empty matches of a pattern', () => {
    const hungry: MaskRules = { version: 'x', rules: [patternRule('digit', /\d*/, '#')] };
    expect(maskText('a12b', hungry)).toEqual({ text: 'a#b', counts: { digit: 1 } });
  });

  it('refuses a rule whose edits overlap, and names it', () => {
    const broken: MaskRules = {
      version: 'x',
      rules: [
        {
          kind: 'broken',
          find: () => [
            { start: 0, end: 3, replacement: '' },
            { start: 2, end: 4, replacement: '' },
          ],
        },
      ],
    };
    expect(() => maskText('abcdef', broken)).toThrow(/"broken"/);
  });

  it('moves the spans of a judge with the text that they mark', () => {
    const parts = fc.array(fc.constantFrom('kim@example.com ', 'AB-7 ', '😀 ', 'शब्द ', 'x '), {
      maxLength: 8,
    });
    const marked = fc.constantFrom('the claim', 'a 😀 claim', 'दावा');
    fc.assert(
      fc.property(parts, marked, parts, (before, claim, after) => {
        const head = before.join('');
        const output = `${head}${claim} ${after.join('')}`;
        const start = Array.from(head).length;
        const spans = [{ start, end: start + Array.from(claim).length, class: 'factual', note: 'AB-1' }];
        const masked = maskTrace(
          makeTrace({ output, judge: [{ name: 'j', verdict: 'v', spans }] }),
          rules,
        ).trace;
        const span = masked.judge?.[0]?.spans?.[0];
        expect(sliceCodePoints(masked.output, span?.start ?? -1, span?.end ?? -1)).toBe(claim);
        expect(span?.note).toBe('[order of 1 digits]');
      }),
    );
  });

  it('stretches a span that cuts into a masked part over the whole replacement', () => {
    const output = 'to kim@example.com now';
    const spans = [{ start: 7, end: 12, class: 'factual' }];
    const masked = maskTrace(makeTrace({ output, judge: [{ name: 'j', verdict: 'v', spans }] }), rules).trace;
    const span = masked.judge?.[0]?.spans?.[0];
    expect(sliceCodePoints(masked.output, span?.start ?? -1, span?.end ?? -1)).toBe('[email]');
  });
});
