import { describe, expect, it } from 'vitest';
import { facetsOf, judgeVerdicts } from './facets.ts';
import { trace } from './trace.ts';

const plain = trace.parse({
  id: 't-1',
  occurredAt: '2026-01-01T08:00:00.000Z',
  prompt: [{ role: 'user', text: 'When?' }],
  output: 'Soon.',
});

describe('the facets of a trace', () => {
  it('are the dimensions of the plan, those that reports use, the week and each judge with its version', () => {
    const judged = trace.parse({
      ...plain,
      model: 'v3',
      attributes: { shop: 'north' },
      judge: [
        { name: 'nli', version: '2', verdict: 'unsupported' },
        { name: 'human', verdict: 'good' },
      ],
    });
    expect(facetsOf(judged, ['attributes.shop', 'channel'])).toEqual({
      'attributes.shop': 'north',
      channel: '(none)',
      model: 'v3',
      week: '2026-W01',
      'judge.nli@2': 'unsupported',
      'judge.human': 'good',
    });
  });

  it('are the week alone where a trace carries nothing else', () => {
    expect(facetsOf(plain, [])).toEqual({ week: '2026-W01' });
  });

  it('take the first word of a judge that speaks twice, and two versions for two judges', () => {
    const verdicts = judgeVerdicts({
      judge: [
        { name: 'nli', verdict: 'bad' },
        { name: 'nli', verdict: 'good' },
        { name: 'nli', version: '1', verdict: 'good' },
      ],
    });
    expect([...verdicts]).toEqual([
      ['nli', 'bad'],
      ['nli@1', 'good'],
    ]);
  });
});
