import { describe, expect, it } from 'vitest';
import { compareWithKnown, countRight } from './calibration.ts';
import { hallucinationAudit } from './defaults.ts';
import type { Answers } from './review.ts';

const choice = (option: string): Answers[string] => ({ type: 'choice', option });
const known: Answers = {
  policy: choice('violates'),
  hallucination: choice('policy'),
  severity: choice('major'),
  note: { type: 'text', text: 'See passage 2.' },
};

describe('an item of a calibration round', () => {
  it('is compared question by question, in the order of the scorecard, where the answer is known', () => {
    const mine = { hallucination: choice('policy'), policy: choice('complies'), actionability: choice('x') };
    expect(compareWithKnown(hallucinationAudit, known, mine)).toEqual([
      { question: 'hallucination', mine: choice('policy'), known: choice('policy'), isRight: true },
      { question: 'severity', mine: null, known: choice('major'), isRight: false },
      { question: 'policy', mine: choice('complies'), known: choice('violates'), isRight: false },
    ]);
  });

  it('counts as right or not only where it was judged', () => {
    const right = compareWithKnown(hallucinationAudit, known, known);
    const skipped = compareWithKnown(hallucinationAudit, known, null);
    expect(skipped.every((one) => one.mine === null && !one.isRight)).toBe(true);
    expect(
      countRight([
        { isSkipped: false, answers: right },
        { isSkipped: true, answers: skipped },
      ]),
    ).toEqual({ right: 3, judged: 3 });
  });
});
