import { describe, expect, it } from 'vitest';
import type { Report } from '../../../shared/contract/report.ts';
import type { QuestionReport } from '../../../shared/figures/report-rows.ts';
import { unbroken } from '../../lib/format.ts';
import {
  agreementNotes,
  commonLackOfAgreement,
  contestedInWords,
  coverageParts,
  headlineOf,
  headlineWords,
  mostConfused,
  reviewersByName,
  skipsInWords,
} from './report-view.ts';
import { plain, question, withAlpha } from '../../../tests/support/made-question.ts';

describe('agreement', () => {
  it('has its remarks with the questions that they are about', () => {
    const noted = (title: string): QuestionReport => {
      const of = withAlpha(0.2, null);
      const alpha = { ...of.agreement.alpha, notes: ['too few items for an honest interval'] };
      return { ...of, title, agreement: { ...of.agreement, alpha } };
    };
    expect(agreementNotes([noted('Severity'), withAlpha(0.9, null), noted('Likely cause')])).toEqual([
      'Severity, Likely cause: too few items for an honest interval.',
    ]);
  });

  it('that nobody can have yet is said once, not once for each question', () => {
    const none = withAlpha(null, 'NO_OVERLAP');
    expect(commonLackOfAgreement([none, none])).toBe('no item has been scored by two reviewers');
    expect(commonLackOfAgreement([none, withAlpha(null, 'NO_VARIATION')])).toBeNull();
    expect(commonLackOfAgreement([none, withAlpha(0.7, null)])).toBeNull();
    expect(commonLackOfAgreement([withAlpha(0.7, null)])).toBeNull();
  });
});

describe('the headline', () => {
  const of = question('hallucination', null);
  const report = { alpha: 0.05 } as Report;

  it('says of what it is, with its interval only where there is one', () => {
    expect(headlineWords(report, of)).toBe(`${of.rateTitle}, weighted, 95 % interval`);
    const { figure } = of.overall;
    const whole = { ...of, overall: { ...of.overall, figure: { ...figure, low: 0.173, high: 0.173 } } };
    expect(headlineWords(report, whole)).toBe(`${of.rateTitle}, weighted`);
  });

  it('of a relabel is no rate of a frame', () => {
    const bridge = {} as NonNullable<Report['bridge']>;
    expect(headlineWords({ ...report, bridge }, of)).toContain('not of a frame');
  });
});

describe('contested items', () => {
  it('are named with what they could change, and not at all when there are none', () => {
    const of = { ...question('hallucination', null), contested: { count: 3, lowest: 0.01, highest: 0.03 } };
    expect(plain(contestedInWords(of) ?? '')).toContain('between 1.0 % and 3.0 %');
    expect(contestedInWords({ ...of, contested: { count: 0, lowest: 0.02, highest: 0.02 } })).toBeNull();
  });
});

describe('a report as a whole', () => {
  const report = {
    isInterim: true,
    questions: [question('severity', null), question('hallucination', 0.015)],
    coverage: {
      frame: 184302,
      drawn: 200,
      reviewed: 150,
      skipped: 4,
      open: 46,
      late: 0,
      overlapDrawn: 40,
      overlapReviewed: 31,
    },
    reviewers: [
      { personId: 'c', name: null, reviewed: 90, skipped: 0 },
      { personId: 'b', name: 'Zoe', reviewed: 80, skipped: 0 },
      { personId: 'a', name: 'Adam', reviewed: 10, skipped: 0 },
    ],
  } as unknown as Report;

  it('leads with the question that has a threshold', () => {
    expect(headlineOf(report)?.question).toBe('hallucination');
    expect(headlineOf({ ...report, questions: [question('policy', null)] })?.question).toBe('policy');
    expect(headlineOf({ ...report, questions: [] })).toBeNull();
  });

  it('says what is still open and how much of the overlap is there', () => {
    expect(coverageParts(report, ['riskClass', 'intent']).map(plain)).toEqual([
      'frame 184,302 answers',
      '200 drawn by risk class × intent',
      '150 reviewed',
      '4 skipped',
      '46 open',
      'overlap 31 of 40',
    ]);
  });

  it('lists reviewers by name, whatever they have done', () => {
    expect(reviewersByName(report).map((one) => one.name)).toEqual(['Adam', 'Zoe', null]);
  });
});

describe('what could move the figure', () => {
  it('names both ends for skipped items, and says when the verdict hangs on them', () => {
    const of = { ...question('hallucination', 0.02), skipBounds: { lowest: 0.01, highest: 0.03 } };
    expect(plain(skipsInWords(of) ?? '')).toContain('at 1.0 % or at 3.0 %.');
    expect(skipsInWords(of)).not.toContain('verdict');
    const { threshold } = of;
    const sensitive = {
      ...of,
      threshold: threshold === null ? null : { ...threshold, isSensitiveToSkips: true },
    };
    expect(skipsInWords(sensitive)).toContain('The verdict would not survive both.');
    expect(skipsInWords({ ...of, skipBounds: { lowest: null, highest: null } })).toBeNull();
  });

  it('names the two classes that are parted most often, whichever way round', () => {
    const options = ['none', 'factual', 'policy'].map((option) => ({ option, title: option }));
    const counts = [
      [90, 3, 1],
      [3, 8, 9],
      [1, 9, 2],
    ];
    const of = question('hallucination', null);
    const confused = (held: number[][]): QuestionReport => ({
      ...of,
      agreement: { ...of.agreement, confusion: { options, counts: held } },
    });
    expect(plain(mostConfused(confused(counts)))).toContain('factual and policy, 9 pairs');
    expect(
      mostConfused(
        confused([
          [5, 0, 0],
          [0, 5, 0],
          [0, 0, 5],
        ]),
      ),
    ).toBe('Reviewers never parted on this question.');
  });

  it('keeps a number and its sign of per cent on one line', () => {
    expect(unbroken('at least 23.9 %: over 15.0 %.')).toBe('at least 23.9\u00a0%: over 15.0\u00a0%.');
  });
});
