import { describe, expect, it } from 'vitest';
import { shippedCatalogue } from '../../../shared/domain/catalogue.ts';
import { hallucinationAudit } from '../../../shared/domain/defaults.ts';
import type { PersonId } from '../../../shared/domain/ids.ts';
import { emptyPlanDraft } from './plan-draft.ts';
import { effectiveReviewers, scorecardChoices, scorecardOf, shownProblems } from './plan-reading.ts';

const draft = emptyPlanDraft('0123456789abcdef0123456789abcdef', 'hallucination_audit');
const people = ['a', 'b'].map((id) => ({ id: id as PersonId }));

describe('reviewers of a plan', () => {
  it('are the person at the keyboard before any choice, and nobody once all were taken out', () => {
    expect(effectiveReviewers(draft, people, 'a')).toEqual(['a']);
    expect(effectiveReviewers({ ...draft, reviewerIds: [] }, people, 'a')).toEqual([]);
  });

  it('are never people who are gone', () => {
    expect(effectiveReviewers({ ...draft, reviewerIds: ['b', 'gone'] }, people, 'a')).toEqual(['b']);
    expect(effectiveReviewers(draft, people, 'gone')).toEqual([]);
  });
});

describe('problems of a plan', () => {
  const reading = {
    ok: false,
    problems: { title: 'Give it a title.', limit: 'Enter a percentage.' },
  } as const;

  it('are said at once when something was typed wrongly, and after a try when something is missing', () => {
    expect(shownProblems(draft, reading)).toEqual({ limit: 'Enter a percentage.' });
    expect(shownProblems({ ...draft, isTried: true }, reading)).toEqual(reading.problems);
  });
});

it('an older scorecard can be planned with; the newest follows what is published', () => {
  const next = { ...hallucinationAudit, version: 2, title: 'Hallucination audit, anew' };
  const catalogue = { ...shippedCatalogue, scorecards: [...shippedCatalogue.scorecards, next] };
  const choices = scorecardChoices(catalogue);
  expect(choices.map((one) => one.title)).toEqual([
    'Hallucination audit, anew, version 2',
    'Hallucination audit, version 1 (older)',
    'Hallucination audit, long form, version 1',
  ]);
  expect(choices.map((one) => scorecardOf({ ...draft, ...one }, catalogue).version)).toEqual([2, 1, 1]);
  const newest = { ...draft, ...choices[0]! };
  expect(scorecardOf(newest, shippedCatalogue).version).toBe(1);
  expect(scorecardOf({ ...draft, scorecardVersion: 7 }, catalogue)).toBe(next);
});
