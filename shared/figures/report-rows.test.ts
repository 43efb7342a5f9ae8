import { describe, expect, it } from 'vitest';
import { reasonCodes } from '../statistics/result.ts';
import { refOfKey } from './figure-key.ts';
import {
  agreementRow,
  breakdownRows,
  contrastInWords,
  overallRow,
  rateRef,
  rateRow,
  valuesOf,
} from './report-rows.ts';
import { cellInWords, notesInWords, rateTone, reasonInWords, verdictView } from './report-words.ts';
import { plain, question, rate, withAlpha } from '../../tests/support/made-question.ts';

const ref = rateRef('hallucination');
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
    const small = rateRow(ref, 'v2', rate(0.02, 0.001, 0.2, { cell: 'INSUFFICIENT' }), 0.015);
    expect(small).toMatchObject({ tone: 'quiet', isQuiet: true });
    expect(plain(small.note)).toBe('2 of 100 items · too few to tell');
    expect(cellInWords(rate(0, 0, 0.03, { cell: 'ZERO_OR_FULL' }))).toBeNull();
  });

  it('without an estimate gives the reason in words', () => {
    const none = rateRow(ref, 'v2', rate(null, null, null, { events: 0 }), null);
    expect(none.note).toContain('no item is finished here yet');
    expect(none.isQuiet).toBe(true);
  });

  it('says in words on which side of the limit its interval lies', () => {
    expect(rateRow(ref, 'v3', rate(0.01, 0.005, 0.012), 0.015).note).toContain('below the limit');
    expect(rateRow(ref, 'v3', rate(0.04, 0.02, 0.07), 0.015).note).toContain('above the limit');
    expect(rateRow(ref, 'v3', rate(0.02, 0.01, 0.03), 0.015).note).toContain('across the limit');
    expect(rateRow(ref, 'v3', rate(0.02, 0.01, 0.03), null).note).not.toContain('limit');
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
});

describe('a row', () => {
  it('carries the address of its figure', () => {
    const [row] = breakdownRows(question('hallucination', null), 'model');
    expect(refOfKey(row?.key ?? '')).toEqual({
      kind: 'rate',
      question: 'hallucination',
      option: null,
      dimension: 'model',
      value: 'v3',
    });
    expect(refOfKey('no address')).toBeNull();
  });

  it('has its difference to the rest with the adjusted chance, and nothing where there is none', () => {
    const difference = {
      estimate: 0.021,
      low: 0.001,
      high: 0.04,
      n: 90,
      method: 'm',
      reason: null,
      notes: [],
    };
    expect(contrastInWords({ difference, p: 0.02, q: 0.034 })).toBe('+2.1 points · q .034');
    expect(contrastInWords({ difference, p: null, q: null })).toBe('+2.1 points');
    expect(contrastInWords(null)).toBe('');
  });
});
