import { expect, it } from 'vitest';
import type { DisagreementCase } from '../../../shared/contract/disagreements.ts';
import type { EvidenceSpan } from '../../../shared/domain/review.ts';
import { linkWords, listSpans, patternOf, patterns, quoteWords, spansInPassage } from './span-view.ts';

const span = (id: string, support: EvidenceSpan['support'] = null): EvidenceSpan => ({
  id,
  output: { start: 0, end: 4, quote: 'Fees' },
  class: 'policy',
  support,
});
const range = { start: 2, end: 5, quote: 'pay' };
const review = (letter: string, spans: EvidenceSpan[]): DisagreementCase['reviews'][number] =>
  ({ letter, answers: { evidence: { type: 'spans', spans }, note: { type: 'text', text: 'x' } } }) as never;

it('keeps spans of two reviewers apart although they have one id', () => {
  const spans = listSpans(
    [review('A', [span('s')]), review('B', [span('s')])],
    [{ id: 'policy', title: 'Policy', tone: 'policy' }],
  );
  expect(new Set(spans.map((one) => one.key)).size).toBe(2);
  expect(spans.map((one) => [one.letter, one.pattern, one.className])).toEqual([
    ['A', 'solid', 'Policy'],
    ['B', 'dashed', 'Policy'],
  ]);
});

it('names a class that is no longer known by its id', () => {
  expect(listSpans([review('A', [span('s')])], [])[0]).toMatchObject({ className: 'policy', tone: 'other' });
});

it('gives each of the first five letters a pattern of its own', () => {
  expect(new Set([0, 1, 2, 3, 4].map(patternOf)).size).toBe(patterns.length);
});

it('finds what lies in a passage, and says how it is linked', () => {
  const spans = listSpans(
    [
      review('A', [span('one', { kind: 'supports', passage: 2, range })]),
      review('B', [span('two', { kind: 'contradicts', passage: 1, range })]),
      review('C', [span('three', { kind: 'not_in_context' }), span('four')]),
    ],
    [],
  );
  expect(spansInPassage(spans, 1).map((one) => [one.letter, one.kind])).toEqual([['B', 'contradicts']]);
  expect(spans.map((one) => linkWords(one.span))).toEqual([
    'supported by passage 2',
    'contradicted by passage 1',
    'not in the context',
    'no link to a passage',
  ]);
});

it('cuts a long quote in its middle, so that both ends can be found', () => {
  const words = quoteWords(`begin ${'and so on '.repeat(30)}end`, 40);
  expect(words.length).toBeLessThanOrEqual(40);
  expect(words.startsWith('begin')).toBe(true);
  expect(words.endsWith('end')).toBe(true);
});
