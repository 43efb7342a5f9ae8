import { describe, expect, it } from 'vitest';
import { hallucinationAudit } from '../../../shared/domain/defaults.ts';
import { registration as registrationSchema } from '../../../shared/domain/registration.ts';
import type { PlanDraft } from './plan-draft.ts';
import { emptyHypothesis, emptyPlanDraft } from './plan-draft.ts';
import { primaryQuestionOf, rateQuestions, readHypothesis, readRegistration } from './read-registration.ts';
import { stopRuleInWords } from './registration-words.ts';

const card = hallucinationAudit;
const empty = emptyPlanDraft('0123456789abcdef0123456789abcdef', card.id);
const read = (change: Partial<PlanDraft>) => readRegistration({ ...empty, ...change }, card);
const problemsOf = (change: Partial<PlanDraft>) => {
  const found = read(change);
  return found.ok ? {} : found.problems;
};
const blank = emptyHypothesis();

describe('what a plan registers', () => {
  it('is nothing in a form that was not touched', () => {
    expect(read({})).toEqual({ ok: true, value: {} });
  });

  it('is what the contract accepts: every kind of claim, in words where no words were typed', () => {
    const found = read({
      hypotheses: [
        { ...blank, limit: '2' },
        {
          ...blank,
          dimension: 'model',
          value: 'v3',
          direction: 'above',
          limit: '5',
          statement: ' v3 is bad ',
        },
        {
          ...blank,
          kind: 'difference',
          dimension: 'model',
          value: 'v3',
          other: 'v2',
          order: 'lower',
          question: 'policy',
        },
        { ...blank, kind: 'agreement', limit: '0.67' },
      ],
    });
    expect(found.ok && registrationSchema.parse(found.value.registration)).toEqual({
      primaryQuestion: 'hallucination',
      stopRule: { kind: 'fixed' },
      hypotheses: [
        {
          statement: 'The hallucination rate is below 2\u00a0%.',
          claim: { kind: 'rate', question: 'hallucination', part: null, direction: 'below', limit: 0.02 },
        },
        {
          statement: 'v3 is bad',
          claim: {
            kind: 'rate',
            question: 'hallucination',
            part: { dimension: 'model', value: 'v3' },
            direction: 'above',
            limit: 0.05,
          },
        },
        {
          statement: 'The policy violation rate is lower for model v3 than for v2.',
          claim: {
            kind: 'difference',
            question: 'policy',
            dimension: 'model',
            a: 'v3',
            b: 'v2',
            direction: 'lower',
          },
        },
        {
          statement: 'Reviewers agree on hallucination with an α of at least 0.67.',
          claim: { kind: 'agreement', question: 'hallucination', atLeast: 0.67 },
        },
      ],
    });
  });

  it('names the first hypothesis that is only half filled in', () => {
    expect(problemsOf({ hypotheses: [{ ...blank, limit: '2' }, blank] }).hypotheses).toMatch(
      /^Hypothesis 2: /,
    );
    const half = { ...blank, kind: 'difference' as const, dimension: 'model', value: 'v3' };
    expect(readHypothesis(half, card)).toBe('Choose both parts.');
    expect(readHypothesis({ ...half, other: 'v3' }, card)).toBe('Choose two different parts.');
    expect(readHypothesis({ ...half, dimension: '' }, card)).toContain('dimension');
    expect(readHypothesis({ ...blank, dimension: 'model', limit: '2' }, card)).toContain('whole frame');
  });

  it('has a limit where the stop rule decides one, and a margin where it waits for one', () => {
    expect(problemsOf({ stopRule: 'verdict' }).stopRule).toContain('limit');
    expect(problemsOf({ stopRule: 'looks' }).stopRule).toContain('limit');
    expect(problemsOf({ stopRule: 'looks', limit: '2', looksCount: '1' }).stopRule).toBe('Enter 2 or more.');
    expect(problemsOf({ stopRule: 'precision' }).stopRule).toContain('points');
    expect(read({ stopRule: 'precision', stopMargin: '2' })).toMatchObject({
      value: { registration: { stopRule: { kind: 'precision', halfWidth: 0.02 } } },
    });
    expect(read({ stopRule: 'looks', limit: '2', looksSpending: 'pocock' })).toMatchObject({
      value: { registration: { stopRule: { kind: 'looks', count: 3, spending: 'pocock' } } },
    });
  });

  it('has a second look once a share of clean verdicts is given', () => {
    expect(read({ cleanShare: '10', flaggedShare: '100' })).toEqual({
      ok: true,
      value: { secondLook: { cleanShare: 0.1, flaggedShare: 1 } },
    });
    expect(problemsOf({ cleanShare: '0' }).secondLook).toBe('Clean verdicts: Enter 0.1 or more.');
    expect(problemsOf({ cleanShare: '5', flaggedShare: 'x' }).secondLook).toContain('Flagged');
  });

  it('is about the chosen question, or the first one with a rate', () => {
    expect(rateQuestions(card).map((one) => one.id)).toContain('actionability');
    expect(primaryQuestionOf({ primaryQuestion: 'policy' }, card)).toBe('policy');
    expect(primaryQuestionOf({ primaryQuestion: 'note' }, card)).toBe('hallucination');
    expect(read({ primaryQuestion: 'policy' })).toMatchObject({
      value: { registration: { primaryQuestion: 'policy' } },
    });
  });

  it('has a sentence for every stop rule', () => {
    expect(stopRuleInWords({ kind: 'precision', halfWidth: 0.02 })).toContain('±\u00a02 points');
    expect(stopRuleInWords({ kind: 'looks', count: 4, spending: 'pocock' })).toContain('4 looks');
    expect(stopRuleInWords({ kind: 'verdict' })).toContain('20 to 1');
    expect(stopRuleInWords({ kind: 'fixed' })).toContain('Decided once');
  });
});
