import { describe, expect, it } from 'vitest';
import type { FigureRef } from '../../../shared/contract/report-ref.ts';
import type { Claim } from '../../../shared/domain/registration.ts';
import { formatOfRef, unitOfRef } from './figure-format.ts';

const question = 'hallucination';
const claims: Claim[] = [
  { kind: 'rate', question, part: null, direction: 'below', limit: 0.1 },
  { kind: 'difference', question, dimension: 'model', a: 'v1', b: 'v2', direction: 'higher' },
  { kind: 'agreement', question, atLeast: 0.7 },
];
const report = {
  registered: {
    registration: {
      primaryQuestion: question,
      hypotheses: claims.map((claim) => ({ statement: claim.kind, claim })),
      stopRule: { kind: 'fixed' as const },
    },
    stop: { isReached: false, sentence: '', share: 0 },
    anytime: null,
    hypotheses: [],
    deviations: [],
  },
};
const agreement = { kind: 'agreement', question, option: null, pair: null } as const;
const judge = { kind: 'judge', question, judge: 'checker', cell: null } as const;
const rate = { kind: 'rate', question, option: null, dimension: 'model', value: 'v1' } as const;

describe('the figure of an address is written', () => {
  it.each<[string, FigureRef]>([
    ['coefficient', agreement],
    ['coefficient', { ...agreement, statistic: 'ac1' }],
    ['percent', { ...agreement, statistic: 'percent' }],
    ['percent', { ...agreement, option: 'none' as never, statistic: 'specific' }],
    ['coefficient', judge],
    ['coefficient', { ...judge, cell: 'both' }],
    ['coefficient', { ...judge, metric: 'recall' }],
    ['percent', { ...judge, metric: 'corrected' }],
    ['percent', rate],
    ['difference', { ...rate, isContrast: true }],
    ['difference', { kind: 'trend', question }],
    ['percent', { kind: 'anytime' }],
    ['percent', { kind: 'hypothesis', index: 0 }],
    ['difference', { kind: 'hypothesis', index: 1 }],
    ['coefficient', { kind: 'hypothesis', index: 2 }],
  ])('as a %s: %j', (format, ref) => {
    expect(formatOfRef(ref, report)).toBe(format);
  });

  it('with the count of what it rests on', () => {
    expect(unitOfRef({ kind: 'trend', question })).toBe('weeks');
    expect(unitOfRef(rate)).toBe('items');
  });
});
