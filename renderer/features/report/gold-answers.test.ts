import { describe, expect, it } from 'vitest';
import { hallucinationAudit as card } from '../../../shared/domain/defaults.ts';
import { knownAnswers, proposedOptions } from './gold-answers.ts';

const said = (question: string, answer: string) => ({ question, title: question, answer });

describe('the known answers of a gold item', () => {
  it('are proposed where everybody said the same, and nowhere else', () => {
    const reviews = [
      { answers: [said('hallucination', 'Factual'), said('policy', 'Complies')] },
      { answers: [said('hallucination', 'Factual'), said('policy', 'Violates')] },
    ];
    expect(proposedOptions(card, reviews)).toEqual({ hallucination: 'factual' });
    expect(proposedOptions(card, [])).toEqual({});
  });

  it('are only those that were said to be known, and of questions that are then asked', () => {
    expect(knownAnswers(card, { hallucination: 'none', severity: 'major', policy: '' })).toEqual({
      hallucination: { type: 'choice', option: 'none' },
    });
    expect(Object.keys(knownAnswers(card, { hallucination: 'factual', severity: 'major' }))).toEqual([
      'hallucination',
      'severity',
    ]);
  });
});
