import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Did, IntroductionStage } from './introduction-steps.ts';
import { stageAfter } from './introduction-steps.ts';

const nothing: Did = { hasAnswered: false, hasUsedEvidence: false, hasSubmitted: false };

it('goes on when the person did what the step asks for', () => {
  expect(stageAfter('new', nothing)).toBe('score');
  expect(stageAfter('score', nothing)).toBe('score');
  expect(stageAfter('score', { ...nothing, hasAnswered: true })).toBe('evidence');
  expect(stageAfter('evidence', { ...nothing, hasAnswered: true })).toBe('evidence');
  expect(stageAfter('evidence', { ...nothing, hasUsedEvidence: true })).toBe('submit');
  expect(stageAfter('submit', { ...nothing, hasAnswered: true, hasUsedEvidence: true })).toBe('submit');
  expect(stageAfter('submit', { ...nothing, hasSubmitted: true })).toBe('done');
});

it('does not hold up somebody who is faster than it', () => {
  expect(stageAfter('new', { ...nothing, hasSubmitted: true })).toBe('done');
  expect(stageAfter('score', { ...nothing, hasUsedEvidence: true })).toBe('submit');
});

it('never goes back, and is over for good once it is over', () => {
  const order: IntroductionStage[] = ['new', 'score', 'evidence', 'submit', 'done'];
  const did = fc.record({
    hasAnswered: fc.boolean(),
    hasUsedEvidence: fc.boolean(),
    hasSubmitted: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.constantFrom(...order), did, (stage, done) => {
      expect(order.indexOf(stageAfter(stage, done))).toBeGreaterThanOrEqual(order.indexOf(stage));
      expect(stageAfter('done', done)).toBe('done');
    }),
  );
});
