import { expect, it } from 'vitest';
import { hallucinationAuditLong } from '../../../shared/domain/defaults.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import { shapeOf } from './option-shape.ts';

const options = (...titles: string[]) => titles.map((title, at) => ({ id: `o${at}`, title }));

it('draws grades as a scale and classes as chips in the shipped scorecard', () => {
  const shapes = hallucinationAuditLong.questions.filter(isChoice).map((of) => [of.id, shapeOf(of)]);
  expect(Object.fromEntries(shapes)).toEqual({
    hallucination: 'chips',
    severity: 'scale',
    policy: 'chips',
    actionability: 'scale',
    correctness: 'points',
    completeness: 'points',
    cause: 'chips',
  });
});

it('lays long titles in rows, of either kind', () => {
  const long = 'Promises more than the policy of the house allows it to';
  expect(shapeOf({ type: 'nominal', options: options('Short', long) })).toBe('rows');
  expect(shapeOf({ type: 'ordinal', options: options('Not at all', long) })).toBe('rows');
  expect(shapeOf({ type: 'ordinal', options: options('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i') })).toBe(
    'scale',
  );
  expect(
    shapeOf({ type: 'ordinal', options: options('Never', 'Rarely', 'Sometimes', 'Often', 'Always') }),
  ).toBe('rows');
});
