import { expect, it } from 'vitest';
import { hallucinationAudit } from '../../../shared/domain/defaults.ts';
import { answerWords, questionTitle, shareWords } from './calibration-words.ts';

it('says how many answers were right as a count, never as a percentage of a few', () => {
  const words = [
    [0, 0],
    [0, 4],
    [1, 4],
    [3, 4],
    [4, 4],
    [1, 1],
  ].map(([right = 0, judged = 0]) => shareWords({ right, judged }));
  expect(words).toEqual([
    'You skipped the whole round',
    '0 of 4 answers were right',
    '1 of 4 answers was right',
    '3 of 4 answers were right',
    'All 4 answers were right',
    'Your answer was right',
  ]);
});

it('calls questions and answers by the titles of the scorecard', () => {
  const card = hallucinationAudit;
  expect(questionTitle(card, 'hallucination')).toBe('Hallucination');
  expect(answerWords(card, 'policy', { type: 'choice', option: 'violates' })).toMatch(/violates/i);
  expect(answerWords(card, 'policy', null)).toBe('no answer');
});
