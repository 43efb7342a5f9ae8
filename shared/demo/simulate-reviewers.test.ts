import { expect, test } from 'vitest';
import { hallucinationAudit } from '../domain/defaults.ts';
import { checkAnswers } from '../domain/review.ts';
import { generateDemo } from './generate.ts';
import { simulateReviews, vaguePair } from './simulate-reviewers.ts';

const demo = generateDemo({ seed: 'simulated', count: 400, weekStart: '2026-11-09' });
const items = demo.traces.map((trace, at) => ({ trace, truth: demo.truth[at]! }));
const made = simulateReviews({ seed: 's', items, reviewers: 5 });
const classOf = (at: (typeof made)[number]): string => {
  const held = at.answers.hallucination;
  return held?.type === 'choice' ? held.option : '';
};

test('every reviewer fills in a form that can be submitted, and the same seed gives the same forms', () => {
  expect(made).toHaveLength(400 * 5);
  for (const one of made) {
    expect(checkAnswers(hallucinationAudit, one.answers, items[one.item]!.trace)).toEqual([]);
  }
  expect(simulateReviews({ seed: 's', items, reviewers: 5 })).toEqual(made);
  expect(simulateReviews({ seed: 't', items, reviewers: 5 })).not.toEqual(made);
});

test('the vague pair splits its items, and the last reviewer overlooks errors in the second half', () => {
  const vague = made.filter((one) =>
    (vaguePair as readonly string[]).includes(items[one.item]!.truth.hallucination),
  );
  const split = Map.groupBy(vague, (one) => one.item);
  const torn = [...split.values()].filter((list) => new Set(list.map(classOf)).size > 1);
  expect(torn.length).toBeGreaterThan(split.size * 0.8);
  const overlooked = (reviewer: number, isSecondHalf: boolean): number => {
    const own = made.filter(
      (one) =>
        one.reviewer === reviewer &&
        one.item >= 200 === isSecondHalf &&
        items[one.item]!.truth.hallucination !== 'none',
    );
    return own.filter((one) => classOf(one) === 'none').length / own.length;
  };
  expect(overlooked(4, true)).toBeGreaterThan(overlooked(4, false) + 0.2);
  expect(overlooked(4, true)).toBeGreaterThan(overlooked(0, true) + 0.2);
});
