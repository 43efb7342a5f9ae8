import { describe, expect, it } from 'vitest';
import type { Report } from '../../../shared/contract/report.ts';
import { reasonCodes } from '../../../shared/statistics/result.ts';
import {
  agreementNotes,
  agreementRow,
  breakdownRows,
  cellInWords,
  commonLackOfAgreement,
  contestedInWords,
  coverageParts,
  headlineOf,
  notesInWords,
  overallRow,
  rateRow,
  rateTone,
  reasonInWords,
  reviewersByName,
  valuesOf,
  verdictView,
} from './report-view.ts';
import type { QuestionReport, Rate } from './report-view.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

function rate(
  estimate: number | null,
  low: number | null,
  high: number | null,
  more: Partial<Rate> = {},
): Rate {
  return {
    figure: {
      estimate,
      low,
      high,
      n: 100,
      method: 'kgStar',
      reason: estimate === null ? 'NO_DATA' : null,
      notes: [],
    },
    events: 2,
    cell: 'RELIABLE',
    ...more,
  };
}

const question = (id: string, limit: number | null): QuestionReport =>
  ({
    question: id,
    rateTitle: `${id} rate`,
    overall: rate(0.02, 0.01, 0.04),
    options: [],
    breakdowns: [
      { dimension: 'model', rows: [{ value: 'v3', population: 5000, rate: rate(0.02, 0.01, 0.04) }] },
    ],
    threshold: limit === null ? null : { limit, verdict: 'INCONCLUSIVE', moreNeeded: 240, sentence: 's' },
  }) as unknown as QuestionReport;

const withAlpha = (estimate: number | null, reason: string | null): QuestionReport =>
  ({
    ...question('hallucination', null),
    title: 'Hallucination',
    agreement: {
      alpha: { estimate, low: 0.6, high: 0.8, n: 40, reason, notes: [] },
      band: 'tentative',
      itemCount: 40,
      raterCount: 4,
    },
  }) as unknown as QuestionReport;

describe('words of a report', () => {
  it('exist for every reason that statistics can give', () => {
    for (const code of reasonCodes) expect(reasonInWords(code)).not.toBe(code);
    expect(reasonInWords('the file is gone')).toBe('the file is gone');
  });

  it('make sentences of remarks and leave sentences alone', () => {
    expect(notesInWords(['too few items', 'Two items changed.'])).toEqual([
      'Too few items.',
      'Two items changed.',
    ]);
  });

  it('give each verdict a word and a mark of its own, so that colour is never alone', () => {
    const views = (['PASS', 'BREACH', 'INCONCLUSIVE', 'INSUFFICIENT'] as const).map(verdictView);
    expect(new Set(views.map((view) => view.mark)).size).toBe(4);
    expect(views.map((view) => view.word)).toEqual(['pass', 'breach', 'undecided', 'too few reviews']);
  });
});

describe('a rate in a chart', () => {
  it('is judged only where the whole interval lies on one side of the limit', () => {
    expect(rateTone(rate(0.01, 0.005, 0.015), 0.015)).toBe('good');
    expect(rateTone(rate(0.04, 0.021, 0.07), 0.015)).toBe('bad');
    expect(rateTone(rate(0.02, 0.011, 0.03), 0.015)).toBe('warn');
    expect(rateTone(rate(0.02, 0.015, 0.03), 0.015)).toBe('warn');
    expect(rateTone(rate(0.02, 0.011, 0.03), null)).toBe('accent');
  });

  it('steps back and says why when the cell is small', () => {
    const small = rateRow('k', 'v2', rate(0.02, 0.001, 0.2, { cell: 'INSUFFICIENT' }), 0.015, 340);
    expect(small).toMatchObject({ tone: 'quiet', isQuiet: true });
    expect(plain(small.note)).toBe('2 of 100 items · 340 in the frame · too few to tell');
    expect(cellInWords(rate(0, 0, 0.03, { cell: 'ZERO_OR_FULL' }))).toBeNull();
  });

  it('without an estimate gives the reason in words', () => {
    const none = rateRow('k', 'v2', rate(null, null, null, { events: 0 }), null);
    expect(none.note).toContain('nothing has been reviewed here yet');
    expect(none.isQuiet).toBe(true);
  });

  it('says in words on which side of the limit its interval lies', () => {
    expect(rateRow('k', 'v3', rate(0.01, 0.005, 0.012), 0.015).note).toContain('below the limit');
    expect(rateRow('k', 'v3', rate(0.04, 0.02, 0.07), 0.015).note).toContain('above the limit');
    expect(rateRow('k', 'v3', rate(0.02, 0.01, 0.03), 0.015).note).toContain('on both sides of the limit');
    expect(rateRow('k', 'v3', rate(0.02, 0.01, 0.03), null).note).not.toContain('limit');
  });

  it('makes room for its interval and for the limit on the axis', () => {
    const rows = breakdownRows(question('hallucination', 0.5), 'model');
    expect(valuesOf(rows)).toEqual([0.02, 0.04, 0.5]);
    expect(breakdownRows(question('hallucination', null), 'language')).toEqual([]);
  });

  it('by risk class stands in the order of risk', () => {
    const of = question('hallucination', null);
    const rows = ['critical', 'high', 'low', '(none)', 'medium'].map((value) => ({
      value,
      population: 10,
      rate: rate(0.02, 0.01, 0.04),
      contrast: null,
    }));
    const by = (dimension: string): string[] =>
      breakdownRows({ ...of, breakdowns: [{ dimension, rows }] }, dimension).map((row) => row.title);
    expect(by('riskClass')).toEqual(['low', 'medium', 'high', 'critical', '(none)']);
    expect(by('channel')).toEqual(['critical', 'high', 'low', '(none)', 'medium']);
  });

  it('over the whole frame takes its tone from the verdict, not from the drawn interval', () => {
    const passed = question('hallucination', 0.015);
    const row = overallRow(
      passed.threshold === null ? passed : { ...passed, threshold: { ...passed.threshold, verdict: 'PASS' } },
      'All',
    );
    expect(row.tone).toBe('good');
    expect(overallRow(question('policy', null), 'All').tone).toBe('accent');
  });
});

describe('agreement', () => {
  it('says its band in words beside its counts', () => {
    expect(plain(agreementRow(withAlpha(0.74, null)).note)).toBe('tentative · 40 items');
  });

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
