import { describe, expect, it } from 'vitest';
import { hallucinationAudit } from '../domain/defaults.ts';
import { answers, checkAnswers, relevantAnswers } from '../domain/review.ts';
import { generateDemo } from './generate.ts';
import { truthToAnswers } from './truth.ts';

const demo = generateDemo({ seed: 'truth', count: 200, weekStart: '2025-11-03' });

describe('the form that follows from the truth', () => {
  it('is valid, complete and holds nothing that is not asked', () => {
    demo.traces.forEach((trace, at) => {
      const truth = demo.truth[at];
      if (truth === undefined) throw new Error('a trace without truth');
      const given = truthToAnswers(truth, trace);
      expect(answers.parse(given)).toEqual(given);
      expect(checkAnswers(hallucinationAudit, given, trace)).toEqual([]);
      expect(relevantAnswers(hallucinationAudit, given)).toEqual(given);
    });
  });

  it('carries class, severity and every span of the truth', () => {
    const at = demo.truth.findIndex((one) => one.spans.length === 2);
    const [truth, trace] = [demo.truth[at], demo.traces[at]];
    if (truth === undefined || trace === undefined) throw new Error('no trace with two errors');
    const given = truthToAnswers(truth, trace);
    expect(given.hallucination).toEqual({ type: 'choice', option: truth.spans[0]?.class });
    expect(given.severity).toEqual({ type: 'choice', option: truth.severity });
    expect(given.evidence?.type === 'spans' ? given.evidence.spans.map((one) => one.class) : []).toEqual(
      truth.spans.map((one) => one.class),
    );
    expect(given.corrected_answer).toEqual({ type: 'text', text: truth.correctedOutput });
  });

  it('is refused for a trace that the truth is not about', () => {
    const [truth, , other] = [demo.truth[0], null, demo.traces[1]];
    if (truth === undefined || other === undefined) throw new Error('too few traces');
    expect(() => truthToAnswers(truth, other)).toThrow(RangeError);
  });
});
