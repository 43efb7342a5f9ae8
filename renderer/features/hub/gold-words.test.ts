import { expect, it } from 'vitest';
import { hallucinationAudit } from '../../../shared/domain/defaults.ts';
import { answersInWords } from './gold-words.ts';

const answers = {
  policy: { type: 'choice', option: 'complies' },
  hallucination: { type: 'choice', option: 'factual' },
} as const;

it('known answers are told by the titles of the scorecard, in its order', () => {
  expect(answersInWords(answers, hallucinationAudit)).toBe('Hallucination: Factual · Policy: Complies');
});

it('known answers keep their ids where the scorecard is not known', () => {
  expect(answersInWords(answers, null)).toBe('policy: complies · hallucination: factual');
});
