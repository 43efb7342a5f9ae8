import { expect, it } from 'vitest';
import { dimensionTitle, sentenceCase } from './dimension-words.ts';

it('dimensions are said as people say them', () => {
  expect(dimensionTitle('riskClass')).toBe('risk class');
  expect(dimensionTitle('attributes.team')).toBe('team');
  expect(dimensionTitle('model')).toBe('model');
  expect(sentenceCase(dimensionTitle('customerTier'))).toBe('Customer tier');
});
