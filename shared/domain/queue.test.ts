import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makePlan, makeTrace } from '../../tests/support/made-audit.ts';
import { sealTrace } from './blinding.ts';
import { itemStateOf, queueFacets, queueTitle } from './queue.ts';
import { findUnstorable } from './text.ts';

describe('the title of an item', () => {
  test('is what the user asked last, on one line', () => {
    const prompt = [
      { role: 'user' as const, text: 'First?' },
      { role: 'assistant' as const, text: 'Yes.' },
      { role: 'user' as const, text: '  And\n\nthen\t?  ' },
      { role: 'assistant' as const, text: 'No.' },
    ];
    expect(queueTitle({ ...makeTrace(1), prompt })).toBe('And then ?');
    expect(queueTitle({ ...makeTrace(1), prompt: [{ role: 'system', text: 'Only this' }] })).toBe(
      'Only this',
    );
  });

  test('of any text is short and can be stored', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const title = queueTitle({ ...makeTrace(1), prompt: [{ role: 'user', text }] });
        expect(title.length).toBeLessThanOrEqual(91);
        if (findUnstorable(text) === null) expect(findUnstorable(title)).toBeNull();
      }),
    );
  });

  test('is cut between words, never inside a character', () => {
    const words = 'refund '.repeat(30);
    expect(queueTitle({ ...makeTrace(1), prompt: [{ role: 'user', text: words }] })).toMatch(/refund…$/);
    const faces = '😀'.repeat(100);
    const title = queueTitle({ ...makeTrace(1), prompt: [{ role: 'user', text: `a${faces}` }] });
    expect(title.isWellFormed()).toBe(true);
  });
});

describe('the facets of an item', () => {
  test('are the values of the plan’s dimensions and the language, each once', () => {
    const plan = makePlan({ dimensions: ['language', 'riskClass', 'channel'] });
    expect(queueFacets({ ...makeTrace(1), riskClass: 'high' }, plan)).toEqual(['de', 'high']);
    expect(queueFacets(makeTrace(1), null)).toEqual(['de']);
  });

  test('are the same from the whole trace and from what blinding leaves of it, and never hold what it hides', () => {
    const traceOf = { ...makeTrace(2), policyCheck: 'passed' };
    for (const hidesModel of [true, false]) {
      for (const hidesJudge of [true, false]) {
        const blinding = { hidesModel, hidesJudge, revealsOthers: 'never' as const };
        const plan = makePlan({ dimensions: ['model', 'policyCheck', 'language'], blinding });
        const facets = queueFacets(traceOf, plan);
        expect(facets).toEqual(queueFacets(sealTrace(traceOf, blinding).open, plan));
        expect(facets.includes('assist-1')).toBe(!hidesModel);
        expect(facets.includes('passed')).toBe(!hidesJudge);
      }
    }
  });
});

test.each([
  [{ hasReview: false, skippedAt: null, draftSavedAt: null }, 'open'],
  [{ hasReview: false, skippedAt: null, draftSavedAt: '2' }, 'draft'],
  [{ hasReview: true, skippedAt: null, draftSavedAt: null }, 'done'],
  [{ hasReview: true, skippedAt: null, draftSavedAt: '2' }, 'draft'],
  [{ hasReview: false, skippedAt: '2', draftSavedAt: null }, 'skipped'],
  [{ hasReview: false, skippedAt: '2', draftSavedAt: '1' }, 'skipped'],
  [{ hasReview: false, skippedAt: '2', draftSavedAt: '3' }, 'draft'],
  [{ hasReview: true, skippedAt: '2', draftSavedAt: null }, 'done'],
] as const)('an item of which %j is known is %s', (facts, state) => {
  expect(itemStateOf(facts)).toBe(state);
});
